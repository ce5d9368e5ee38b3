"""Selling what is scarce: no more than this till holds rights for, which the bridge is asked for and may ask back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core import entries

from .basket_errors import RightsAsked, RightsMissing
from .events import SaleChanged, WireChanged

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .events import Event
    from .till import Till

ASK_AGAIN_MS = 3_000


class Escrow:
    """What of scarce goods may go into the open sale; lives on the screen's thread."""

    def __init__(self, catalogue: Catalogue, till: Till) -> None:
        self._catalogue = catalogue
        self._till = till
        self._is_online = False
        self._scarce = catalogue.scarce()
        self._asked_ms: dict[str, int] = {}
        self._returning: dict[str, int] = {}  # by variant: what `returned` will be once it is on disk
        till.listen(self._heard)

    def require(self, variant: str, more_milli: int) -> None:
        """Raise RightsAsked or RightsMissing unless so much more (or less) of a variant may be in the open sale."""
        name = None if self._till.is_training else self._scarce.get(variant)
        if name is None:
            return
        wanted_milli = self._in_basket(variant) + more_milli
        left_milli = self._left(variant)
        if wanted_milli <= max(0, left_milli):
            return
        if not self._is_online:
            raise RightsMissing(name=name)
        self._ask(variant, wanted_milli)
        raise RightsAsked(name=name, left=f"{max(0, left_milli) / 1000:g}")

    def require_all(self) -> None:
        """Raise as `require` unless the open sale may be paid as it stands; a parked sale may have lost its rights."""
        for variant in dict.fromkeys(line.item.variant for line in self._till.sale.lines):
            self.require(variant, 0)

    def feed_applied(self) -> None:
        """Take in what is scarce now, and what is asked back."""
        self._scarce = self._catalogue.scarce()
        self.give_back()

    def give_back(self) -> None:
        """Give back what the bridge asks for, but what the open sale needs."""
        if self._till.is_training or not self._scarce:
            return
        for variant, rights, asked_milli in self._catalogue.asked_back():
            total_milli = rights.returned_for(asked_milli, self._in_basket(variant))
            if total_milli > max(rights.returned_milli, self._returning.get(variant, 0)):
                self._returning[variant] = total_milli
                body = entries.escrow_returned(variant, total_milli)
                self._till.record("escrow.returned", body, lambda _: None, failed=self._returning.clear)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _in_basket(self, variant: str) -> int:
        return sum(line.quantity_milli for line in self._till.sale.lines if line.item.variant == variant)

    def _left(self, variant: str) -> int:
        rights = self._catalogue.rights(variant)
        return rights.left_milli - max(0, self._returning.get(variant, 0) - rights.returned_milli)

    def _ask(self, variant: str, wanted_milli: int) -> None:
        """Ask for rights, unless that was done a moment ago."""
        now_ms = self._till.now_ms()
        if now_ms - self._asked_ms.get(variant, -ASK_AGAIN_MS) >= ASK_AGAIN_MS:
            self._asked_ms[variant] = now_ms
            self._till.record("escrow.requested", entries.escrow_requested(variant, wanted_milli), lambda _: None)

    def _heard(self, event: Event) -> None:
        if isinstance(event, WireChanged):
            self._is_online = event.online
        if isinstance(event, SaleChanged | WireChanged):  # what the basket kept may be free now
            self.give_back()
