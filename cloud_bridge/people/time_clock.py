"""Time sheets: what tills wrote of who came and went, paired into stretches of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cloud_bridge.database import insert
from cloud_bridge.people.models.staff import ClockEvent, Staff

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

COLUMNS = ("till_id", "seq", "staff_id", "is_in", "at_ms")
ONCE = "ON CONFLICT (till_id, seq) DO NOTHING"
LONGEST_MS = 24 * 3_600_000  # whoever forgot to clock out did not work for days


class Spell(NamedTuple):
    """A stretch of work; `out_ms` is None while it lasts, or where somebody forgot to clock out."""

    staff: str
    in_ms: int
    out_ms: int | None


def take_in(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Keep checked `staff.clocked` entries; return why some were refused, by their seq."""
    keys = {entry["body"]["staff"] for entry in entries}
    known = set(Staff.objects.filter(merchant=till.merchant_id, key__in=keys).values_list("key", flat=True))
    rows, refused = [], {}
    for entry in entries:
        body = entry["body"]
        if body["staff"] in known:
            rows.append((till.key, entry["seq"], body["staff"], body["is_in"], entry["at_ms"]))
        else:
            refused[entry["seq"]] = f"Nobody here has the key {body['staff']}."
    insert(ClockEvent, COLUMNS, rows, ONCE)
    return refused


def spells(events: Iterable[tuple[str, bool, int]]) -> list[Spell]:
    """Pair (staff, is_in, at_ms) in any order; the oldest stretch first.

    A second "in" means that the "out" before it was forgotten; an "out" without an "in" counts for nothing.
    """
    begun: dict[str, int] = {}
    found = []
    for staff, is_in, at_ms in sorted(events, key=lambda event: (event[2], event[1])):
        before = begun.pop(staff, None)
        if is_in:
            if before is not None:
                found.append(Spell(staff, before, None))
            begun[staff] = at_ms
        elif before is not None:
            found.append(Spell(staff, before, at_ms if at_ms - before <= LONGEST_MS else None))
    found += [Spell(staff, at_ms, None) for staff, at_ms in begun.items()]
    return sorted(found, key=lambda spell: (spell.in_ms, spell.staff))
