"""The people at the till: who is signed in, what they may do, and who lets them do more."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from appliance.core import entries, rights
from appliance.core.approval import Approval
from appliance.core.tax import PPM

from .events import StaffChanged
from .found import FoundBadge
from .people_errors import BadgeUnknown, NeedsApproval, NotAllowed, SaleGone, SignInFirst
from .pins import Pins
from .staff import OPTIONAL
from .time_clock import TimeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from appliance.core.discount import Discount
    from appliance.core.line import Line

    from .staff import Staff, StaffRecords
    from .till import Till

NOBODYS_LEVEL = "cashier"  # of whoever sells without signing in where the owner lets them
IN_SALE = frozenset({
    "discount_line", "discount_sale", "override_price", "remove_line", "refund", "refund_without_receipt",
    "refund_other_way", "account_sale",
})  # fmt: skip


class People:
    """Everybody who works here; a stall without any sells as if there were no rights.

    Whoever calls `sign_in`, `let` or `unlock` has seen the person's PIN (`pins.check`) or badge (`of_badge`).
    """

    def __init__(self, records: StaffRecords, till: Till, now_ms: Callable[[], int]) -> None:
        self._records = records
        self._till = till
        self._now_ms = now_ms
        self.pins = Pins(records, till, now_ms)
        self.clock = TimeClock(records, till, now_ms)
        self.current: Staff | None = None
        self._granted: tuple[tuple[tuple[str, int], ...], str] | None = None  # (action, size)s, by: good for one deed
        self.unattended: Mapping[str, str] | None = None  # what a shopper may do at a self-checkout; None elsewhere
        self._active_ms = now_ms()
        till.reading.when_found(FoundBadge, lambda found: self.sign_in(self.require_badge(found.code), "badge"))
        self.all: dict[str, Staff] = {}
        self.reload()

    # --- who ---------------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read everybody anew: whoever the owner removed is signed out, a new PIN ends the lock of the old one."""
        before, self.all = self.all, {staff.key: staff for staff in self._records.staff()}
        for key in before.keys() & self.all.keys():
            if before[key].pin != self.all[key].pin:
                self.pins.forget(key)
        if self.current is not None:
            known = self.all.get(self.current.key)
            if known is None:
                self.sign_out("removed")
            else:
                self.current = known

    @property
    def must_sign_in(self) -> bool:
        """Whether nobody may sell before somebody signs in."""
        is_asked = self.unattended is None and self._till.shop.sign_in != OPTIONAL
        return bool(self.all) and self.current is None and is_asked

    def name_of(self, key: str) -> str:
        """Return a person's name; of somebody who is gone, what the journal has."""
        return self.all[key].name if key in self.all else key

    def of_badge(self, code: str) -> Staff | None:
        """Return whose badge was scanned, or None for any other code; raises StaffLocked."""
        if not self.all:
            return None
        digests = {hashlib.sha256(text.encode()).hexdigest() for text in (code.strip(), plain(code.strip()))}
        staff = next((staff for staff in self.all.values() if staff.badge in digests), None)
        if staff is not None and self.pins.is_locked(staff.key):
            self.pins.require_open(staff)
        return staff

    def require_badge(self, code: str) -> Staff:
        """Return whose badge it is; raises BadgeUnknown, StaffLocked."""
        staff = self.of_badge(code)
        if staff is None:
            raise BadgeUnknown
        return staff

    def sign_in(self, staff: Staff, how: str = "pin", wrong: int = 0) -> None:
        """Let somebody take over; the open sale stays as it is."""
        before, self.current = self.current, staff
        if before is not None and before.key != staff.key:
            self._note("staff.signed_out", entries.staff_signed_out(before.key, "handed_over"))
        if before is None or before.key != staff.key:
            self._till.by = staff.key
            self._note("staff.signed_in", entries.staff_signed_in(staff.key, how, wrong))
        self.saw_activity()
        self._till.tell(StaffChanged())

    def sign_out(self, why: str = "left") -> None:
        """Leave the till; the open sale waits for whoever comes."""
        if self.current is not None:
            self._note("staff.signed_out", entries.staff_signed_out(self.current.key, why))
            self.current = None
            self._till.by = ""
            self._till.tell(StaffChanged())

    # --- idle --------------------------------------------------------------------------------------------------------

    def saw_activity(self) -> None:
        """Remember that somebody is there: a touch or a scan."""
        self._active_ms = self._now_ms()

    def idle_left_ms(self) -> int | None:
        """Return after how long without a touch whoever is in is signed out; None for never."""
        idle_s = self._till.shop.idle_s
        if self.current is None or not idle_s:
            return None
        return self._active_ms + idle_s * 1000 - self._now_ms()

    def leave_idle(self) -> None:
        """Sign out whoever has not touched the till for as long as the owner set; never while a sale is being paid."""
        left_ms = self.idle_left_ms()
        if left_ms is not None and left_ms <= 0 and not self._till.is_paying:
            self.sign_out("idle")

    # --- rights ------------------------------------------------------------------------------------------------------

    def answer(self, action: str, size: int = 0) -> str:
        """Return rights.YES, ASK or NO for whoever is at the till now."""
        if self.unattended is not None:
            return self.unattended.get(action, rights.NO)
        if not self.all:
            return rights.YES
        if self.current is not None:
            return self.current.decides(action, size)
        return rights.NO if self.must_sign_in else rights.decide(NOBODYS_LEVEL, {}, action, size)

    def may(self, action: str, size: int = 0) -> str:
        """Return who approved it, "" where nobody had to; an approval is used up by this, so it is asked last.

        Raises NeedsApproval where somebody has to, SignInFirst and NotAllowed where nobody can.
        """
        return self.may_all((action, size))

    def may_all(self, *deeds: tuple[str, int]) -> str:
        """Ask `may` for all that is done at once, (action, size) by (action, size); one approval is for all of it."""
        answers = {deed: self.answer(*deed) for deed in deeds}
        if rights.NO in answers.values():
            if self.current is None:
                raise SignInFirst
            raise NotAllowed(name=self.current.name)
        asking = tuple(deed for deed, answer in answers.items() if answer == rights.ASK)
        if not asking:
            return ""
        if self._granted is not None and self._granted[0] == asking:
            return self._use()
        (action, size), *more = asking
        about = next((sale for sale in map(self._about, dict(asking)) if sale), "")
        raise NeedsApproval(action, size, about, tuple(more))

    @staticmethod
    def approves(staff: Staff, needs: NeedsApproval) -> bool:
        """Say whether somebody may approve all of this."""
        return all(staff.decides(action, size) == rights.YES for action, size in needs.rights)

    def approvers(self, needs: NeedsApproval) -> list[Staff]:
        """Return who may approve this."""
        return [staff for staff in self.all.values() if self.approves(staff, needs)]

    def let(self, needs: NeedsApproval, staff: Staff, do: Callable[[], Any]) -> None:
        """Do what was asked for, once, with somebody's approval.

        Raises NotAllowed if it is not theirs to give, SaleGone where the sale it was for is not open any more.
        """
        if not self.approves(staff, needs):
            raise NotAllowed(name=staff.name)
        if needs.sale not in ("", self._till.sale.key):
            raise SaleGone
        self._granted = (needs.rights, staff.key)
        try:
            do()
        finally:
            self._granted = None

    def unlock(self, staff: Staff, by: Staff) -> None:
        """Let somebody who is locked try again; raises NotAllowed unless `by` may change settings."""
        if by.decides("settings") != rights.YES or by.key == staff.key:
            raise NotAllowed(name=by.name)
        self.pins.forget(staff.key)
        self._till.record("staff.unlocked", entries.staff_unlocked(staff.key, by.key), lambda _: None)
        self._till.tell(StaffChanged())

    def _use(self) -> str:
        granted, by = self._granted or ((), "")
        self._granted = None
        for action, size in granted:
            about = self._about(action)
            if about:
                self._till.sale.approved.append(Approval(action, by))
            self._note("approval.given", entries.approval_given(action, by, self._till.by, about, size))
        return by

    def _about(self, action: str) -> str:
        return self._till.sale.key if action in IN_SALE else ""

    def line_left(
        self, line: Line, quantity_milli: int, price_minor: int, by: str = "", *, is_back: bool = False
    ) -> None:
        """Journal that so much of a line left the open sale, approved by somebody, or was put back."""
        item, sale = line.item, self._till.sale.key
        body = entries.line_removed(sale, line.number, item.variant, item.name, quantity_milli, price_minor, is_back)
        self._note("line.removed", body | approved(by))

    def _note(self, kind: str, body: dict[str, Any]) -> None:
        self._till.record(kind, body, lambda _: None)


def share_ppm(discount: Discount | None, price_minor: int) -> int:
    """Return what share of a price a discount takes off; 0 for none."""
    return 0 if discount is None else abs(discount.ppm or discount.off(price_minor) * PPM // (price_minor or 1))


def plain(code: str) -> str:
    """Return a scan without its symbology identifier (ISO/IEC 15424: ]C0, ]Q1 ...)."""
    return code[3:] if code[:1] == "]" else code


def approved(by: str) -> dict[str, Any]:
    """Return what an entry's body says of whoever approved it; nothing where nobody had to."""
    return {"approved_by": by} if by else {}
