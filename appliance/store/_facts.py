"""What the owner decided besides the catalogue: tax classes, categories, orders, how this till sells."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from appliance.core.cash import CashRounding
from appliance.core.errors import LapakError
from appliance.core.money import CURRENCIES, RUPIAH
from appliance.core.receipt import Heading
from appliance.core.scale_label import LabelRule
from appliance.core.tax import Tax, TaxClass
from appliance.till.ports import Category, Order, Shop

if TYPE_CHECKING:
    import sqlite3

log = logging.getLogger(__name__)


class Facts:
    """The small tables of the feed, read as what they mean."""

    def __init__(self, reader: sqlite3.Connection) -> None:
        self._reader = reader
        self._tax_classes: dict[str, TaxClass] | None = None

    def forget(self) -> None:
        """Read the tax classes anew at the next question, because the feed changed them."""
        self._tax_classes = None

    def categories(self) -> list[Category]:
        """Return the categories in the owner's order."""
        facts = [(key, data) for key, data in self._all("category")]
        facts.sort(key=lambda fact: (fact[1].get("rank", 0), fact[1].get("name", ""), fact[0]))
        return [
            Category(key, str(data.get("name", key)), str(data.get("color", "#0B6B4F")), str(data.get("picture", "")))
            for key, data in facts
        ]

    def orders(self) -> list[Order]:
        """Return the marketplace orders that are to be prepared here, oldest first."""
        channels = {key: str(data.get("name", key)) for key, data in self._all("channel")}
        found = []
        for key, data in self._all("order"):
            channel = str(data.get("channel", ""))
            found.append(Order(key, channels.get(channel, channel), **_order_fields(data)))
        return sorted(found, key=lambda order: (order.at_ms, order.key))

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return every tax class by key; one that cannot be computed is logged and left out."""
        if self._tax_classes is None:
            self._tax_classes = {}
            for key, data in self._all("tax_class"):
                try:
                    taxes = [Tax(**tax) for tax in data.get("taxes", [])]
                    self._tax_classes[key] = TaxClass(key, str(data.get("name", key)), taxes)
                except (LapakError, TypeError) as error:
                    log.error("Tax class %s cannot be used: %s", key, error)  # noqa: TRY400 - the text is enough
        return self._tax_classes

    def shop(self) -> Shop:
        """Return how this till sells; what the feed has not said yet is as in `Shop`."""
        merchant = self._only("merchant")
        store = self._only("store")
        till = self._only("till")
        name = str(store.get("name") or merchant.get("name") or "Lapak")
        rounding = merchant.get("rounding") or {}
        defaults = Shop()
        return Shop(
            name=name,
            till_name=str(till.get("name", "")),
            currency=CURRENCIES.get(str(merchant.get("currency")), RUPIAH),
            policy=str(merchant.get("policy", defaults.policy)),
            rounding=CashRounding(int(rounding.get("step_minor", 1)), str(rounding.get("mode", "half_up"))),
            notes_minor=tuple(merchant.get("notes_minor") or defaults.notes_minor),
            label_rules=tuple(_label_rules(till.get("label_rules") or [])),
            heading=Heading(name, list(store.get("lines") or []), list(store.get("foot") or [])),
            utc_offset_minutes=int(store.get("utc_offset_minutes", 420)),
        )

    def prefix(self) -> str:
        """Return what receipt numbers of this till begin with."""
        return str(self._only("till").get("prefix") or "A")

    def _all(self, table: str) -> list[tuple[str, dict[str, Any]]]:
        rows = self._reader.execute("SELECT key, data FROM fact WHERE tbl = ?", (table,))
        return [(key, json.loads(data)) for key, data in rows]

    def _only(self, table: str) -> dict[str, Any]:
        facts = self._all(table)
        return facts[0][1] if facts else {}


def _label_rules(rules: list[dict[str, Any]]) -> list[LabelRule]:
    made = []
    for rule in rules:
        try:
            made.append(LabelRule(str(rule.get("pattern")), str(rule.get("meaning"))))
        except LapakError as error:
            log.error("A label rule cannot be used: %s", error)  # noqa: TRY400 - the text is enough
    return made


def _order_fields(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": str(data.get("number", "")),
        "state": str(data.get("state", "")),
        "buyer": str(data.get("buyer", "")),
        "at_ms": int(data.get("at_ms", 0)),
        "lines": tuple(
            (str(line.get("name", "")), int(line.get("quantity_milli", 0))) for line in data.get("lines", [])
        ),
    }
