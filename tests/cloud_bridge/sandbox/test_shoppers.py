from __future__ import annotations

import time

from cloud_bridge.sandbox._shopper import Plan, by_popularity, visits
from cloud_bridge.sandbox.shopee import ShopeeSandbox

SKUS = [f"S{n}" for n in range(50)]
PLAN = Plan(orders=400, minutes=10)


def test_one_seed_is_one_crowd_and_every_marketplace_has_its_own_people():
    assert visits(PLAN, SKUS, "Shopee") == visits(PLAN, SKUS, "Shopee")
    assert visits(PLAN, SKUS, "Shopee") != visits(PLAN, SKUS, "Lazada")
    assert by_popularity(reversed(SKUS), 3) == by_popularity(SKUS, 3)


def test_shoppers_come_in_a_peak_want_few_things_most_and_never_act_after_the_end():
    crowd = visits(PLAN, SKUS)
    moments = [visit.at_s for visit in crowd]
    assert moments == sorted(moments)
    early = sum(60 <= moment < 180 for moment in moments)
    late = sum(420 <= moment < 540 for moment in moments)
    assert early > 2 * late
    wanted = [sku for visit in crowd for sku, _units in visit.basket]
    assert wanted.count(by_popularity(SKUS, PLAN.seed)[0]) > 10 * wanted.count(by_popularity(SKUS, PLAN.seed)[-1])
    assert all(visit.at_s < moment < 600 for visit in crowd for moment, _verb in visit.then)


def test_some_pay_late_some_cancel_some_ask_to_and_most_get_what_they_bought():
    verbs = [verb for visit in visits(PLAN, SKUS) for _moment, verb in visit.then]
    assert all(verbs.count(verb) > 3 for verb in ("pay", "cancel", "ask_to_cancel"))
    assert verbs.count("ship") > len(verbs) / 5


def test_shoppers_buy_in_a_shop_that_is_open_until_all_were_there():
    with ShopeeSandbox() as sandbox:
        sandbox.seed([{"name": sku, "sku": sku, "price_minor": 1000, "stock": 3} for sku in SKUS])
        sandbox.open_to(Plan(orders=60, minutes=1, speed=100))
        end = time.monotonic() + 30
        while not sandbox.shoppers.shown()["is_done"] and time.monotonic() < end:
            time.sleep(0.02)
        shown = sandbox.shoppers.shown()
        assert shown["is_done"]
        assert shown["bought"] + shown["sold_out"] == 60
        assert sum(sandbox.tally()["orders"].values()) == shown["bought"]
        assert shown["sold_out"] > 0
