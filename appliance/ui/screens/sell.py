"""Sell: categories over a grid of pictures; a tap adds to the cart."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.till.catalogue import Category
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.grid import ProductGrid
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.tab import Tab
from appliance.ui.zones.cart import Empty

from .pane import Pane

if TYPE_CHECKING:
    from appliance.till.catalogue import Catalogue, Variant

Builder.load_file(str(Path(__file__).with_name("sell.kv")))

TAB_DP = 118


class Favourites:
    """The favourites, then a tile for each category."""

    def __init__(self, catalogue: Catalogue, count: int, categories: list[Category]) -> None:
        self._catalogue, self._count, self._categories = catalogue, count, categories

    def __len__(self) -> int:
        return self._count + len(self._categories)

    def page(self, offset: int, limit: int) -> list[Variant | Category]:
        """Return a part of them."""
        found = list(self._catalogue.page(None, offset, limit)) if offset < self._count else []
        left = limit - len(found)
        first = max(0, offset - self._count)
        return [*found, *(self._categories[first : first + left] if offset + limit > self._count else ())]


class Sell(Pane):
    """The products; where a till spends its day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._open: str | None = None
        self._categories: list[Any] = []
        self._tabs = Recycler(Tab, self._show_tab, self._choose, across=True, pitch_dp=TAB_DP, gap_dp=look.gap)
        self._orders = BigButton(kind="info", icon="package", size_dp=look.small, size_hint_x=None, width=look.px(92))
        self._orders.bind(on_tap=lambda _button: self.desk.show("orders"))
        self.ids.head.add_widget(self._tabs)
        self.grid = ProductGrid(self.desk, self._tapped)
        self._empty = Empty(icon="package")
        self.add_widget(self.grid)
        self.reload()

    def reload(self) -> None:
        """Read the categories and the products again."""
        catalogue = self.desk.till.catalogue
        self._categories = catalogue.categories()
        keys = [category.key for category in self._categories]
        if self._open is not None and self._open not in keys:
            self._open = None
        if self._open is None and keys and not catalogue.count(None):
            self._open = keys[0]
        self._tabs.show(len(keys) + 1)
        self._load(keep=True)
        self.refresh()

    def refresh(self) -> None:
        """Show what the cart holds on the tiles, and the orders that wait."""
        self.grid.refresh_badges()
        orders = self.desk.state.orders
        self._orders.text = ngettext("{n} order", "{n} orders", orders)
        self._orders.kind = "warn" if self.desk.state.late_orders else "info"
        if orders and self._orders.parent is None:
            self.ids.head.add_widget(self._orders)
        elif not orders and self._orders.parent is not None:
            self.ids.head.remove_widget(self._orders)

    def _load(self, *, keep: bool = False) -> None:
        catalogue = self.desk.till.catalogue
        count = catalogue.count(self._open)
        if self._open is None and count:
            favourites = Favourites(catalogue, count, self._categories)
            count = len(favourites)
            self.grid.use(count, favourites.page, keep=keep)
        else:
            self.grid.use(count, partial(catalogue.page, self._open), keep=keep)
        wanted, other = (self.grid, self._empty) if count else (self._empty, self.grid)
        self._empty.text = (
            _("No favourites yet. Choose a category above, or mark favourites in the back office.")
            if self._open is None
            else _("Nothing in this category yet. Add products in the back office.")
        )
        if wanted.parent is None:
            self.remove_widget(other)
            self.add_widget(wanted)

    def _show_tab(self, tab: Tab, index: int) -> None:
        if index == 0:
            tab.fill(_("Favourites"), "star", "", is_open=self._open is None)
            return
        category = self._categories[index - 1]
        tab.fill(category.name, "", category.color, is_open=self._open == category.key)

    def _tapped(self, thing: Variant | Category) -> None:
        if isinstance(thing, Category):
            keys = [category.key for category in self._categories]
            self._choose(keys.index(thing.key) + 1)
            self._tabs.see(keys.index(thing.key) + 1)
        else:
            self.desk.add(thing)

    def _choose(self, index: int) -> None:
        self._open = None if index == 0 else self._categories[index - 1].key
        self._tabs.show(len(self._categories) + 1)
        self._load()
