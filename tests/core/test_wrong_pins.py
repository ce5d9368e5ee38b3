from appliance.core.wrong_pins import FREE, LOCK_S, LOCKS_AFTER, LONGEST_S, is_locked, wait_s
from tests.core.checks import equal

DAY_S = 24 * 3600


def test_a_slip_costs_nothing():
    equal([wait_s(wrong) for wrong in range(FREE + 1)], [0] * (FREE + 1))


def test_every_further_wrong_pin_costs_more_up_to_the_longest_lock():
    waits = [wait_s(wrong) for wrong in range(FREE, 60)]
    equal(waits, sorted(waits))
    equal(wait_s(LOCKS_AFTER), LOCK_S)
    equal(wait_s(10**6), LONGEST_S)


def test_the_lock_begins_where_the_delays_end():
    equal(is_locked(LOCKS_AFTER - 1), False)
    equal(is_locked(LOCKS_AFTER), True)


def test_a_thief_with_a_week_tries_fewer_than_one_in_two_hundred_pins():
    now = tries = 0
    while now < 7 * DAY_S:
        tries += 1
        now += max(1, wait_s(tries))
    equal(tries < 10_000 // 200, True)
