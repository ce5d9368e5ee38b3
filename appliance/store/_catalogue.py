"""What is sold, answered from indexes (port `Catalogue`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from appliance.core import photo
from appliance.core.gtin import is_digits
from appliance.till.catalogue import Variant
from appliance.till.product import Product

from ._escrow import asked_back, rights_of, scarce
from ._facts import Facts
from ._shelf import shelf_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from appliance.core.escrow import Rights
    from appliance.core.promotion import Promotions
    from appliance.core.tax import TaxClass
    from appliance.till.board import Channel, Order
    from appliance.till.catalogue import Category
    from appliance.till.kiosks import KioskStatus
    from appliance.till.ports import Shop
    from appliance.till.product import ModifierGroup
    from appliance.till.shelf import Shelf

COLUMNS = (
    "v.key, v.sku, v.name, v.price_minor, v.unit, v.tax_class, v.category, v.picture,"
    " s.on_hand_milli - s.reserved_milli, v.product, v.options, v.modifiers, v.open_price, v.min_age, v.weight_g,"
    " v.low_milli, v.is_scarce"
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
# of a product with options only the first variant stands on the grid
FIRST = (
    "(v.options = '' OR v.id = (SELECT o.id FROM variant o WHERE o.product = v.product AND o.options <> ''"
    " AND o.name IS NOT NULL AND o.price_minor IS NOT NULL ORDER BY o.id LIMIT 1))"
)
PAGE = (
    f"SELECT {COLUMNS} FROM variant v {WITH_STOCK} WHERE {{place}} AND {SOLD} AND {FIRST}"
    " ORDER BY v.rank, v.id LIMIT ? OFFSET ?"
)
# the till's own favourites, in the owner's order; one of them may be a single size or colour
CHOSEN = "FROM json_each(?) f JOIN variant v ON v.key = f.value"
CHOSEN_PAGE = f"SELECT {COLUMNS} {CHOSEN} {WITH_STOCK} WHERE {SOLD} ORDER BY f.key LIMIT ? OFFSET ?"
CHOSEN_COUNT = f"SELECT count(*) {CHOSEN} WHERE {SOLD}"
OF_PRODUCT = (
    f"SELECT {COLUMNS} FROM variant v {WITH_STOCK} WHERE v.product = ? AND v.options <> '' AND {SOLD}"
    " ORDER BY v.rank, v.id"
)
LOW = (
    f"SELECT {COLUMNS} FROM stock s JOIN variant v ON v.id = s.variant"
    f" WHERE s.on_hand_milli - s.reserved_milli <= coalesce(v.low_milli, ?) AND {SOLD}"
    " ORDER BY s.on_hand_milli - s.reserved_milli, v.name LIMIT ?"
)
BARCODES = "SELECT b.gtin FROM barcode b JOIN variant v ON v.id = b.variant WHERE v.key = ? ORDER BY b.gtin"
GROUP_PRICE = "SELECT g.price_minor FROM group_price g JOIN variant v ON v.id = g.variant WHERE v.key = ? AND g.grp = ?"
PHOTOS = (
    "SELECT DISTINCT picture FROM variant WHERE length(picture) = ? AND name IS NOT NULL UNION"
    " SELECT json_extract(data, '$.picture') FROM fact"
    " WHERE tbl = 'category' AND length(json_extract(data, '$.picture')) = ?"
)
COUNT = f"SELECT count(*) FROM variant v WHERE {{place}} AND {SOLD} AND {FIRST}"


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
        """Return a page of the grid in the owner's order, one variant of each product; None is the favourites."""
        chosen = self._facts.favourites() if category is None else ""
        if chosen:
            return self._all(CHOSEN_PAGE, chosen, limit, offset)
        place, args = _place(category)
        return self._all(PAGE.format(place=place), *args, limit, offset)

    def count(self, category: str | None) -> int:
        """Return how many products a category has on the grid."""
        chosen = self._facts.favourites() if category is None else ""
        if chosen:
            return int(self._reader.execute(CHOSEN_COUNT, (chosen,)).fetchone()[0])
        place, args = _place(category)
        return int(self._reader.execute(COUNT.format(place=place), args).fetchone()[0])

    def product(self, key: str) -> Product | None:
        """Return a product that has options, with its variants; None for any other."""
        said = self._facts.product(key) if key else None
        if said is None:
            return None
        name, options = said
        variants = [variant for variant in self._all(OF_PRODUCT, key) if len(variant.options) == len(options)]
        return Product(key, name, options, tuple(variants)) if variants else None

    def modifiers(self, keys: Sequence[str]) -> list[ModifierGroup]:
        """Return these groups of modifiers in this order, without those the feed has not brought."""
        found = [self._facts.modifier(key) for key in keys]
        return [group for group in found if group is not None]

    def categories(self, *, with_hidden: bool = False) -> list[Category]:
        """Return the categories as this till's layout has them; with_hidden: also those that it leaves out."""
        return self._facts.categories(with_hidden=with_hidden)

    def orders(self) -> list[Order]:
        """Return the marketplace orders that are to be prepared here, oldest first."""
        return self._facts.orders()

    def channels(self) -> list[Channel]:
        """Return the channels by name."""
        return self._facts.channels()

    def kiosks(self) -> list[KioskStatus]:
        """Return the self-checkouts of the store by name."""
        return self._facts.kiosks()

    def shelf(self, key: str) -> Shelf:
        """Return how much of a variant there is, here and elsewhere."""
        return shelf_of(self._reader, key)

    def scarce(self) -> dict[str, str]:
        """Return the names of the variants that are scarce, by key."""
        return scarce(self._reader)

    def rights(self, key: str) -> Rights:
        """Return this till's rights to sell a scarce variant."""
        return rights_of(self._reader, key)

    def asked_back(self) -> list[tuple[str, Rights, int]]:
        """Return (variant, rights, what `returned` should grow to) of the rights that the bridge wants back."""
        return asked_back(self._reader)

    def low(self, most_milli: int, limit: int = 200) -> list[Variant]:
        """Return the variants that run low (of which so much or less can be sold), the emptiest first."""
        return self._all(LOW, most_milli, limit)

    def barcodes(self, key: str) -> list[str]:
        """Return the 14-digit codes of a variant."""
        rows = self._reader.execute(BARCODES, (key,))
        return [gtin for (gtin,) in rows]

    def group_price(self, key: str, group: str) -> int | None:
        """Return what a variant costs customers of a group, or None where it costs what it costs everybody."""
        row = self._reader.execute(GROUP_PRICE, (key, group)).fetchone() if group else None
        return int(row[0]) if row else None

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return every tax class by key."""
        return self._facts.tax_classes()

    def promotions(self) -> Promotions:
        """Return every promotion, indexed by what it is about."""
        return self._facts.promotions()

    def payments(self, beginning: str) -> dict[str, int]:
        """Return what was paid for the QR codes whose references begin so, by reference."""
        return self._facts.payments(beginning)

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
        key, sku, name, price_minor, unit, tax_class, category, picture, stock_milli, product = row[:10]
        taxes = self._facts.tax_classes()[tax_class]
        plain = (key, sku, name, price_minor, unit, taxes, category, picture, stock_milli, product)
        options, modifiers, open_price, min_age, weight_g, low_milli, is_scarce = row[10:]
        if low_milli is None and not (options or modifiers or open_price or min_age or weight_g or is_scarce):
            return Variant(*plain)
        terms = (_words(options), _words(modifiers), bool(open_price), min_age, weight_g)
        return Variant(*plain, *terms, low_milli, bool(is_scarce))


def photos_of(reader: sqlite3.Connection) -> set[str]:
    """Return the names of the photos of everything that is sold."""
    return {name for (name,) in reader.execute(PHOTOS, (photo.DIGITS, photo.DIGITS)) if photo.is_photo(name)}


def _place(category: str | None) -> tuple[str, tuple[str, ...]]:
    return ("v.favourite = 1", ()) if category is None else ("v.category = ?", (category,))


def _words(kept: str) -> tuple[str, ...]:
    return tuple(json.loads(kept)) if kept else ()
