"""The label of an accepted order is kept, told to the tills as pictures, and forgotten when nobody needs it."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from PIL import Image

from appliance.core.photo import name_of
from cloud_bridge.channels import labels
from cloud_bridge.connectors.errors import NeedsOwner, Refused
from cloud_bridge.connectors.port import READY, SHIPPED
from cloud_bridge.keys import now_ms
from cloud_bridge.orders.label_dots import PAPERS
from cloud_bridge.orders.models import Label, LabelPicture
from cloud_bridge.replication import audit as feed_audit
from tests.cloud_bridge.channels.fake_parcels import PackingMarket, ShippingMarket
from tests.cloud_bridge.channels.packing import Table


@pytest.fixture
def table(stall):
    return Table(stall, PackingMarket())


def asked(table):
    return table.market.calls.count("read_label")


def test_a_label_comes_once_the_order_is_accepted_and_tills_hear_of_it(table):
    table.buy()
    table.run("labels")
    assert asked(table) == 0
    table.stage("1", "packed")
    table.run("labels")
    assert asked(table) == 0
    table.run("telling", "labels", "labels")
    assert asked(table) == 1
    assert bytes(Label.objects.get().pdf) == table.market.pdf
    names = {str(one.width): one.name for one in LabelPicture.objects.all()}
    assert table.row()["labels"] == names
    assert sorted(map(int, names)) == sorted(PAPERS)
    assert list(feed_audit.differences(table.stall.merchant.key)) == []


def test_an_order_that_was_accepted_at_the_marketplace_has_its_label_too(table):
    table.buy()
    table.market.show("1", READY)
    table.read("1")
    table.run("labels")
    assert Label.objects.count() == 1


def test_a_label_that_is_still_being_made_is_asked_for_again_and_stops_nothing(table):
    for number in ("1", "2"):
        table.buy(number)
        table.stage(number, "packed")
    table.market.label_after["1"] = 2
    table.run("telling", "labels")
    assert [one.order.external_id for one in Label.objects.exclude(pdf=b"")] == ["2"]
    assert table.stall.fresh().trouble_code == ""
    for _ in range(3):
        table.hour_passes()
        table.run("labels")
    assert Label.objects.exclude(pdf=b"").count() == 2


def test_a_label_that_is_refused_says_why(table):
    table.buy()
    table.stage("1", "packed")
    table.run("telling")
    table.market.error = Refused(market="fake", reason="two parcels")
    table.run("labels", "labels")
    assert (Label.objects.get().refused, asked(table)) == ("two parcels", 1)
    assert table.stall.fresh().trouble_code == ""


def test_the_owner_is_asked_for_by_labels_too(table):
    table.buy()
    table.stage("1", "packed")
    table.run("telling")
    table.market.error = NeedsOwner(market="fake", reason="ended")
    table.run("labels")
    assert table.stall.fresh().trouble_code == NeedsOwner.code


def test_a_label_that_cannot_be_drawn_is_kept_for_people(table):
    table.market.pdf = b"%PDF-1.4 torn"
    table.buy()
    table.stage("1", "packed")
    table.run("telling", "labels", "labels")
    assert (bytes(Label.objects.get().pdf), asked(table)) == (b"%PDF-1.4 torn", 1)
    assert table.row()["labels"] == {}


def test_a_marketplace_without_labels_is_not_asked(stall):
    table = Table(stall, ShippingMarket())
    table.buy()
    table.market.show("1", READY)
    table.read("1")
    table.run("labels")
    assert asked(table) == 0


def test_a_label_is_forgotten_a_month_after_its_parcel_left(table):
    for number in ("1", "2"):
        table.buy(number)
        table.stage(number, "packed")
    table.run("telling", "labels")
    table.stage("1", "handed_over")
    assert labels.forget(now_ms()) == 0
    assert labels.forget(now_ms() + labels.KEPT_MS + 60_000) == 1
    assert [one.order.external_id for one in Label.objects.all()] == ["2"]
    assert LabelPicture.objects.count() == len(PAPERS)
    assert table.order("1").state == SHIPPED


def test_a_till_fetches_a_picture_by_its_name_and_nobody_guesses_one(table, client):
    table.buy()
    table.stage("1", "packed")
    table.run("telling", "labels")
    labels = table.row()["labels"]
    assert len(labels) == len(PAPERS)
    for width, name in labels.items():
        answer = client.get(reverse("label", args=[name]))
        assert name_of(answer.content) == name
        assert answer["Cache-Control"] == "private, no-store"
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert picture.mode == "1"
            assert picture.width == int(width)
    for name in ("0" * 40, "x"):
        assert client.get(f"/l/{name}").status_code == 404
