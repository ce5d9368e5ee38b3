"""The slip of the trouble screen: every kind of print a receipt uses, so that an eye sees at once what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.errors import N_
from appliance.core.receipt import BOLD, LARGE, Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.receipt import ReceiptLine
    from appliance.core.symbol import Symbol

TITLE, EDGES, KNIFE = N_("Test slip"), N_("Both edges must be readable:"), N_("The knife cuts below this line.")
SCRIPTS = ("Indonesia", "العربية", "ไทย", "中文", "😀 🍦")  # words of other scripts are drawn, not printed as text


def trial_slip(columns: int, shop: str, when: str, translate: Callable[[str], str]) -> list[ReceiptLine | Symbol]:
    """Return the slip for a printer of so many columns; translate gives a word in the shop's language."""
    out = Writer(columns)
    out.centre(translate(TITLE), LARGE)
    out.centre(shop)
    out.centre(when)
    out.rule()
    out.text(translate(EDGES))
    out.text("".join(str(number % 10) for number in range(1, columns + 1)))
    out.pair("A", "Z", BOLD)
    for word in SCRIPTS:
        out.pair(word, "12.345")
    out.rule()
    out.text(translate(KNIFE))
    return out.lines
