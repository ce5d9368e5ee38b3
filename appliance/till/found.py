"""What a scan turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalogue import Variant


@dataclass(frozen=True)
class Found:
    """The base: `code` is the scan without a symbology identifier, `text` what follows the prefix of its kind."""

    code: str
    text: str


class FoundReceipt(Found):
    """A receipt's number."""


class FoundCustomer(Found):
    """A customer's card."""


class FoundBadge(Found):
    """The badge of somebody who works here."""


class FoundCard(Found):
    """A gift card or a credit note."""


class FoundCoupon(Found):
    """A coupon of a promotion."""


class FoundPickup(Found):
    """What a buyer shows to collect an order."""


@dataclass(frozen=True)
class FoundItem(Found):
    """Goods, and what their label or package says; dates are YYYY-MM-DD, or "".

    label_minor: the price on the label; expires: until when they may be sold, or are at their best;
    past_best: the best-before date, where it has passed.
    """

    variant: Variant
    quantity_milli: int
    label_minor: int | None = None
    batch: str = ""
    expires: str = ""
    past_best: str = ""
