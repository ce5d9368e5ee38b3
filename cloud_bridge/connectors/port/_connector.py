"""What the bridge asks of every marketplace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cloud_bridge.connectors.limiter import Limiter

    from ._listing import Listed, ListedPage, PriceWrite, StockWrite, WriteResult
    from ._order import MarketOrder, OrderPage
    from ._push import Hint


@dataclass(frozen=True)
class Limits:
    """What one call may carry, how far back a window may reach, and how often a shop may be called.

    `is_by_product`: a call writes the stock of one product. `calls_at_once`: so many stock writes may be under way.
    `product_batch`: so many products are read back by about one call.
    `compares`: a stock write with an expected number is only done where that number stands. `takes_later`: while an
    order is in one of these states (in the marketplace's words), what its listings show still counts its units,
    although nobody can buy them.
    """

    stock_batch: int
    order_window_ms: int
    order_detail_batch: int
    calls_per_s: float = 10
    burst: int = 20
    product_batch: int = 50
    is_by_product: bool = False
    calls_at_once: int = 1
    compares: bool = False
    takes_later: tuple[str, ...] = ()


class Connector(Protocol):
    """One shop on one marketplace; every method raises TryLater, NeedsOwner or Refused and nothing else."""

    limits: Limits
    limiter: Limiter

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
