"""The grid of products: tiles for whatever list it is given, however long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till.catalogue import Category, Variant
from appliance.ui._goods import goods_of, goods_of_category, goods_of_product
from appliance.ui._theme import look

from .pager import DOTS_DP, Pager
from .tile import Tile

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.ui._goods import Goods

CHUNK = 60  # things asked for at a time
TILE_DP, WIDE_DP = 140, 150  # at least so high and so wide


class ProductGrid(Pager):
    """Asks `page(offset, limit)` for variants, categories and the like as they come into sight; a tap tells which.

    shown(thing) says what stands on the tile of anything else. With `groups` a variant stands for its whole product.
    """

    def __init__(
        self,
        desk: Any,
        tapped: Callable[[Any], None],
        *,
        tile_dp: float = WIDE_DP,
        shown: Callable[[Any], Goods] | None = None,
        groups: bool = True,
        **kwargs: Any,
    ) -> None:
        self._desk, self._told, self._tile_dp, self._shown, self._groups = desk, tapped, tile_dp, shown, groups
        self._page: Callable[[int, int], list[Any]] = lambda _offset, _limit: []
        self._chunks: dict[int, list[Any]] = {}
        self._in_cart: dict[str, int] = {}
        super().__init__(Tile, self._show_tile, self._tap, gap_dp=look.gap, pitch_dp=TILE_DP, **kwargs)
        self.fbind("size", self._measure)

    def _measure(self, *_args: object) -> None:
        """As many columns of 12 mm and more as read well, and whole rows down to the dots."""
        columns = max(2, int((self.width + self.gap) // look.px(self._tile_dp)))
        rows = max(1, int((self.height - look.px(DOTS_DP) + self.gap) // look.px(TILE_DP)))
        self.divide(columns, rows)
        self.show(self.count)

    def use(self, count: int, page: Callable[[int, int], list[Any]], *, keep: bool = False) -> None:
        """Show another list."""
        self._page = page
        self._chunks.clear()
        self._in_cart = self._desk.cart.quantity_of()
        self.show(count, keep=keep)

    def thing(self, index: int) -> Any | None:
        """Return what is in a place of the list."""
        chunk, rest = divmod(index, CHUNK)
        if chunk not in self._chunks:
            self._chunks[chunk] = self._page(chunk * CHUNK, CHUNK)
        things = self._chunks[chunk]
        return things[rest] if rest < len(things) else None

    def refresh_badges(self) -> None:
        """Draw again the tiles whose number in the cart changed."""
        now = self._desk.cart.quantity_of()
        changed = {key for key in now.keys() | self._in_cart.keys() if now.get(key) != self._in_cart.get(key)}
        self._in_cart = now
        for cell in self.cells:
            thing = self.thing(cell.index) if changed and cell.index >= 0 else None
            if isinstance(thing, Variant) and (thing.key in changed or thing.options):
                self._show_tile(cell, cell.index)

    def _show_tile(self, tile: Tile, index: int) -> None:
        thing = self.thing(index)
        if isinstance(thing, Variant):
            tile.fill(self._goods(thing))
        elif isinstance(thing, Category):
            tile.fill(goods_of_category(thing))
        elif thing is not None and self._shown is not None:
            tile.fill(self._shown(thing))

    def _goods(self, variant: Variant) -> Goods:
        category = self._desk.app.category(variant.category)
        currency = self._desk.till.shop.currency
        has_product = self._groups and variant.options
        product = self._desk.till.catalogue.product(variant.product) if has_product else None
        if product is None:
            return goods_of(variant, category, currency, self._in_cart.get(variant.key, 0))
        in_cart = sum(self._in_cart.get(one.key, 0) for one in product.variants)
        return goods_of_product(product, category, currency, in_cart)

    def _tap(self, index: int) -> None:
        thing = self.thing(index)
        if thing is not None:
            self._told(thing)
