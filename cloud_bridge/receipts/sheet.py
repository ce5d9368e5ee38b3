"""A receipt as blocks of rows for a page, written by the code that writes it on paper: the figures are the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from appliance.core import receipt_blocks
from appliance.core.receipt import NORMAL, Writer
from appliance.core.receipt_blocks import Slip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from appliance.core.receipt import Heading

BLOCKS = ("people", "lines", "sums", "tenders", "taxes", "legends", "points", "note", "foot")
GAP = re.compile(r" +")


class Row(NamedTuple):
    """A row of a block: text on the left, `detail` below it, amounts on the right; `is_part` of the row above."""

    left: str
    cells: Sequence[str] = ()
    weight: str = NORMAL
    is_part: bool = False
    detail: str = ""


class Sheet(Writer):
    """Takes what a block writes, without cutting it to columns."""

    def __init__(self) -> None:
        super().__init__(0)
        self.rows: list[Row] = []

    def text(self, text: str, weight: str = NORMAL) -> None:
        """Keep a text."""
        self.rows.append(Row(text.strip(), (), weight, text.startswith(" ")))

    def centre(self, text: str, weight: str = NORMAL) -> None:
        """Keep a text; where it stands is for the page to say."""
        self.text(text, weight)

    def pair(self, left: str, right: str, weight: str = NORMAL) -> None:
        """Keep a text and its amount."""
        self.rows.append(Row(left.strip(), (right,), weight, left.startswith(" ")))

    def rule(self) -> None:
        """Leave lines to the page."""


def blocks(body: dict[str, Any], heading: Heading, when: str, words: dict[str, str], **about: Any) -> dict[str, Any]:
    """Return the rows of every block by its name; `about` is as in core.sale_receipt."""
    currency: Currency | None = about.pop("currency", None)
    said = {"marks": [], "customer": "", "fingerprint": "", "title": "", "link": "", "legends": {}, **about}
    slip = Slip(body, heading, when, 0, words, {**said, "currency": currency})
    found: dict[str, Any] = {}
    for name in BLOCKS:
        sheet = Sheet()
        slip.out = sheet
        getattr(receipt_blocks, name)(slip)
        found[name] = sheet.rows
    found["taxes"] = [row._replace(cells=GAP.split(row.cells[0])) for row in found["taxes"]]
    return found
