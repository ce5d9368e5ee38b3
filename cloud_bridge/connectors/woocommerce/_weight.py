"""A weight in the unit that the shop has set for all its products.

Source: woocommerce-rest-api-docs, "Setting options" (products, woocommerce_weight_unit).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE

if TYPE_CHECKING:
    from ._app import App

UNIT = "settings/products/woocommerce_weight_unit"
GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "lbs": Decimal("453.59237"), "oz": Decimal("28.349523125")}


class Weight:
    """Asks for the unit once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._unit = ""

    def text(self, grams: int) -> str:
        """Return grams as the shop writes them, "" for no weight."""
        if not grams:
            return ""
        self._unit = self._unit or str(self._app.get(UNIT).object().get("value"))
        if self._unit not in GRAMS:
            raise Refused(market=TITLE, reason=f"the shop weighs in {self._unit!r}")
        weight = round(grams / GRAMS[self._unit], 4)
        return f"{weight.normalize():f}"
