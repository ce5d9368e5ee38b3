"""What is sold here, as the till asks for it (the store answers)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.escrow import Rights
    from appliance.core.promotion import Promotions
    from appliance.core.tax import TaxClass

    from .board import Channel, Order
    from .kiosks import KioskStatus
    from .ports import Shop
    from .product import ModifierGroup, Product
    from .shelf import Shelf


@dataclass(frozen=True)
class Variant:
    """A variant as the catalogue has it now; `stock_milli` is None where stock is not kept."""

    key: str
    sku: str
    name: str
    price_minor: int
    unit: str
    tax_class: TaxClass
    category: str
    picture: str
    stock_milli: int | None
    product: str = ""
    options: tuple[str, ...] = ()  # its values of the product's options; () where the product is but this variant
    modifiers: tuple[str, ...] = ()  # keys of the groups that are asked, in the owner's order
    open_price: bool = False  # the price is asked at the till
    min_age: int = 0  # in years
    weight_g: int = 0
    low_milli: int | None = None  # so much or less is little; None is as usual
    is_scarce: bool = False  # only sold by whoever holds the right to (core.escrow)


@dataclass(frozen=True)
class Category:
    """A group of products on the grid; `color` is its tile colour (#RRGGBB), `picture` its default picture."""

    key: str
    name: str
    color: str
    picture: str


class Catalogue(Protocol):
    """What is sold; read on the screen's thread, so every question is answered from an index."""

    def by_barcode(self, gtin14: str) -> Variant | None:
        """Return the variant under a 14-digit code."""

    def by_key(self, key: str) -> Variant | None:
        """Return a variant."""

    def search(self, text: str, limit: int = 40) -> list[Variant]:
        """Return variants whose words begin with the words of text, or whose SKU or barcode ends with it."""

    def page(self, category: str | None, offset: int, limit: int) -> list[Variant]:
        """Return a page of the grid in the owner's order, one variant of each product; None is the favourites."""

    def count(self, category: str | None) -> int:
        """Return how many products a category has on the grid."""

    def product(self, key: str) -> Product | None:
        """Return a product that has options, with its variants; None for any other."""

    def modifiers(self, keys: Sequence[str]) -> list[ModifierGroup]:
        """Return these groups of modifiers in this order, without those the feed has not brought."""

    def categories(self, *, with_hidden: bool = False) -> list[Category]:
        """Return the categories as this till's layout has them; with_hidden: also those that it leaves out."""

    def orders(self) -> list[Order]:
        """Return the marketplace orders that are to be prepared here, oldest first."""

    def channels(self) -> list[Channel]:
        """Return the channels by name."""

    def kiosks(self) -> list[KioskStatus]:
        """Return the self-checkouts of the store by name."""

    def shelf(self, key: str) -> Shelf:
        """Return how much of a variant there is, here and elsewhere."""

    def scarce(self) -> dict[str, str]:
        """Return the names of the variants that are scarce, by key."""

    def rights(self, key: str) -> Rights:
        """Return this till's rights to sell a scarce variant."""

    def asked_back(self) -> list[tuple[str, Rights, int]]:
        """Return (variant, rights, what `returned` should grow to) of the rights that the bridge wants back."""

    def low(self, most_milli: int, limit: int = 200) -> list[Variant]:
        """Return the variants of which so much or less can be sold (or the owner's own limit), the emptiest first."""

    def barcodes(self, key: str) -> list[str]:
        """Return the 14-digit codes of a variant."""

    def group_price(self, key: str, group: str) -> int | None:
        """Return what a variant costs customers of a group, or None where it costs what it costs everybody."""

    def payments(self, beginning: str) -> dict[str, int]:
        """Return what was paid for the QR codes whose references begin so, by reference."""

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return every tax class by key."""

    def promotions(self) -> Promotions:
        """Return every promotion, indexed by what it is about."""

    def shop(self) -> Shop:
        """Return how this till sells: currency, rounding, what is printed, names."""

    def forget(self) -> None:
        """Keep nothing in memory that the feed may have changed."""
