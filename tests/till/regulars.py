"""A customer and a card that the test stall knows, and what the tests of both do."""

from __future__ import annotations

from appliance.core.card import key_of, new_code
from appliance.till.events import WireChanged
from tests.store.goods import COFFEE, apply

CODE = new_code(bytes(range(8)))
CARD = key_of(CODE)
ANNA = "0190a0a0-0000-7000-8000-00000000000a"
BUDI = "0190a0a0-0000-7000-8000-00000000000b"
ABOUT_ANNA = {
    "name": "Anna Wijaya", "phone": "+62 812-3456-7890", "email": "anna@example.org", "group": "member", "points": 500,
    "credit_minor": 20_000, "limit_minor": 50_000, "consent": True,
}  # fmt: skip
RULES = (
    "merchant",
    "m",
    {"name": "Warung", "currency": "IDR", "points": {"earn_minor_per_point": 1000, "value_minor": 10}},
)


def card(balance_minor, offline_minor, **more):
    return ("card", CARD, {"kind": "gift", "balance_minor": balance_minor, "offline_minor": offline_minor, **more})


def tell(stall, *things, seq=None):
    apply(stall.store, things, seq)
    stall.till.feed_applied(frozenset(table for table, _, _ in things))


def online(stall, is_online=True):
    stall.till.tell(WireChanged(is_online, 0, None))


def buy(stall, *keys):
    for key in keys or (COFFEE,):
        stall.till.basket.add(stall.till.catalogue.by_key(key))


def anna(stall):
    (found,) = stall.till.customers.search("anna")
    return found


def last(stall):
    stall.settle()
    assert stall.failed == []
    return stall.till.last_entry["body"]
