from appliance.core import entries
from appliance.core.on_hand import changes
from tests.core.checks import equal


def lines(quantity_milli, variant="v1"):
    return [{"variant": variant, "quantity_milli": quantity_milli}]


def after(on_hand_milli, kind, body):
    for change in changes(kind, body):
        on_hand_milli = change.after(on_hand_milli)
    return on_hand_milli


def test_entries_move_the_shelf_in_their_direction():
    equal(after(9_000, "stock.received", entries.stock_received("d", lines(2_000))), 11_000)
    equal(after(9_000, "stock.adjusted", entries.stock_adjusted("d", lines(-2_000), "Lost")), 7_000)
    equal(after(9_000, "stock.counted", entries.stock_counted("d", lines(2_000))), 2_000)
    picked = [{"line": 1, "variant": "v1", "quantity_milli": 2_000}, {"line": 2, "variant": "", "quantity_milli": 5}]
    equal(after(9_000, "order.picked", entries.order_picked("o", picked)), 9_000)
    equal(after(9_000, "order.handed_over", entries.order_handed_over("o", picked)), 7_000)
    equal(after(9_000, "transfer.requested", entries.transfer_requested("d", lines(2_000), "")), 9_000)
    equal(after(9_000, "drawer.opened", entries.drawer_opened("x")), 9_000)


def test_a_sale_takes_what_it_sold_and_a_training_sale_nothing():
    body = {"lines": lines(2_000) + lines(845)}
    equal(after(9_000, "sale.completed", body), 6_155)
    equal(after(9_000, "sale.voided", body), 11_845)
    equal(after(9_000, "sale.refunded", {"lines": lines(-1_000)}), 10_000)
    body["is_training"] = True
    equal(changes("sale.completed", body), [])
