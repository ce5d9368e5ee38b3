"""How WooCommerce writes moments and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ._refusal import wrong_param

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._switches import Switches

FORMAT = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True)
class Words:
    """The shop's way of writing; `clock` is UTC seconds."""

    switches: Switches
    clock: Callable[[], float]

    def moments(self, **at_s: float | None) -> dict[str, str | None]:
        """Return each moment twice: as the shop's clock shows it, and as `_gmt`."""
        told: dict[str, str | None] = {}
        for name, at in at_s.items():
            told[f"date_{name}"] = None if at is None else _text(at + self._offset_s)
            told[f"date_{name}_gmt"] = None if at is None else _text(at)
        return told

    def since(self, params: Mapping[str, str]) -> float:
        """Return the moment that `modified_after` leaves out, 0 for none; without `dates_are_gmt` it is the shop's."""
        given = params.get("modified_after", "")
        if not given:
            return 0
        try:
            at = datetime.strptime(given, FORMAT).replace(tzinfo=UTC).timestamp()
        except ValueError as reason:
            raise wrong_param("modified_after") from reason
        return at if params.get("dates_are_gmt") in ("true", "1") else at - self._offset_s

    def price(self, minor: int) -> str:
        """Return a price as its owner typed it."""
        return f"{Decimal(minor).scaleb(-self.switches.exponent):f}"

    def amount(self, minor: int) -> str:
        """Return an amount of an order, with the decimals the shop shows."""
        return f"{Decimal(minor).scaleb(-self.switches.exponent):.{self.switches.decimals}f}"

    def minor(self, given: Any) -> int:
        """Return the minor units of a price that was given, or refuse."""
        try:
            exact = Decimal(str(given or 0)).scaleb(self.switches.exponent)
        except InvalidOperation as reason:
            raise wrong_param("regular_price") from reason
        if exact < 0 or exact != exact.to_integral_value():
            raise wrong_param("regular_price")
        return int(exact)

    @property
    def _offset_s(self) -> int:
        return self.switches.utc_offset_h * 3600


def _text(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).strftime(FORMAT)
