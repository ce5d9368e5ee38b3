"""What the owner decided besides the catalogue: tax classes, categories, orders, how this till sells."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from appliance.core.errors import LapakError
from appliance.core.promotion import Promotions, from_data
from appliance.core.tax import Tax, TaxClass
from appliance.core.totals import total_of
from appliance.till.catalogue import Category
from appliance.till.product import Choice, ModifierGroup, Option

from ._board import channel_of, order_of
from ._kiosk import status_of
from ._people import staff_of
from ._shelf import elsewhere_of, transfer_lines
from ._shop import country_of, shop_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from appliance.core.promotion import Promotion
    from appliance.till.board import Channel, Order
    from appliance.till.kiosks import KioskStatus
    from appliance.till.ports import Shop
    from appliance.till.staff import Staff

    Data = dict[str, Any]

log = logging.getLogger(__name__)

MOST_OFFSET_MINUTES = 24 * 60 - 1
LAST = "~"  # comes after every character of a reference


class Facts:
    """The small tables of the feed, read as what they mean."""

    def __init__(self, reader: sqlite3.Connection) -> None:
        self._reader = reader
        self._tax_classes: TaxClasses | None = None
        self._promotions: Promotions | None = None

    def forget(self) -> None:
        """Read the tax classes and promotions anew at the next question, because the feed changed them."""
        self._tax_classes = None
        self._promotions = None

    def categories(self, *, with_hidden: bool = False) -> list[Category]:
        """Return the categories in the order of this till's layout, then in the owner's; hidden ones if wanted."""
        ranked = [(int(data.get("rank") or 0), _category(key, data)) for key, data in self._all("category")]
        ranked.sort(key=lambda found: (found[0], found[1].name, found[1].key))
        till = self._only("till")
        hidden = () if with_hidden else _keys(till, "hidden")
        return _arranged([category for _, category in ranked if category.key not in hidden], _keys(till, "categories"))

    def orders(self) -> list[Order]:
        """Return the marketplace orders that are to be prepared here, oldest first, and how far each came."""
        names = {channel.key: channel.name for channel in self.channels()}
        done = dict(self._reader.execute("SELECT key, stage FROM progress").fetchall())
        found = [order_of(key, data, names, done.get(key, "")) for key, data in self._all("order")]
        return sorted(found, key=lambda order: (order.at_ms, order.key))

    def channels(self) -> list[Channel]:
        """Return the channels by name."""
        found = [channel_of(key, data) for key, data in self._all("channel")]
        return sorted(found, key=lambda channel: (channel.name, channel.key))

    def kiosks(self) -> list[KioskStatus]:
        """Return the self-checkouts of the store by name."""
        found = [status_of(key, data) for key, data in self._all("kiosk")]
        return sorted(found, key=lambda kiosk: (kiosk.name, kiosk.key))

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return every tax class by key."""
        if self._tax_classes is None:
            country = country_of(self._only("merchant"), self._only("store"), self._only("till"))
            self._tax_classes = TaxClasses(country.tax_classes() if country else {})
            self._tax_classes.update({key: _tax_class(key, data) for key, data in self._all("tax_class")})
        return self._tax_classes

    def product(self, key: str) -> tuple[str, tuple[Option, ...]] | None:
        """Return the name and the options of a product that has any."""
        data = self._one("product", key)
        return None if data is None else _product(key, data)

    def modifier(self, key: str) -> ModifierGroup | None:
        """Return a group of modifiers."""
        data = self._one("modifier", key)
        return None if data is None else _modifier(key, data)

    def promotions(self) -> Promotions:
        """Return every promotion, indexed by what it is about."""
        if self._promotions is None:
            self._promotions = Promotions(_promotions(self._all("promotion")))
        return self._promotions

    def payments(self, beginning: str) -> dict[str, int]:
        """Return what was paid for the QR codes whose references begin so, by reference."""
        rows = self._reader.execute(
            "SELECT key, data FROM fact WHERE tbl = 'payment' AND key BETWEEN ? AND ? ORDER BY key",
            (beginning, beginning + LAST),
        )
        return {key: int(json.loads(data)["amount_minor"]) for key, data in rows}

    def shop(self) -> Shop:
        """Return how this till sells; what the feed has not said yet is as in `Shop`."""
        merchant, store, till = (self._only(table) for table in ("merchant", "store", "till"))
        return shop_of(merchant, store, till, self.tax_classes(), self._only("logo"))

    def favourites(self) -> str:
        """Return the keys of the till's own favourites as a JSON list; "" where it has none."""
        keys = _keys(self._only("till"), "favourites")
        return json.dumps(keys) if keys else ""

    def staff(self) -> list[Staff]:
        """Return who works in this store now, by name."""
        found = [staff_of(key, data) for key, data in self._all("staff") if data.get("active", True)]
        return sorted(found, key=lambda staff: (staff.name.casefold(), staff.key))

    def utc_offset_minutes(self) -> int:
        """Return how far the shop's wall clock is ahead of UTC."""
        return int(self._only("store").get("utc_offset_minutes", 420))

    def prefix(self) -> str:
        """Return what receipt numbers of this till begin with."""
        return str(self._only("till").get("prefix") or "A")

    def _all(self, table: str) -> list[tuple[str, Data]]:
        rows = self._reader.execute("SELECT key, data FROM fact WHERE tbl = ?", (table,))
        return [(key, json.loads(data)) for key, data in rows]

    def _one(self, table: str, key: str) -> Data | None:
        row = self._reader.execute("SELECT data FROM fact WHERE tbl = ? AND key = ?", (table, key)).fetchone()
        return json.loads(row[0]) if row else None

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


def _arranged(categories: list[Category], first: list[str]) -> list[Category]:
    """Return them as a layout says; one that it does not name comes after those."""
    place = {key: at for at, key in enumerate(first)}
    return sorted(categories, key=lambda category: place.get(category.key, len(first)))


def _keys(data: Data, field: str) -> list[str]:
    keys = data.get(field)
    return [str(key) for key in keys] if isinstance(keys, list) else []


def _product(key: str, data: Data) -> tuple[str, tuple[Option, ...]]:
    options = [Option(str(said["name"]), tuple(str(value) for value in said["values"])) for said in data["options"]]
    return str(data.get("name", key)), tuple(options)


def _modifier(key: str, data: Data) -> ModifierGroup:
    choices = [
        Choice(str(said["key"]), str(said["name"]), int(said.get("price_minor") or 0), bool(said.get("default")))
        for said in data["choices"]
    ]
    least = min(max(0, int(data.get("min") or 0)), len(choices))
    most = max(1, least, int(data.get("max") or 0))
    return ModifierGroup(key, str(data.get("name", key)), least, most, tuple(choices))


def _promotions(rows: Iterable[tuple[str, Data]]) -> Iterator[Promotion]:
    for key, data in rows:
        try:
            yield from_data(key, data)
        except LapakError as error:  # an older version of the till took it
            log.error("Promotion %s cannot be used: %s", key, error)  # noqa: TRY400 - the text is enough


def _tax_class(key: str, data: Data) -> TaxClass:
    taxes = [Tax(**tax) for tax in data.get("taxes") or []]
    return TaxClass(key, str(data.get("name", key)), taxes)


def _usable_tax_class(key: str, data: Data) -> None:
    total_of([(_tax_class(key, data), 1_000, 1_000)])


def _usable_shop(shop: Shop) -> None:
    total_of([], shop.policy)
    shop.rounding.round(1)
    if min(shop.notes_minor) <= 0 or abs(shop.utc_offset_minutes) > MOST_OFFSET_MINUTES:
        raise ValueError("notes_minor or utc_offset_minutes is out of range")


# A row of these tables is read once before it is kept, so that what is kept can always be read.
CHECKS: dict[str, Callable[[str, dict[str, Any]], object]] = {
    "merchant": lambda _, data: _usable_shop(shop_of(data, {}, {}, TaxClasses())),
    "store": lambda _, data: _usable_shop(shop_of({}, data, {}, TaxClasses())),
    "till": lambda _, data: _usable_shop(shop_of({}, {}, data, TaxClasses())),
    "tax_class": _usable_tax_class,
    "category": lambda key, data: (int(data.get("rank") or 0), _category(key, data)),
    "promotion": from_data,
    "product": _product,
    "modifier": _modifier,
    "order": lambda key, data: order_of(key, data, {}, ""),
    "channel": channel_of,
    "staff": staff_of,
    "stock_elsewhere": elsewhere_of,
    "transfer": lambda _, data: list(transfer_lines(data)),
}
