"""The ways to pay, in the order they are offered; each is a panel beside the number pad."""

from __future__ import annotations

from .account import OnAccount
from .as_paid import AsPaid
from .card import ByCard
from .cash import InCash
from .gift_card import ByGiftCard
from .points import WithPoints
from .qr import ByQr

WAYS = (AsPaid, InCash, ByQr, ByCard, ByGiftCard, WithPoints, OnAccount)

__all__ = ["WAYS"]
