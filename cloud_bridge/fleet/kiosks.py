"""A store's self-checkouts, so that an attendant sees on their own till which of them calls.

The feed's row is the only place where it is kept: the last word of a kiosk's journal is how it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.fleet.models import Till
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import publish

if TYPE_CHECKING:
    from collections.abc import Sequence

    Entry = dict[str, Any]

LEFT, CALLED = "kiosk.left", "kiosk.help_called"


def take_in(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Tell the store's tills how this one stands after checked `kiosk.*` entries, whose last word counts."""
    last = max(entries, key=lambda entry: int(entry["seq"]))
    publish(till.merchant_id, [row_of(Till.objects.get(key=till.key), last)])
    return {}


def concerns(entry: Entry) -> bool:
    """Say whether an entry is about a self-checkout."""
    return str(entry["type"]).startswith("kiosk.")


def row_of(till: Till, entry: Entry) -> Row:
    """Return what is told of a kiosk after an entry; nothing once it is an ordinary till again."""
    if entry["type"] == LEFT:
        return Row(till.store_id, "kiosk", till.key, None)
    data: dict[str, Any] = {"name": till.name, "state": "ok", "since_ms": entry["at_ms"]}
    if entry["type"] == CALLED:
        data |= {"state": "help", "reason": entry["body"]["reason"]}
    return Row(till.store_id, "kiosk", till.key, data)
