"""How a shop wants its self-checkout: the owner's settings, with defaults a shop can open with."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.core import rights
from appliance.core.tender import CARD, GIFT_CARD, QR

TENDERS = (QR, CARD, GIFT_CARD)  # what a shopper may pay with alone: never cash, nothing on account


@dataclass(frozen=True)
class KioskTerms:
    """What holds at a self-checkout.

    idle_s: without a touch until the cart is set aside, warn_s of it with a warning; pay_idle_s: the same while paying,
    done_s: how long the thanks stay. item_limit: pieces in a cart, 0 for any number. check_ppm: the share of carts an
    attendant looks into, check_pieces: how many pieces are scanned again. is_bagging: the scale weighs the bag, within
    tolerance_g and tolerance_ppm of a product's weight. takes_back: a shopper may take something out alone.
    opens_itself: without an attendant who opens the shift.
    """

    idle_s: int = 60
    warn_s: int = 15
    pay_idle_s: int = 180
    done_s: int = 20
    item_limit: int = 0
    check_ppm: int = 0
    check_pieces: int = 3
    is_bagging: bool = False
    tolerance_g: int = 15
    tolerance_ppm: int = 80_000
    tenders: tuple[str, ...] = TENDERS
    takes_back: bool = False
    opens_itself: bool = True

    def allows(self) -> dict[str, str]:
        """Return what a shopper may do alone, and what an attendant has to say yes to; the rest nobody may do here."""
        alone = ["sell", "park"] + ["open_shift"] * self.opens_itself + ["remove_line"] * self.takes_back
        asked = ("open_shift", "close_shift", "remove_line", "confirm_qr", "refund", "reprint", "leave_kiosk")
        return dict.fromkeys(asked, rights.ASK) | dict.fromkeys(alone, rights.YES)
