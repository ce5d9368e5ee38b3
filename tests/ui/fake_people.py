"""Three people of the fake stall, whose PINs are 1111 (Siti), 2222 (Budi) and 9999 (Rina)."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future

from appliance.till.staff import Spell, Staff, Tries

HOUR_MS = 3_600_000


def pin_hash(pin: str) -> str:
    """As the office makes it, at a cost a test can pay."""
    salt = b"lapak-test-salt!"
    digest = hashlib.scrypt(pin.encode(), salt=salt, n=2, r=8, p=1, dklen=32)
    return f"scrypt$1$8$1${salt.hex()}${digest.hex()}"


def badge_hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


SITI = Staff("siti", "Siti", "cashier", pin_hash("1111"), 4, badge_hash("BADGE-SITI"))
BUDI = Staff("budi", "Budi Santoso", "senior", pin_hash("2222"), 4, badge_hash("BADGE-BUDI"))
RINA = Staff("rina", "Rina", "manager", pin_hash("9999"), 4)
STAFF = (BUDI, RINA, SITI)


class FakeStaffRecords:
    """People in memory, on 'disk' at once."""

    def __init__(self, staff: tuple[Staff, ...] = ()) -> None:
        self.everybody = list(staff)
        self.kept: dict[str, Tries] = {}
        self.worked: list[Spell] = []

    def staff(self) -> list[Staff]:
        return list(self.everybody)

    def tries(self) -> dict[str, Tries]:
        return dict(self.kept)

    def keep_tries(self, staff: str, tries: Tries) -> Future:
        self.kept[staff] = tries
        future: Future = Future()
        future.set_result(None)
        return future

    def spells(self, since_ms: int) -> list[Spell]:
        return [spell for spell in self.worked if spell.out_ms is None or spell.out_ms > since_ms]

    def clocked(self, staff: str, at_ms: int, *, is_in: bool) -> None:
        if is_in:
            self.worked.append(Spell(staff, at_ms, None))
        else:
            self.worked = [
                Spell(staff, spell.in_ms, at_ms) if spell.staff == staff and spell.out_ms is None else spell
                for spell in self.worked
            ]
