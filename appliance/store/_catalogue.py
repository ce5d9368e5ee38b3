"""What is sold, answered from indexes (port `Catalogue`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.gtin import is_digits
from appliance.till.ports import Variant

from ._facts import Facts

if TYPE_CHECKING:
    import sqlite3

    from appliance.core.tax import TaxClass
    from appliance.till.ports import Category, Order, Shop

COLUMNS = (
    "v.key, v.sku, v.name, v.price_minor, v.unit, v.tax_class, v.category, v.picture,"
    " s.on_hand_milli - s.reserved_milli"
)
WITH_STOCK = "LEFT JOIN stock s ON s.variant = v.id"
SOLD = "v.name IS NOT NULL AND v.price_minor IS NOT NULL"
BY_BARCODE = (
    f"SELECT {COLUMNS} FROM barcode b JOIN variant v ON v.id = b.variant {WITH_STOCK} WHERE b.gtin = ? AND {SOLD}"
)
BY_KEY = f"SELECT {COLUMNS} FROM variant v {WITH_STOCK} WHERE v.key = ? AND {SOLD}"
BY_WORDS = (
    f"SELECT {COLUMNS} FROM finder f JOIN variant v ON v.id = f.rowid {WITH_STOCK}"
    f" WHERE finder MATCH ? AND {SOLD} ORDER BY f.rowid LIMIT ?"
)
BY_TAIL = (
    f"SELECT {COLUMNS} FROM barcode b JOIN variant v ON v.id = b.variant {WITH_STOCK}"
    f" WHERE b.tail >= ? AND b.tail < ? AND {SOLD} LIMIT ?"
)
PAGE = f"SELECT {COLUMNS} FROM variant v {WITH_STOCK} WHERE {{place}} AND {SOLD} ORDER BY v.rank, v.id LIMIT ? OFFSET ?"
COUNT = f"SELECT count(*) FROM variant v WHERE {{place}} AND {SOLD}"


class SqliteCatalogue:
    """The catalogue on a connection that only reads; used by one thread."""

    def __init__(self, reader: sqlite3.Connection) -> None:
        self._reader = reader
        self._facts = Facts(reader)

    def by_barcode(self, gtin14: str) -> Variant | None:
        """Return the variant under a 14-digit code."""
        return self._one(BY_BARCODE, gtin14)

    def by_key(self, key: str) -> Variant | None:
        """Return a variant."""
        return self._one(BY_KEY, key)

    def search(self, text: str, limit: int = 40) -> list[Variant]:
        """Return variants whose words begin with the words of text, then those whose barcode ends with it."""
        parts = "".join(c if c.isalnum() else " " for c in text).split()
        if not parts:
            return []
        found = self._all(BY_WORDS, " ".join(f'"{part}"*' for part in parts), limit)
        if len(found) < limit and len(parts) == 1 and len(parts[0]) >= 3 and is_digits(parts[0]):
            known = {variant.key for variant in found}
            tail = parts[0][::-1]
            rows = self._all(BY_TAIL, tail, tail + ":", limit)
            found += {variant.key: variant for variant in rows if variant.key not in known}.values()
        return found[:limit]

    def page(self, category: str | None, offset: int, limit: int) -> list[Variant]:
        """Return a page of the grid in the owner's order; None is the favourites."""
        place, args = _place(category)
        return self._all(PAGE.format(place=place), *args, limit, offset)

    def count(self, category: str | None) -> int:
        """Return how many variants a category has."""
        place, args = _place(category)
        return int(self._reader.execute(COUNT.format(place=place), args).fetchone()[0])

    def categories(self) -> list[Category]:
        """Return the categories in the owner's order."""
        return self._facts.categories()

    def orders(self) -> list[Order]:
        """Return the marketplace orders that are to be prepared here, oldest first."""
        return self._facts.orders()

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return every tax class by key."""
        return self._facts.tax_classes()

    def shop(self) -> Shop:
        """Return how this till sells."""
        return self._facts.shop()

    def forget(self) -> None:
        """Keep nothing in memory that the feed may have changed."""
        self._facts.forget()

    def _one(self, sql: str, *args: object) -> Variant | None:
        row = self._reader.execute(sql, args).fetchone()
        return self._variant(row) if row else None

    def _all(self, sql: str, *args: object) -> list[Variant]:
        return [self._variant(row) for row in self._reader.execute(sql, args)]

    def _variant(self, row: tuple[Any, ...]) -> Variant:
        key, sku, name, price_minor, unit, tax_class, category, picture, stock_milli = row
        taxes = self._facts.tax_classes()[tax_class]
        return Variant(key, sku, name, price_minor, unit, taxes, category, picture, stock_milli)


def _place(category: str | None) -> tuple[str, tuple[str, ...]]:
    return ("v.favourite = 1", ()) if category is None else ("v.category = ?", (category,))
