from appliance.core import entries
from appliance.core.entries import BodyWrong, check_body
from appliance.core.escrow import Rights, share, used
from tests.core.checks import equal, raises


def numbers(rights):
    return (rights.granted_milli, rights.returned_milli, rights.used_milli, rights.back_milli)


def test_a_holder_may_sell_what_it_was_granted_and_neither_gave_back_nor_sold():
    equal(Rights().left_milli, 0)
    equal(Rights(5_000, 1_000, 3_000, 2_000).left_milli, 3_000)
    equal(Rights(1_000, 0, 3_000).left_milli, -2_000)


def test_messages_may_come_twice_and_in_any_order():
    old, new = Rights(5_000, 0, 1_000, 0), Rights(7_000, 2_000, 1_000, 1_000)
    for first, second in ((old, new), (new, old), (new, new)):
        equal(numbers(first.merged(second)), numbers(new))
    equal(numbers(Rights(3, 0, 9).merged(Rights(1, 4, 2, 5))), (3, 4, 9, 5))


def test_what_the_basket_holds_is_not_given_back():
    rights = Rights(5_000, 1_000, 1_000)
    equal(rights.returned_for(3_000, 0), 3_000)
    equal(rights.returned_for(9_000, 0), 4_000)
    equal(rights.returned_for(9_000, 2_000), 2_000)
    equal(rights.returned_for(9_000, 8_000), 1_000)
    equal(rights.returned_for(500, 0), 1_000)
    equal(Rights(0, 0, 2_000).returned_for(5_000, 0), 0)


def line(variant, milli):
    return {"variant": variant, "quantity_milli": milli}


def test_sales_use_rights_and_goods_that_come_back_bring_them():
    body = {"lines": [line("a", 2_000), line("b", 500), line("a", -1_000), line("", 1_000)]}
    equal(used("sale.completed", body), {"a": (2_000, 1_000), "b": (500, 0)})
    equal(used("sale.voided", body), {"a": (1_000, 2_000), "b": (0, 500)})
    equal(used("sale.refunded", {"lines": [line("a", -1_000)]}), {"a": (0, 1_000)})
    equal(used("stock.received", body), {})
    equal(used("sale.completed", dict(body, is_training=True)), {})


def test_whoever_asks_gets_half_of_the_pool_or_what_is_needed():
    equal(share(9_000, 1_000), 4_000)
    equal(share(1_000, 1_000), 1_000)
    equal(share(2_000, 5_000), 2_000)
    equal(share(0, 1_000), 0)
    equal(share(-3_000, 1_000), 0)


def test_a_right_is_asked_for_and_given_back_of_a_variant_and_more_than_nothing():
    for kind, make in (("escrow.requested", entries.escrow_requested), ("escrow.returned", entries.escrow_returned)):
        equal(check_body(kind, make("v", 1)), make("v", 1))
        raises(BodyWrong, check_body, kind, make("", 1))
        raises(BodyWrong, check_body, kind, make("v", 0))
        raises(BodyWrong, check_body, kind, make("v", "1"))
