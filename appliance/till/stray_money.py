"""Money that came for a QR code when nobody waited for it any more: too late for a cart, or besides another payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core import entries
from appliance.core.tender import QR, Tender

from .people import approved
from .qr_payment import beginning_of

if TYPE_CHECKING:
    from .ports import Parked
    from .till import Till


class StrayMoney:
    """What an attendant has to be called for; the feed of payments is asked anew each time, so a restart forgets none.

    Of sales that are done only the codes that were shown since the start are known here; the bridge's office lists the
    rest.
    """

    def __init__(self, till: Till) -> None:
        self._till = till

    @property
    def have_come(self) -> bool:
        """Whether there is any."""
        return bool(self.late() or self.twice())

    def late(self) -> list[Parked]:
        """Return the parked carts for which money came by any of their codes."""
        return [cart for cart in self._till.parking.all() if self._till.qr.came_for(cart.key, cart.codes_back)]

    def twice(self) -> dict[str, int]:
        """Return what came for codes of sales that are done, or is more than the open one asks for, by reference."""
        qr, sale = self._till.qr, self._till.sale
        left_minor = self._till.checkout.left_minor(QR) if sale.lines and not self._till.is_paying else 0
        found = {ref: minor for ref, minor in qr.unclaimed().items() if minor > left_minor}
        waiting = {sale.key, *(cart.key for cart in self._till.parking.all())}
        for reference, offer in qr.shown.items():
            if offer.sale not in waiting:
                found |= {ref: minor for ref, minor in qr.came_for(offer.sale).items() if ref == reference}
        return found

    def give_back(self, reference: str, by: str) -> None:
        """Write down that what came twice went back the way it came; `by` gave it back, who may."""
        minor = self.twice().get(reference)
        if minor is None:
            return
        till, sale = self._till, self._till.sale
        offer = till.qr.shown.pop(reference, None)
        key = sale.key
        if reference.startswith(beginning_of(key)):
            sale.codes_back.append(reference)
            till.changed()
        elif offer is not None:
            key = offer.sale

        def keep() -> None:
            """Have it on the list again: the disk would not have it."""
            if offer is not None:
                till.qr.shown[reference] = offer
            if reference in sale.codes_back:
                sale.codes_back.remove(reference)

        body = entries.tender_returned(key, Tender(reference, QR, minor, minor, 0, reference)) | approved(by)
        till.record("tender.returned", body, lambda _: None, by=by, failed=keep)
