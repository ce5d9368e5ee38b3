"""The time clock: who is at work, and how long today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import entries

from .events import Clocked

if TYPE_CHECKING:
    from collections.abc import Callable

    from .staff import Spell, Staff, StaffRecords
    from .till import Till

DAY_MS = 86_400_000
MINUTE_MS = 60_000


class TimeClock:
    """In and out, by whoever has shown a PIN or a badge; the entry is theirs, whoever is signed in."""

    def __init__(self, records: StaffRecords, till: Till, now_ms: Callable[[], int]) -> None:
        self._records = records
        self._till = till
        self._now_ms = now_ms
        self._running: set[str] = set()  # whose entry is on its way to the disk

    def since_ms(self, staff: str) -> int | None:
        """Return when somebody's work began, or None for who is not at work."""
        return next((spell.in_ms for spell in self._today() if spell.staff == staff and spell.out_ms is None), None)

    def worked_ms(self, staff: str) -> int:
        """Return how long somebody has worked since midnight where the shop is."""
        now, midnight = self._now_ms(), self._midnight_ms()
        spells = [spell for spell in self._today() if spell.staff == staff]
        return sum(max(0, (spell.out_ms or now) - max(spell.in_ms, midnight)) for spell in spells)

    def clock(self, staff: Staff) -> None:
        """Clock somebody in, or out if they are in; `Clocked` follows once it is on disk."""
        self._till.require_real()
        if staff.key in self._running:
            return
        self._running.add(staff.key)
        body = entries.staff_clocked(staff.key, self.since_ms(staff.key) is None)
        self._till.record(
            "staff.clocked",
            body,
            lambda entry: self._clocked(staff, entry),
            by=staff.key,
            failed=lambda: self._running.discard(staff.key),
        )

    def _clocked(self, staff: Staff, entry: dict[str, Any]) -> None:
        self._running.discard(staff.key)
        self._till.tell(Clocked(staff, is_in=entry["body"]["is_in"]))

    def _today(self) -> list[Spell]:
        return self._records.spells(self._midnight_ms())

    def _midnight_ms(self) -> int:
        ahead_ms = self._till.shop.utc_offset_minutes * MINUTE_MS
        return (self._now_ms() + ahead_ms) // DAY_MS * DAY_MS - ahead_ms
