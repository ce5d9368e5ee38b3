"""What the bridge asks of every marketplace, in the bridge's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# One order's life, in order; a later state never goes back to an earlier one except to cancelled or returning.
UNPAID = "unpaid"
TO_PREPARE = "to_prepare"
READY = "ready"
SHIPPED = "shipped"
DELIVERED = "delivered"
COMPLETED = "completed"
CANCELLED = "cancelled"
RETURNING = "returning"
ORDER_STATES = (UNPAID, TO_PREPARE, READY, SHIPPED, DELIVERED, COMPLETED, CANCELLED, RETURNING)


@dataclass(frozen=True)
class ListingKey:
    """How a marketplace names one sellable thing; `variant_id` is "" where a product has no variants."""

    product_id: str
    variant_id: str = ""


@dataclass(frozen=True)
class Listed:
    """One sellable thing as the marketplace shows it now; money in minor units, stock in whole units."""

    key: ListingKey
    sku: str
    name: str
    status: str
    price_minor: int
    stock: int
    reserved: int
    updated_at_ms: int


@dataclass(frozen=True)
class StockWrite:
    """The stock a listing should show; absolute."""

    key: ListingKey
    stock: int


@dataclass(frozen=True)
class PriceWrite:
    """The price a listing should show, in minor units."""

    key: ListingKey
    price_minor: int


@dataclass(frozen=True)
class WriteResult:
    """What became of one write: done when `refused` is empty, otherwise the marketplace's reason."""

    key: ListingKey
    refused: str = ""


@dataclass(frozen=True)
class OrderLine:
    """One line of a marketplace order; quantity in whole units."""

    key: ListingKey
    sku: str
    name: str
    quantity: int
    price_minor: int


@dataclass(frozen=True)
class MarketOrder:
    """An order as the marketplace has it now; `raw` is its own words, kept for ever.

    `state` is one of ORDER_STATES, or "" where Lapak has no word for `raw_state`: the order keeps the state it had.
    """

    order_id: str
    state: str
    raw_state: str
    created_at_ms: int
    updated_at_ms: int
    currency: str
    total_minor: int
    buyer: str
    lines: tuple[OrderLine, ...]
    raw: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class OrderRef:
    """An order seen in a window: enough to decide whether to read it."""

    order_id: str
    raw_state: str


@dataclass(frozen=True)
class ListedPage:
    """A page of listings; `cursor` asks for the next one and is None on the last."""

    items: tuple[Listed, ...]
    cursor: str | None


@dataclass(frozen=True)
class OrderPage:
    """A page of orders of a window; `cursor` as in ListedPage."""

    items: tuple[OrderRef, ...]
    cursor: str | None


@dataclass(frozen=True)
class Hint:
    """What a webhook says may have changed; never trusted, only looked up sooner."""

    shop_id: str
    order_ids: tuple[str, ...] = ()
    product_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tokens:
    """A shop's authorisation; the refresh token may work only once, so it is stored before it is used on."""

    access_token: str
    refresh_token: str
    access_expires_at_ms: int
    refresh_expires_at_ms: int


@dataclass(frozen=True)
class Limits:
    """What one call may carry, and how far back a window may reach."""

    stock_batch: int
    order_window_ms: int
    order_detail_batch: int


class TokenStore(Protocol):
    """Where a connector keeps its tokens: durable, and serialised over all workers of a shop."""

    def read(self) -> Tokens:
        """Return the tokens as stored now."""

    def renew(self, stale: Tokens, fetch: Callable[[Tokens], Tokens]) -> Tokens:
        """Return newer tokens than `stale`.

        Takes the shop's lock; if somebody renewed meanwhile their tokens are returned and nothing is fetched,
        otherwise `fetch(current)` is called once and its answer stored before it is returned.
        """


class Connector(Protocol):
    """One shop on one marketplace; every method raises TryLater, NeedsOwner or Refused and nothing else."""

    limits: Limits

    def list_products(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything sellable, or of what changed since."""

    def read_products(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' listings as they are now; a product that is gone is left out."""

    def write_stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set absolute stock and return what was answered; partial success is normal.

        A write without a result was not answered: it is repeated later. TryLater is raised when none was answered.
        """

    def write_price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices; results as in write_stock."""

    def list_orders(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window (which is at most `limits.order_window_ms` long)."""

    def read_orders(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; one that the marketplace does not know is left out."""

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Verify a webhook and return what it hints at; raises PushForged or Refused (unreadable)."""

    def close(self) -> None:
        """Give the connections back."""


@runtime_checkable
class LostPushes(Protocol):
    """What a connector can do besides, where the marketplace keeps the webhooks that it could not deliver."""

    def recover_pushes(self, keep: Callable[[Sequence[Hint]], None]) -> int:
        """Hand every undelivered webhook to `keep` and return how many there were.

        A batch is confirmed, and so forgotten by the marketplace, only after `keep` returned: `keep` stores durably.
        Hints may be of any shop of the same app; each carries its `shop_id`.
        """
