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
from appliance.core.totals import total_of
from appliance.till.ports import Category, Order, Shop

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    Data = dict[str, Any]

log = logging.getLogger(__name__)

MOST_OFFSET_MINUTES = 24 * 60 - 1


class Facts:
    """The small tables of the feed, read as what they mean."""

    def __init__(self, reader: sqlite3.Connection) -> None:
        self._reader = reader
        self._tax_classes: TaxClasses | None = None

    def forget(self) -> None:
        """Read the tax classes anew at the next question, because the feed changed them."""
        self._tax_classes = None

    def categories(self) -> list[Category]:
        """Return the categories in the owner's order."""
        ranked = [(int(data.get("rank") or 0), _category(key, data)) for key, data in self._all("category")]
        ranked.sort(key=lambda found: (found[0], found[1].name, found[1].key))
        return [category for _, category in ranked]

    def orders(self) -> list[Order]:
        """Return the marketplace orders that are to be prepared here, oldest first."""
        channels = {key: str(data.get("name", key)) for key, data in self._all("channel")}
        found = [_order(key, data, channels) for key, data in self._all("order")]
        return sorted(found, key=lambda order: (order.at_ms, order.key))

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return every tax class by key."""
        if self._tax_classes is None:
            self._tax_classes = TaxClasses({key: _tax_class(key, data) for key, data in self._all("tax_class")})
        return self._tax_classes

    def shop(self) -> Shop:
        """Return how this till sells; what the feed has not said yet is as in `Shop`."""
        return _shop(self._only("merchant"), self._only("store"), self._only("till"))

    def prefix(self) -> str:
        """Return what receipt numbers of this till begin with."""
        return str(self._only("till").get("prefix") or "A")

    def _all(self, table: str) -> list[tuple[str, Data]]:
        rows = self._reader.execute("SELECT key, data FROM fact WHERE tbl = ?", (table,))
        return [(key, json.loads(data)) for key, data in rows]

    def _only(self, table: str) -> Data:
        facts = self._all(table)
        return facts[0][1] if facts else {}


class TaxClasses(dict[str, TaxClass]):
    """Tax classes by key; one the feed has not brought is untaxed under its own key, so that a sale is never stuck."""

    def __missing__(self, key: str) -> TaxClass:
        """Return a class without taxes; "" is meant to be one."""
        if key:
            log.error("Tax class %s is not known here: what is in it is sold untaxed", key)
        self[key] = TaxClass(key, key, [])
        return self[key]


def _category(key: str, data: Data) -> Category:
    return Category(key, str(data.get("name", key)), str(data.get("color", "#0B6B4F")), str(data.get("picture", "")))


def _order(key: str, data: Data, channels: dict[str, str]) -> Order:
    channel = str(data.get("channel", ""))
    return Order(
        key,
        channels.get(channel, channel),
        number=str(data.get("number", "")),
        state=str(data.get("state", "")),
        buyer=str(data.get("buyer", "")),
        at_ms=int(data.get("at_ms") or 0),
        lines=tuple(
            (str(line.get("name", "")), int(line.get("quantity_milli") or 0)) for line in data.get("lines") or []
        ),
    )


def _tax_class(key: str, data: Data) -> TaxClass:
    taxes = [Tax(**tax) for tax in data.get("taxes") or []]
    return TaxClass(key, str(data.get("name", key)), taxes)


def _shop(merchant: Data, store: Data, till: Data) -> Shop:
    defaults = Shop()
    name = str(store.get("name") or merchant.get("name") or defaults.name)
    rounding = merchant.get("rounding") or {}
    return Shop(
        name=name,
        till_name=str(till.get("name", "")),
        currency=CURRENCIES.get(str(merchant.get("currency")), RUPIAH),
        policy=str(merchant.get("policy", defaults.policy)),
        rounding=CashRounding(int(rounding.get("step_minor") or 1), str(rounding.get("mode") or "half_up")),
        notes_minor=tuple(int(note) for note in merchant.get("notes_minor") or defaults.notes_minor),
        label_rules=tuple(_label_rules(till.get("label_rules") or [])),
        heading=Heading(name, _texts(store.get("lines")), _texts(store.get("foot"))),
        utc_offset_minutes=int(store.get("utc_offset_minutes", 420)),
    )


def _texts(lines: list[Any] | None) -> list[str]:
    return [str(line) for line in lines or []]


def _label_rules(rules: list[Data]) -> list[LabelRule]:
    made = []
    for rule in rules:
        try:
            made.append(LabelRule(str(rule.get("pattern")), str(rule.get("meaning"))))
        except LapakError as error:
            log.error("A label rule cannot be used: %s", error)  # noqa: TRY400 - the text is enough
    return made


def _usable_tax_class(key: str, data: Data) -> None:
    total_of([(_tax_class(key, data), 1_000, 1_000)])


def _usable_shop(shop: Shop) -> None:
    total_of([], shop.policy)
    shop.rounding.round(1)
    if min(shop.notes_minor) <= 0 or abs(shop.utc_offset_minutes) > MOST_OFFSET_MINUTES:
        raise ValueError("notes_minor or utc_offset_minutes is out of range")


# A row of these tables is read once before it is kept, so that what is kept can always be read.
CHECKS: dict[str, Callable[[str, dict[str, Any]], object]] = {
    "merchant": lambda _, data: _usable_shop(_shop(data, {}, {})),
    "store": lambda _, data: _usable_shop(_shop({}, data, {})),
    "till": lambda _, data: _usable_shop(_shop({}, {}, data)),
    "tax_class": _usable_tax_class,
    "category": lambda key, data: (int(data.get("rank") or 0), _category(key, data)),
    "order": lambda key, data: _order(key, data, {}),
}
