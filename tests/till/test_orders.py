"""The packing table: right things in, wrong things refused, progress on disk, everything without a network."""

from __future__ import annotations

import pytest

from appliance.core.gtin import check_digit
from appliance.till.events import OrderMoved, OrdersArrived
from appliance.till.goods_errors import CodeWrong, EnoughPicked, NotInOrder, NotPicked, OrderGone
from tests.store.goods import BREAD, BREAD_CODE, COFFEE, COFFEE_CODE, TEA_CODE, apply
from tests.till.stall import START_MS, Stall

MINUTE_MS = 60_000
UNLINKED = "899200000000" + check_digit("899200000000")


def line(variant, milli, **more):
    return {"name": f"Item {milli}", "variant": variant, "quantity_milli": milli, **more}


def row(number="X-1", at_ms=START_MS, lines=None, **more):
    lines = lines or [line(COFFEE, 2_000), line(BREAD, 1_000)]
    return {
        "channel": "c",
        "number": number,
        "state": "to_prepare",
        "buyer": "Budi",
        "at_ms": at_ms,
        "lines": lines,
    } | more


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    apply(with_till.store, [("channel", "c", {"name": "Shopee", "state": "ok", "lag_s": 4})])
    yield with_till
    with_till.close()


def bring(stall, **orders):
    apply(stall.store, [("order", key, data) for key, data in orders.items()])
    stall.till.feed_applied(frozenset({"order"}))


def types(stall):
    return [entry["type"] for entry in stall.store.outbox.read(0, 999) if entry["type"].startswith("order.")]


def test_orders_that_arrive_are_told_once_and_those_that_go_are_not(stall):
    bring(stall, o1=row())
    bring(stall, o1=row(buyer="Ani"), o2=row("X-2"))
    bring(stall, o1=None)
    assert [[order.key for order in event.orders] for event in stall.of(OrdersArrived)] == [["o1"], ["o2"]]


def test_late_orders_stand_first_then_the_oldest(stall):
    bring(
        stall,
        late=row(at_ms=START_MS - 300 * MINUTE_MS),
        new=row(at_ms=START_MS),
        due=row(at_ms=START_MS - MINUTE_MS, due_ms=START_MS - 1),
        old=row(at_ms=START_MS - 30 * MINUTE_MS),
    )
    tray = stall.till.orders
    assert [order.key for order in tray.waiting()] == ["late", "due", "old", "new"]
    assert [tray.is_late(order) for order in tray.waiting()] == [True, True, False, False]
    assert [(channel.name, channel.lag_s) for channel in tray.channels()] == [("Shopee", 4)]


def test_picking_counts_down_refuses_the_wrong_and_the_too_many_and_writes_down_each_stage(stall):
    apply(stall.store, [("stock", COFFEE, {"on_hand_milli": 10_000, "reserved_milli": 2_000})])
    bring(stall, o1=row())
    tray = stall.till.orders
    picking = tray.picking("o1")
    assert tray.scan(picking, COFFEE_CODE).left_milli == 1_000
    with pytest.raises(NotInOrder, match="Teh botol"):
        tray.scan(picking, TEA_CODE)
    with pytest.raises(EnoughPicked):
        tray.scan(picking, COFFEE_CODE, 2)
    with pytest.raises(NotPicked):
        tray.pack(picking)
    tray.scan(picking, COFFEE_CODE)
    tray.scan(picking, BREAD_CODE)
    assert picking.is_done
    with pytest.raises(EnoughPicked):
        tray.scan(picking, COFFEE_CODE)
    stall.settle()
    picking = tray.picking("o1")
    tray.pack(picking)
    stall.settle()
    tray.hand_over(tray.picking("o1"))
    stall.settle()
    assert types(stall) == ["order.accepted", "order.picked", "order.packed", "order.handed_over"]
    assert [event.stage for event in stall.of(OrderMoved)] == ["accepted", "picked", "packed", "handed_over"]
    assert tray.waiting() == []
    with pytest.raises(OrderGone):
        tray.picking("o1")
    shelf = stall.till.stock.shelf(COFFEE)
    assert (shelf.on_hand_milli, shelf.reserved_milli) == (8_000, 0)


def test_what_was_picked_survives_a_restart(stall):
    bring(stall, o1=row())
    stall.till.orders.scan(stall.till.orders.picking("o1"), COFFEE_CODE)
    stall.settle()
    stall.close()
    stall.__init__(stall.path.parent)
    picking = stall.till.orders.picking("o1")
    assert [line.picked_milli for line in picking.lines] == [1_000, 0]
    assert picking.order.stage == "accepted"


def test_a_line_nobody_linked_is_picked_by_its_barcode_its_sku_or_by_hand(stall):
    lines = [line("", 1_000, barcode="0" + UNLINKED), line("", 1_000, sku="BOX-7"), line("", 1_000)]
    bring(stall, o1=row(lines=lines))
    tray = stall.till.orders
    picking = tray.picking("o1")
    tray.scan(picking, UNLINKED)
    tray.scan(picking, "BOX-7")
    tray.pick(picking, 3)
    assert picking.is_done


def test_a_line_is_put_back_until_everything_is_picked(stall):
    bring(stall, o1=row())
    tray = stall.till.orders
    picking = tray.picking("o1")
    tray.scan(picking, COFFEE_CODE)
    tray.put_back(picking, 1)
    assert picking.picked_milli == 0


def test_an_order_that_another_till_packed_is_packed_here(stall):
    bring(stall, o1=row(stage="packed"))
    picking = stall.till.orders.picking("o1")
    assert picking.is_done
    assert picking.order.stage == "packed"


def test_a_buyer_collects_with_the_code_and_with_no_other(stall):
    bring(stall, o1=row(code="48-21", stage="packed"), o2=row("X-2", code="7777", stage="packed"), o3=row("X-3"))
    tray = stall.till.orders
    assert tray.by_code(" 4821 ").key == "o1"
    for wrong in ("1234", "", "-"):
        with pytest.raises(CodeWrong):
            tray.by_code(wrong)
    picking = tray.picking("o1")
    for wrong in ("", "7777"):
        with pytest.raises(CodeWrong):
            tray.hand_over(picking, wrong)
    tray.hand_over(picking, "4821")
    stall.settle()
    assert stall.store.outbox.read(0, 999)[-1]["body"]["code"] == "4821"


def test_our_own_label_waits_in_the_spool(stall):
    bring(stall, o1=row(address=["Jl. Mawar 1", "Bandung"]))
    stall.till.orders.print_label(stall.till.orders.picking("o1"))
    stall.settle()
    job = stall.store.spool.next_job()
    assert job.entry["type"] == "label.order"
    assert job.entry["body"]["address"] == ["Jl. Mawar 1", "Bandung"]
