"""Choosing by picture: categories over a grid, without anything a shopper cannot buy alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from appliance.ui._theme import look
from appliance.ui.screens.pane import Pane
from appliance.ui.text import _
from appliance.ui.widgets.grid import ProductGrid
from appliance.ui.widgets.pager import DOTS_DP
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.tab import Tab

TAB_DP = 132
TILE_DP, WIDE_DP = 196, 184  # large enough to know a product by its picture


class PictureGrid(ProductGrid):
    """Fewer and larger tiles than a cashier has."""

    def _measure(self, *_args: object) -> None:
        columns = max(2, int((self.width + self.gap) // look.px(WIDE_DP)))
        rows = max(1, int((self.height - look.px(DOTS_DP) + self.gap) // look.px(TILE_DP)))
        self.divide(columns, rows)
        self.show(self.count)


class Browse(Pane):
    """A tap puts one of it into the basket."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._categories = self.desk.till.catalogue.categories()
        self._open: str | None = None
        self._tabs = Recycler(Tab, self._show_tab, self._choose, across=True, pitch_dp=TAB_DP, gap_dp=look.gap)
        self._tabs.size_hint_y, self._tabs.height = None, look.px(look.key)
        self.grid = PictureGrid(self.desk, self.desk.add)
        self.add_widget(self._tabs)
        self.add_widget(self.grid)
        self.reload()

    def reload(self) -> None:
        """Read the products again."""
        self._categories = self.desk.till.catalogue.categories()
        keys = [category.key for category in self._categories]
        if self._open not in keys:
            self._open = None if self.desk.till.catalogue.count(None) or not keys else keys[0]
        self._tabs.show(len(keys) + 1)
        self._load(keep=True)

    def refresh(self) -> None:
        """Show what is in the basket on the tiles."""
        self.grid.refresh_badges()

    def _load(self, *, keep: bool = False) -> None:
        catalogue = self.desk.till.catalogue
        self.grid.use(catalogue.count(self._open), partial(catalogue.page, self._open), keep=keep)

    def _show_tab(self, tab: Tab, index: int) -> None:
        if index == 0:
            tab.fill(_("Popular"), "star", "", is_open=self._open is None)
        else:
            category = self._categories[index - 1]
            tab.fill(category.name, "", category.color, is_open=self._open == category.key)

    def _choose(self, index: int) -> None:
        self._open = None if index == 0 else self._categories[index - 1].key
        self._tabs.show(len(self._categories) + 1)
        self._load()
