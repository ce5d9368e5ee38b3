"""An order on the packing table: which of its goods are in the box already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .board import Order, OrderLine


@dataclass
class PickLine:
    """A line of the order (`number` from 1) and how much of it is in the box."""

    number: int
    line: OrderLine
    picked_milli: int = 0

    @property
    def left_milli(self) -> int:
        """Return how much is still missing."""
        return self.line.quantity_milli - self.picked_milli

    @property
    def is_done(self) -> bool:
        """Whether all of it is in the box."""
        return self.left_milli <= 0

    @property
    def step_milli(self) -> int:
        """Return how much one scan stands for: a piece, or all of what is weighed."""
        return min(1000, self.left_milli) if self.line.quantity_milli % 1000 == 0 else self.left_milli


class Picking:
    """The order as it lies on the table."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.lines = [PickLine(number, line) for number, line in enumerate(order.lines, 1)]
        if order.stage in {"picked", "packed", "handed_over"}:
            for line in self.lines:
                line.picked_milli = line.line.quantity_milli

    @property
    def is_done(self) -> bool:
        """Whether everything is in the box."""
        return all(line.is_done for line in self.lines)

    @property
    def picked_milli(self) -> int:
        """Return how much is in the box."""
        return sum(line.picked_milli for line in self.lines)

    def line(self, number: int) -> PickLine:
        """Return a line by its number."""
        return self.lines[number - 1]

    def lines_of(self, variant: str, gtin14: str, text: str) -> list[PickLine]:
        """Return the lines a scan may mean: of this variant, under this code, or with this SKU."""
        return [line for line in self.lines if _is_of(line.line, variant, gtin14, text)]

    def body_lines(self) -> list[dict[str, Any]]:
        """Return what is in the box as an entry tells it."""
        return [
            {"line": line.number, "variant": line.line.variant, "quantity_milli": line.line.quantity_milli}
            for line in self.lines
            if line.line.quantity_milli > 0
        ]

    def snapshot(self) -> dict[str, Any]:
        """Return the progress as plain data."""
        picked = {str(line.number): line.picked_milli for line in self.lines if line.picked_milli}
        return {"order": self.order.key, "picked": picked}

    def restore(self, data: dict[str, Any]) -> None:
        """Take the progress of a snapshot, as far as the order still has these lines."""
        for number, milli in data.get("picked", {}).items():
            if number.isdigit() and 1 <= int(number) <= len(self.lines):
                line = self.line(int(number))
                line.picked_milli = min(int(milli), line.line.quantity_milli)


def _is_of(line: OrderLine, variant: str, gtin14: str, text: str) -> bool:
    by_code = bool(gtin14) and line.barcode.rjust(14, "0") == gtin14 if line.barcode else False
    return (bool(variant) and line.variant == variant) or by_code or (bool(text) and line.sku == text)
