"""What a shopper puts into the cart alone, and what they want taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calls import REMOVE
from .kiosk_errors import KioskFull, KioskNotSold, KioskNotWeighed

if TYPE_CHECKING:
    from .catalogue import Variant
    from .kiosk import Kiosk


class KioskCart:
    """The open sale as a shopper may change it."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._till = kiosk.till
        self.removals: list[int] = []  # the lines that a shopper wants taken out

    @property
    def pieces(self) -> int:
        """How many things are in the cart; what is weighed is one."""
        lines = self._till.sale.lines
        return sum(1 if line.item.is_weighed else line.quantity_milli // 1000 for line in lines)

    @property
    def age(self) -> int:
        """How old a shopper has to be for what is in the cart, and nobody has looked; 0 for nothing of the kind."""
        ages = [line.item.min_age for line in self._till.sale.lines]
        return max((age for age in ages if age and not self._till.basket.is_of_age(age)), default=0)

    def require_sellable(self, variant: Variant, quantity_milli: int = 1000, *, is_scanned: bool = False) -> None:
        """Raise KioskNotSold, KioskNotWeighed or KioskFull where a shopper cannot buy it alone."""
        if variant.open_price:
            raise KioskNotSold(name=variant.name)
        is_counted = variant.unit == "pcs"
        if not is_counted and not is_scanned:
            raise KioskNotWeighed(name=variant.name)
        self._require_room(quantity_milli // 1000 if is_counted else 1)

    def _require_room(self, more: int) -> None:
        limit = self._kiosk.terms.item_limit
        if limit and self.pieces + more > limit:
            raise KioskFull(limit=limit)

    def one_more(self, number: int) -> None:
        """Take another piece of a line."""
        self._kiosk.patience.renew()
        self._kiosk.open_cart()
        self._require_room(1)
        line = self._till.sale.line(number)
        self._till.basket.set_quantity(number, line.quantity_milli + 1000)

    def one_less(self, number: int) -> None:
        """Take a piece out, or ask an attendant to, as the owner wants it."""
        self._kiosk.patience.renew()
        self._kiosk.open_cart()
        line = self._till.sale.line(number)
        if self._kiosk.terms.takes_back:
            self.take_out(number, line.quantity_milli - 1000 if not line.item.is_weighed else 0)
            return
        if number not in self.removals:
            self.removals.append(number)
        self._kiosk.call(REMOVE)

    def take_out(self, number: int, left_milli: int = 0) -> None:
        """Take a line out, or leave so much of it; raises NeedsApproval where a shopper may not."""
        if left_milli <= 0:
            self._till.basket.remove(number)
        else:
            self._till.basket.set_quantity(number, left_milli)

    def follow(self) -> None:
        """Forget the removals of lines that are gone."""
        numbers = {line.number for line in self._till.sale.lines}
        self.removals = [number for number in self.removals if number in numbers]
