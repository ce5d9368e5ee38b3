from appliance.core.rights import ACTIONS, ASK, LEVELS, LIMITS, NO, TABLE, YES, decide, limit_of
from tests.core.checks import equal

ORDER = (NO, ASK, YES)


def test_every_action_has_an_answer_for_every_level():
    equal(sorted(TABLE), list(ACTIONS))
    for action in ACTIONS:
        equal(len(TABLE[action]), len(LEVELS))
        for level in LEVELS:
            equal(decide(level, {}, action) in ORDER, True)


def test_a_higher_level_may_never_do_less():
    for action in ACTIONS:
        for size in (0, 50_000, 150_000, 1_000_000):
            ranks = [ORDER.index(decide(level, {}, action, size)) for level in LEVELS]
            equal(ranks, sorted(ranks))


def test_whatever_may_be_asked_for_somebody_may_approve():
    for action in ACTIONS:
        for size in (0, 1_000_000):
            equal(decide("manager", {}, action, size), YES)


def test_nobody_knows_a_stranger():
    equal(decide("owner", {}, "sell"), NO)
    equal(decide("manager", {}, "fly"), NO)
    equal(decide("", {}, ""), NO)
    equal(decide("manager", {"fly": True}, "fly"), NO)


def test_the_owners_exception_wins():
    equal(decide("supervised", {"refund": True}, "refund"), YES)
    equal(decide("manager", {"refund": False}, "refund"), NO)
    equal(decide("cashier", {"discount_line": True}, "discount_line", 1_000_000), YES)
    equal(decide("cashier", {"discount_line": False}, "discount_line", 1), NO)


def test_past_the_limit_somebody_is_asked():
    for action in LIMITS:
        for place, level in enumerate(LEVELS):
            limit = LIMITS[action][place]
            if limit is None:
                equal(decide(level, {}, action, 10**9), YES)
            elif decide(level, {}, action) == YES:
                equal(decide(level, {}, action, limit), YES)
                equal(decide(level, {}, action, limit + 1), ASK)


def test_a_number_is_an_own_limit():
    own = {"discount_line": 250_000}
    equal(decide("cashier", own, "discount_line", 250_000), YES)
    equal(decide("cashier", own, "discount_line", 250_001), ASK)
    equal(decide("supervised", own, "discount_line", 250_000), YES)
    equal(limit_of("cashier", own, "discount_line"), 250_000)
    equal(limit_of("cashier", {}, "discount_line"), 100_000)
    equal(limit_of("manager", {}, "discount_line"), None)
    equal(limit_of("cashier", {"discount_line": True}, "discount_line"), None)
    equal(limit_of("cashier", {}, "sell"), None)
