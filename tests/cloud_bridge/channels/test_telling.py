"""What the seller did is told to the marketplace once, in order, and until it has heard."""

from __future__ import annotations

import pytest

from cloud_bridge.channels import telling
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.port import CANCELLED, CUSTOMER_ASKED, OUT_OF_STOCK, READY, SHIPPED, TO_PREPARE
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import audit, wishes
from cloud_bridge.orders.models import Order, Telling
from cloud_bridge.replication import audit as feed_audit
from cloud_bridge.stock import audit as stock
from cloud_bridge.stock.models import Level
from tests.cloud_bridge.channels.fake_parcels import CourierMarket, PackingMarket, ShippingMarket
from tests.cloud_bridge.channels.fakes import FakeMarket
from tests.cloud_bridge.channels.packing import Table


@pytest.fixture
def table(stall):
    made = Table(stall, PackingMarket())
    made.run("listings", "stock")
    return made


def reserved(table):
    return Level.objects.get(variant=table.stall.variant("A")).reserved_milli


def test_a_packed_order_is_accepted_and_one_that_was_handed_over_is_shipped(table):
    table.buy()
    table.stage("1", "packed")
    table.run("telling", "telling")
    assert table.market.heard == [("1", READY)]
    assert (table.order().wanted_state, table.order().shown_state) == ("", READY)
    table.stage("1", "handed_over")
    table.run("telling", "telling")
    assert table.market.heard == [("1", READY), ("1", SHIPPED)]
    assert (table.order().wanted_state, table.market.state("1")) == ("", SHIPPED)


def test_an_order_that_leaves_at_once_is_accepted_before_it_is_shipped(table):
    table.buy()
    table.stage("1", "packed", "handed_over")
    for _ in range(3):
        table.run("telling")
    assert table.market.heard == [("1", READY), ("1", SHIPPED)]


def test_what_the_marketplace_shows_already_is_not_told(table):
    table.buy()
    table.market.show("1", READY)
    table.read("1")
    table.stage("1", "packed", "handed_over")
    table.run("telling")
    assert table.market.heard == [("1", SHIPPED)]


def test_a_lost_answer_is_told_again(table):
    table.buy()
    table.stage("1", "packed")
    table.market.loses_answers = True
    table.run("telling")
    assert table.order().wanted_state == READY
    assert table.stall.fresh().trouble_code == TryLater.code
    table.market.loses_answers = False
    table.hour_passes()
    table.run("telling")
    assert (table.order().wanted_state, table.market.heard) == ("", [("1", READY)] * 2)
    assert table.market.repeated == []


def test_a_word_of_the_marketplace_makes_up_for_a_lost_answer(table):
    table.buy()
    table.stage("1", "packed")
    table.market.loses_answers = True
    table.run("telling")
    table.market.loses_answers = False
    table.read("1")
    table.run("telling")
    assert (table.order().wanted_state, table.market.heard) == ("", [("1", READY)])


def test_an_order_without_an_answer_is_told_again_soon_and_holds_nobody_up(table):
    for number in ("1", "2"):
        table.buy(number)
        table.stage(number, "packed")
    accept = table.market.accept_orders
    table.market.accept_orders = lambda numbers: accept([one for one in numbers if one != "1"])
    table.run("telling")
    assert [table.order(number).wanted_state for number in ("1", "2")] == [READY, ""]
    assert Telling.objects.get().next_try_at_ms > now_ms()
    del table.market.accept_orders
    table.hour_passes()
    table.run("telling")
    assert table.order().wanted_state == ""


def test_a_refusal_is_shown_and_asked_again_slowly(table):
    table.buy()
    table.stage("1", "packed")
    table.market.noes["1", READY] = "choose a courier"
    table.run("telling", "telling")
    said = Telling.objects.get()
    assert (said.refused, table.market.heard) == ("choose a courier", [("1", READY)])
    assert said.next_try_at_ms > now_ms() + 100_000
    assert Order.objects.filter(wishes.REFUSED).count() == 1
    table.market.noes.clear()
    table.hour_passes()
    table.run("telling")
    assert (Telling.objects.get().refused, table.order().wanted_state) == ("", "")


def test_one_order_that_makes_the_marketplace_refuse_all_of_them_stops_only_itself(table):
    for number in ("1", "2", "3"):
        table.buy(number)
        table.stage(number, "packed")
    table.market.whole_no = Refused(market="fake", reason="bad batch")
    table.market.noes["2", READY] = "unknown"
    table.run("telling")
    assert [table.order(number).wanted_state for number in ("1", "2", "3")] == ["", READY, ""]
    assert table.stall.fresh().trouble_code == ""


def test_nothing_is_told_while_the_owner_is_needed(table):
    table.buy()
    table.stage("1", "packed")
    table.market.error = NeedsOwner(market="fake", reason="ended")
    table.run("telling", "telling")
    assert table.market.calls.count("accept_orders") == 1
    assert table.stall.fresh().trouble_code == NeedsOwner.code


def test_a_cancelled_order_leaves_the_board_at_once_and_frees_its_goods_when_the_marketplace_agrees(table):
    order = table.buy(units=2)
    assert wishes.cancel([order.pk], OUT_OF_STOCK) == 1
    assert table.row() is None
    assert reserved(table) == 2000
    table.run("telling")
    assert (table.order().state, table.market.state("1")) == (CANCELLED, CANCELLED)
    assert table.market.reasons == {"1": OUT_OF_STOCK}
    assert reserved(table) == 0
    assert wishes.cancel([order.pk], OUT_OF_STOCK) == 0


def test_a_cancellation_that_is_refused_brings_the_order_back_to_the_board(table):
    order = table.buy()
    wishes.cancel([order.pk], CUSTOMER_ASKED)
    table.market.noes["1", CANCELLED] = "the courier is on the way"
    table.run("telling", "telling")
    assert (table.order().wanted_state, table.order().state) == ("", TO_PREPARE)
    assert table.row()["number"] == "1"
    assert Telling.objects.get().refused == "the courier is on the way"
    assert table.market.heard == [("1", CANCELLED)]


def test_a_parcel_that_is_packed_meanwhile_is_cancelled_all_the_same(table):
    order = table.buy()
    wishes.cancel([order.pk], OUT_OF_STOCK)
    table.stage("1", "packed")
    table.run("telling")
    assert table.market.heard == [("1", CANCELLED)]
    assert table.order().state == CANCELLED


def test_a_parcel_that_left_meanwhile_is_shipped_and_not_cancelled(table):
    order = table.buy()
    wishes.cancel([order.pk], OUT_OF_STOCK)
    table.stage("1", "packed", "handed_over")
    table.run("telling", "telling")
    assert table.market.heard == [("1", READY), ("1", SHIPPED)]


def test_what_goes_on_while_an_answer_is_on_its_way_is_told_next(table):
    table.buy()
    table.stage("1", "packed")
    accept = table.market.accept_orders

    def meanwhile(numbers):
        answer = accept(numbers)
        table.stage("1", "handed_over")
        return answer

    table.market.accept_orders = meanwhile
    table.run("telling")
    assert table.order().wanted_state == SHIPPED
    table.run("telling")
    assert table.market.heard == [("1", READY), ("1", SHIPPED)]


def test_the_office_accepts_an_order_that_nobody_has_packed(table):
    order = table.buy()
    assert wishes.accept([order.pk]) == 1
    assert wishes.accept([order.pk]) == 0
    table.run("telling")
    assert (table.order().state, table.row()["state"]) == (READY, READY)
    assert wishes.accept([order.pk]) == 0


def test_a_marketplace_whose_couriers_tell_is_told_of_the_acceptance_only(stall):
    table = Table(stall, CourierMarket())
    table.buy()
    table.stage("1", "packed", "handed_over")
    for _ in range(3):
        table.run("telling")
    assert table.market.heard == [("1", READY)]
    assert table.order().wanted_state == SHIPPED
    table.market.show("1", SHIPPED)
    table.read("1")
    assert table.order().wanted_state == ""


def test_a_marketplace_without_acceptance_is_told_of_the_shipment_only(stall):
    table = Table(stall, ShippingMarket())
    table.buy()
    table.stage("1", "packed")
    table.run("telling")
    assert (table.market.heard, table.order().wanted_state) == ([], "")
    table.stage("1", "handed_over")
    table.run("telling")
    assert table.market.heard == [("1", SHIPPED)]


def test_a_marketplace_that_cannot_be_told_leaves_cancelling_to_people(stall):
    table = Table(stall, FakeMarket())
    order = table.buy()
    wishes.cancel([order.pk], OUT_OF_STOCK)
    table.run("telling")
    assert (table.order().wanted_state, table.order().state) == ("", TO_PREPARE)
    assert Telling.objects.get().refused == telling.NO_CANCEL
    table.stage("1", "packed")
    table.run("telling")
    assert table.order().wanted_state == ""


def test_the_books_agree_after_all_of_it(table):
    for number in ("1", "2", "3", "4"):
        table.buy(number)
    table.stage("1", "packed", "handed_over")
    table.stage("2", "packed")
    wishes.cancel([table.order("3").pk], OUT_OF_STOCK)
    wishes.cancel([table.order("4").pk], OUT_OF_STOCK)
    table.market.noes["4", CANCELLED] = "no"
    for _ in range(3):
        table.run("telling", "labels")
        Channel.objects.update(pulled_at_ms=0)
        table.run("orders")
    for differences in (audit.differences, stock.differences, feed_audit.differences):
        assert list(differences(table.stall.merchant.key)) == []
