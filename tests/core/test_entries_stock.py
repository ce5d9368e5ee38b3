from appliance.core import entries
from appliance.core.entries import BodyWrong, check_body
from appliance.core.entries.order import STAGES, later, stage_of
from tests.core.checks import equal, raises


def lines(quantity_milli, variant="v1", **more):
    line = {"variant": variant, "quantity_milli": quantity_milli}
    line.update(more)
    return [line]


def wrong(kind, body):
    return str(raises(BodyWrong, check_body, kind, body))


def test_a_document_moves_something_in_a_possible_direction():
    for quantity, fits in ((0, ("stock.counted",)), (-1, ("stock.adjusted",)), (1, None)):
        for kind, body in (
            ("stock.counted", entries.stock_counted("d", lines(quantity))),
            ("stock.received", entries.stock_received("d", lines(quantity))),
            ("stock.adjusted", entries.stock_adjusted("d", lines(quantity), "Lost")),
            ("transfer.requested", entries.transfer_requested("d", lines(quantity), "s2")),
        ):
            if fits is None or kind in fits:
                equal(check_body(kind, body) is body, True)
            else:
                equal("quantity" in wrong(kind, body), True)


def test_a_document_without_lines_key_or_reason_is_refused():
    equal("no lines" in wrong("stock.counted", entries.stock_counted("d", [])), True)
    equal("no key" in wrong("stock.counted", entries.stock_counted("", lines(1))), True)
    equal("why" in wrong("stock.adjusted", entries.stock_adjusted("d", lines(1), "")), True)


def test_a_variant_stands_on_a_sheet_once():
    equal("twice" in wrong("stock.counted", entries.stock_counted("d", lines(1) + lines(2))), True)
    equal("missing" in wrong("stock.counted", entries.stock_counted("d", lines(1, ""))), True)


def test_optional_fields_are_of_their_kind():
    wrong("stock.counted", entries.stock_counted("d", lines(1, expected_milli="many")))
    body = entries.stock_received("d", lines(1))
    body["transfer"] = 5
    wrong("stock.received", body)
    body = entries.order_handed_over("o", [])
    body["code"] = 5
    wrong("order.handed_over", body)


def test_what_says_nothing_is_left_out():
    equal("transfer" in entries.stock_received("d", lines(1)), False)
    equal(entries.stock_received("d", lines(1), "t")["transfer"], "t")
    equal("code" in entries.order_handed_over("o", []), False)


def test_an_order_entry_names_its_order_and_real_quantities():
    wrong("order.accepted", entries.order_accepted(""))
    wrong("order.picked", entries.order_picked("o", [{"line": 1, "variant": "v", "quantity_milli": 0}]))
    wrong("order.picked", entries.order_picked("o", [{"variant": "v", "quantity_milli": 1}]))


def test_stages_go_forward_only():
    for at, stage in enumerate(STAGES):
        equal(later("", stage), stage)
        for before in STAGES[:at]:
            equal(later(before, stage), stage)
            equal(later(stage, before), stage)
        equal(stage_of("order." + stage), stage)
    equal(later("picked", "painted"), "picked")
    equal(stage_of("order.painted"), "")
    equal(stage_of("sale.completed"), "")
