"""What a finger does, by the words it looks for."""

from __future__ import annotations

from typing import Any


def cell(stage: Any, text: str) -> Any:
    """The chip or row that says so."""
    from appliance.ui.widgets.chips import Chip
    from appliance.ui.widgets.row import Row

    stage.settle(0.05)
    for widget in stage.widgets():
        if isinstance(widget, Chip) and widget.index >= 0 and widget.text == text:
            return widget
        if isinstance(widget, Row) and widget.index >= 0 and widget._text.title == text:
            return widget
    raise AssertionError(f"nothing says {text}")


def tap(stage: Any, *texts: str) -> None:
    for text in texts:
        stage.tap_on(cell(stage, text))


def push(stage: Any, text: str) -> None:
    """Tap a button, once it is where it belongs."""
    stage.settle(0.05)
    stage.tap_on(stage.button(text))


def keys(stage: Any, text: str) -> None:
    for key in text:
        push(stage, key)


def tap_tile(stage: Any, key: str) -> None:
    """Turn to the favourite's page and tap it."""
    grid = stage.desk.screen.grid
    place = next(n for n in range(grid.count) if getattr(grid.thing(n), "key", "") == key)
    grid.see(place)
    stage.tap_on(stage.tile(place))


def foot(stage: Any) -> None:
    stage.settle(0.05)
    stage.tap_on(stage.desk.cart.ids.foot)


def names(stage: Any) -> list[str]:
    return [line.item.name for line in stage.till.sale.lines]
