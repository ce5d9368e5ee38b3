"""What a marketplace shows of one sellable thing, and what the bridge writes to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ListingKey:
    """How a marketplace names one sellable thing; `variant_id` is "" where a product has no variants."""

    product_id: str
    variant_id: str = ""


@dataclass(frozen=True)
class Listed:
    """One sellable thing as the marketplace shows it now; money in minor units, stock in whole units.

    `reserved` is locked by a campaign; `is_counted` is False where the marketplace keeps no stock of it.
    """

    key: ListingKey
    sku: str
    name: str
    status: str
    price_minor: int
    stock: int
    reserved: int
    updated_at_ms: int
    is_counted: bool = True


@dataclass(frozen=True)
class ListedPage:
    """A page of listings; `cursor` asks for the next one and is None on the last."""

    items: tuple[Listed, ...]
    cursor: str | None


@dataclass(frozen=True)
class StockWrite:
    """The stock a listing should show; absolute.

    `expected` is what it is believed to show now, for marketplaces that compare before they set; None compares nothing.
    """

    key: ListingKey
    stock: int
    expected: int | None = None


@dataclass(frozen=True)
class PriceWrite:
    """The price a listing should show, in minor units."""

    key: ListingKey
    price_minor: int


@dataclass(frozen=True)
class WriteResult:
    """What became of one write: refused with the marketplace's reason, or not done because it showed `seen`, or done.

    `seen` is the number that was found where another was expected. `was_there`: the number stood there already, where
    another was expected, so that nothing was written.
    """

    key: ListingKey
    refused: str = ""
    seen: int | None = None
    was_there: bool = field(default=False, compare=False)

    @property
    def is_done(self) -> bool:
        """Whether the listing shows what was written."""
        return not self.refused and self.seen is None


@dataclass(frozen=True)
class Picture:
    """A picture to show beside a listing."""

    name: str
    data: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True)
class DraftVariant:
    """One sellable thing of a draft; `options` in the order of the draft's `option_names`."""

    sku: str
    options: tuple[str, ...]
    price_minor: int
    stock: int
    barcode: str = ""


@dataclass(frozen=True)
class ListingDraft:
    """What a product should be at a marketplace; `category` and `attributes` in the marketplace's own words."""

    name: str
    description: str
    category: str
    attributes: Mapping[str, str]
    pictures: tuple[Picture, ...]
    weight_g: int
    variants: tuple[DraftVariant, ...]
    option_names: tuple[str, ...] = ()
