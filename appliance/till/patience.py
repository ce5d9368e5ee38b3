"""How long a self-checkout waits for somebody: until its warning, until the cart is put aside, until the thanks go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calls import PAYMENT
from .kiosk_states import DONE, PAYING, RESTING

if TYPE_CHECKING:
    from .kiosk import Kiosk

ATTENDED_S = 90  # an attendant who has not touched it for so long is gone


class Patience:
    """Every touch and every scan renews it."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._active_ms = kiosk.till.now_ms()

    def renew(self) -> None:
        """Remember that somebody is there."""
        self._active_ms = self._kiosk.till.now_ms()

    def left_s(self) -> int | None:
        """Return how many seconds are left until nobody is there; None while that is not the question."""
        kiosk = self._kiosk
        if kiosk.attendant.staff is not None:
            limit_s = ATTENDED_S
        elif kiosk.state in RESTING or self._is_held():
            return None
        else:
            terms = kiosk.terms
            limit_s = {PAYING: terms.pay_idle_s, DONE: terms.done_s}.get(kiosk.state, terms.idle_s)
        return max(0, -(-(self._active_ms + limit_s * 1000 - kiosk.till.now_ms()) // 1000))

    def warning_s(self) -> int:
        """Return how many seconds a shopper has to say that they are there; 0 while nobody asks."""
        left_s = self.left_s()
        if left_s is None or self._kiosk.state == DONE or self._kiosk.attendant.staff is not None:
            return 0
        return left_s if left_s <= self._kiosk.terms.warn_s else 0

    def tick(self) -> None:
        """Let a second pass."""
        if self.left_s() == 0:
            self._give_up()

    def _give_up(self) -> None:
        self.renew()
        kiosk, sale = self._kiosk, self._kiosk.till.sale
        if kiosk.attendant.staff is not None:
            kiosk.attendant.dismiss()
        elif kiosk.state == DONE or not sale.lines:
            kiosk.end()
        elif sale.tenders:
            kiosk.call(PAYMENT)
        else:
            kiosk.set_aside()

    def _is_held(self) -> bool:
        """Say whether the shopper has to wait here: for a card, the disk, or somebody who comes to this cart."""
        kiosk = self._kiosk
        is_about_others = not kiosk.till.sale.tenders  # money that came for a cart before this one
        calls = set(kiosk.calls.open) - ({PAYMENT} if is_about_others else set())
        return kiosk.payment.is_charging or kiosk.till.is_paying or bool(calls)
