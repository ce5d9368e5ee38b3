"""The grid of products: tiles for whatever list of variants it is given, however long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.ui._goods import goods_of
from appliance.ui._theme import look

from .recycler import Recycler
from .tile import Tile

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.ports import Variant

CHUNK = 60  # variants asked for at a time
TILE_DP = 144


class ProductGrid(Recycler):
    """Asks `page(offset, limit)` for variants as they come into sight; a tap adds to the sale."""

    def __init__(
        self, desk: Any, added: Callable[[Variant], None], *, tile_dp: float = TILE_DP + 6, **kwargs: Any
    ) -> None:
        self._desk, self._added, self._tile_dp = desk, added, tile_dp
        self._page: Callable[[int, int], list[Variant]] = lambda _offset, _limit: []
        self._chunks: dict[int, list[Variant]] = {}
        self._in_cart: dict[str, int] = {}
        super().__init__(Tile, self._show_tile, self._tap, gap_dp=look.gap, pitch_dp=TILE_DP, **kwargs)
        self.fbind("size", self._measure)

    def _measure(self, *_args: object) -> None:
        """As many columns of 12 mm and more as read well, and whole rows down to the strip."""
        self.columns = max(2, int((self.width + self.gap) // look.px(self._tile_dp)))
        rows = max(1, int((self.height + self.gap) // look.px(TILE_DP)))
        self.pitch = (self.height + self.gap) / rows
        self.show(self.count)

    def use(self, count: int, page: Callable[[int, int], list[Variant]], *, keep: bool = False) -> None:
        """Show another list."""
        self._page = page
        self._chunks.clear()
        self._in_cart = self._desk.cart.quantity_of()
        self.show(count, keep=keep)

    def variant(self, index: int) -> Variant | None:
        """Return the variant in a place of the list."""
        chunk, rest = divmod(index, CHUNK)
        if chunk not in self._chunks:
            self._chunks[chunk] = self._page(chunk * CHUNK, CHUNK)
        variants = self._chunks[chunk]
        return variants[rest] if rest < len(variants) else None

    def refresh_badges(self) -> None:
        """Draw again the tiles whose number in the cart changed."""
        now = self._desk.cart.quantity_of()
        changed = {key for key in now.keys() | self._in_cart.keys() if now.get(key) != self._in_cart.get(key)}
        self._in_cart = now
        for cell in self.cells:
            variant = self.variant(cell.index) if cell.index >= 0 else None
            if variant is not None and variant.key in changed:
                self._show_tile(cell, cell.index)

    def _show_tile(self, tile: Tile, index: int) -> None:
        variant = self.variant(index)
        if variant is not None:
            category = self._desk.app.category(variant.category)
            currency = self._desk.till.shop.currency
            tile.fill(goods_of(variant, category, currency, self._in_cart.get(variant.key, 0)))

    def _tap(self, index: int) -> None:
        variant = self.variant(index)
        if variant is not None:
            self._added(variant)
