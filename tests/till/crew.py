"""Three people of the test stall, as the feed brings them."""

from __future__ import annotations

import pytest

from appliance.till.people_errors import NeedsApproval
from tests.store.goods import apply
from tests.ui.fake_people import badge_hash, pin_hash

ROWS = [
    ("staff", "siti", {"name": "Siti", "pin": pin_hash("1111"), "pin_digits": 4, "level": "cashier"}),
    ("staff", "budi", {"name": "Budi", "pin": pin_hash("22222"), "level": "senior", "badge": badge_hash("BUDI-0042")}),
    ("staff", "rina", {"name": "Rina", "pin": pin_hash("9999"), "level": "manager", "rights": {"settings": True}}),
    ("staff", "gone", {"name": "Gone", "pin": pin_hash("7777"), "level": "manager", "active": False}),
]


def hire(stall, rows=ROWS):
    """Bring the crew by the feed."""
    apply(stall.store, rows)
    stall.till.feed_applied(frozenset({"staff"}))
    stall.settle()


def try_pin(stall, key, pin):
    """Type a PIN and wait for the answer: "right", or the code of the error."""
    people, found = stall.till.people, []
    people.pins.check(people.all[key], pin, lambda _: found.append("right"), lambda error: found.append(error.code))
    for _ in range(200):
        stall.settle()
        if found:
            return found[0]
        people.pins._pool.submit(int).result(20)
    raise AssertionError("no answer")


def written(stall, *kinds):
    """Return (by, body) of the entries of these kinds."""
    return [(e["by"], e["body"]) for e in stall.store.outbox.read(0, -1) if e["type"] in kinds]


def person(stall, key):
    """Return somebody of the crew."""
    return stall.till.people.all[key]


def asked(do, *args):
    """Do something that needs an approval and return what is asked for."""
    with pytest.raises(NeedsApproval) as caught:
        do(*args)
    return caught.value
