"""PINs: compared off the screen's thread, and dearer with every wrong one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from appliance.core import entries
from appliance.core.wrong_pins import is_locked, wait_s

from .people_errors import PinRunning, PinTooSoon, PinWrong, StaffLocked
from .pin_hash import matches
from .staff import Tries

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.errors import LapakError

    from .staff import Staff, StaffRecords
    from .till import Till

MINUTE_MS = 60_000


class Pins:
    """The gate. Every try is on disk before its answer is known, so that a pulled plug gives nothing away."""

    def __init__(self, records: StaffRecords, till: Till, now_ms: Callable[[], int]) -> None:
        self._records = records
        self._till = till
        self._now_ms = now_ms
        self._pool = ThreadPoolExecutor(1, "pins")
        self.is_busy = False
        now = now_ms()
        # A clock that was set back must not make a wait longer than it was.
        self._tries = {
            key: Tries(tries.wrong, min(tries.until_ms, now + wait_s(tries.wrong) * 1000))
            for key, tries in records.tries().items()
        }

    def wrong(self, staff: str) -> int:
        """Return how many wrong PINs in a row somebody has."""
        return self._tries.get(staff, Tries()).wrong

    def wait_ms(self, staff: str) -> int:
        """Return how long somebody may not try."""
        return max(0, self._tries.get(staff, Tries()).until_ms - self._now_ms())

    def is_locked(self, staff: str) -> bool:
        """Say whether somebody is locked now."""
        return is_locked(self.wrong(staff)) and self.wait_ms(staff) > 0

    def require_open(self, staff: Staff) -> None:
        """Raise StaffLocked or PinTooSoon unless somebody may try now."""
        wait_ms = self.wait_ms(staff.key)
        if self.is_locked(staff.key):
            raise StaffLocked(name=staff.name, minutes=-(-wait_ms // MINUTE_MS))
        if wait_ms:
            raise PinTooSoon(seconds=-(-wait_ms // 1000))

    def check(self, staff: Staff, pin: str, right: Callable[[int], None], wrong: Callable[[LapakError], None]) -> None:
        """Call right(wrong ones before) or wrong(why) on the screen's thread.

        Raises PinRunning, PinTooSoon and StaffLocked at once.
        """
        if self.is_busy:
            raise PinRunning
        self.require_open(staff)
        self.is_busy = True
        count = self.wrong(staff.key) + 1
        tries = Tries(count, self._now_ms() + wait_s(count) * 1000)
        self._tries[staff.key] = tries

        def compare(_kept: object) -> None:
            found = self._pool.submit(matches, pin, staff.pin)
            self._till.after(found, judge, self._rest)

        def judge(is_right: bool) -> None:
            self._rest()
            if is_right:
                self.forget(staff.key)
                right(tries.wrong - 1)
            else:
                wrong(self._refusal(staff, tries))

        self._till.after(self._records.keep_tries(staff.key, tries), compare, self._rest)

    def forget(self, staff: str) -> None:
        """Begin to count anew: the right PIN, or somebody who unlocks."""
        if self._tries.pop(staff, None) is not None:
            self._till.after(self._records.keep_tries(staff, Tries()), lambda _: None)

    def _rest(self) -> None:
        self.is_busy = False

    def _refusal(self, staff: Staff, tries: Tries) -> LapakError:
        if not is_locked(tries.wrong):
            return PinWrong(name=staff.name)
        self._till.record("staff.locked", entries.staff_locked(staff.key, tries.wrong, tries.until_ms), lambda _: None)
        return StaffLocked(name=staff.name, minutes=-(-wait_s(tries.wrong) // 60))
