"""The percents a shop gives, as buttons; the one in force is filled, and a second tap takes it off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from appliance.core.discount import Discount
from appliance.ui._discounts import PERCENTS, PPM_PER_PERCENT
from appliance.ui.widgets.button import BigButton

if TYPE_CHECKING:
    from collections.abc import Callable


def fill_percents(
    box: Any, choose: Callable[[Discount | None], None], most: int = len(PERCENTS)
) -> dict[int, BigButton]:
    """Put a button for each percent into a box, or the first few; choose takes the discount, or None to take it off."""
    buttons = {}

    def tapped(percent: int, button: BigButton) -> None:
        is_off = button.kind == "primary"
        choose(None if is_off else Discount(ppm=percent * PPM_PER_PERCENT))

    for percent in PERCENTS[:most]:
        button = BigButton(text=f"{percent} %", size_dp=24)
        button.bind(on_tap=partial(tapped, percent))
        box.add_widget(button)
        buttons[percent] = button
    return buttons


def mark_percent(buttons: dict[int, BigButton], discount: Discount | None) -> None:
    """Fill the button of the discount in force."""
    ppm = discount.ppm if discount else 0
    for percent, button in buttons.items():
        button.kind = "primary" if percent * PPM_PER_PERCENT == ppm else "plain"
        button.bold = button.kind == "primary"
