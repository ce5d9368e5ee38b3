"""Amounts: Vendure keeps whole numbers with as many decimals as the server says, whatever the currency has.

A rupiah has no decimals in Lapak and two on a server that keeps the usual two: Rp 12.500 is 1250000 there.
Source: docs.vendure.io, MoneyStrategy.precision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE

if TYPE_CHECKING:
    from appliance.core.money import Currency


@dataclass(frozen=True)
class Money:
    """How a server writes money: with `precision` decimals."""

    precision: int

    def to_minor(self, amount: int, currency: Currency) -> int:
        """Return the minor units of an amount; what is smaller than one, as a share of a discount is, is rounded."""
        more: int = self.precision - currency.exponent
        if more <= 0:
            return amount * int(10**-more)
        unit = int(10**more)
        whole, rest = divmod(abs(amount), unit)
        rounded = whole + (rest * 2 >= unit)
        return rounded if amount >= 0 else -rounded

    def to_amount(self, minor: int, currency: Currency) -> int:
        """Return an amount of minor units, exactly; raises Refused where the server keeps too few decimals."""
        more: int = self.precision - currency.exponent
        if more >= 0:
            return minor * int(10**more)
        amount, rest = divmod(minor, int(10**-more))
        if rest:
            raise Refused(market=TITLE, reason=f"the server keeps {self.precision} decimals only")
        return amount
