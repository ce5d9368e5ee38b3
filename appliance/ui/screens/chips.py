"""A screen with rows of chips to choose from, and what it comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder

from appliance.ui.widgets.chips import ChipGrid, Section

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("chips.kv")))


class ChipPane(Pane):
    """Those who build on it give sections() and choose(section, chip)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.grid = ChipGrid(self.choose)
        self.add_widget(self.grid)

    def refresh(self) -> None:
        """Show the chips as they are now."""
        self.grid.use(self.sections())
        self.desk.cart.refresh_foot()

    def sections(self) -> list[Section]:
        """Return what is to be chosen from."""
        raise NotImplementedError

    def choose(self, section: int, chip: int) -> None:
        """Take a tap on a chip."""
        raise NotImplementedError

    def back(self) -> None:
        """Leave without adding anything."""
        self.desk.adding.cancel()
