"""A sheet of stock: what was counted, came, was lost or is wanted, until it is booked as one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .catalogue import Variant

COUNT, RECEIVE, ADJUST, TRANSFER = KINDS = ("count", "receive", "adjust", "transfer")


@dataclass
class SheetLine:
    """So much of a variant; expected_milli is what was thought to be there when the line was last touched."""

    variant: str
    name: str
    unit: str
    quantity_milli: int
    expected_milli: int | None = None

    @property
    def difference_milli(self) -> int | None:
        """Return how much more (or less) is there than was thought; None where nobody knew."""
        return None if self.expected_milli is None else self.quantity_milli - self.expected_milli


class Sheet:
    """Lines by variant, the one touched last on top; kept on disk by whoever changes it."""

    def __init__(self, kind: str, document: str) -> None:
        self.kind = kind
        self.document = document
        self.lines: list[SheetLine] = []
        self.reason = ""
        self.store = ""  # where a transfer is wanted from, "" for wherever there is some
        self.transfer = ""  # the transfer that came

    def line(self, variant: str) -> SheetLine | None:
        """Return the line of a variant."""
        return next((line for line in self.lines if line.variant == variant), None)

    def put(self, variant: Variant, quantity_milli: int, expected_milli: int | None) -> SheetLine:
        """Set how much of a variant there is and bring its line to the top."""
        line = self.line(variant.key)
        if line is None:
            line = SheetLine(variant.key, variant.name, variant.unit, 0)
        else:
            self.lines.remove(line)
        self.lines.insert(0, line)
        line.quantity_milli, line.expected_milli = quantity_milli, expected_milli
        return line

    def remove(self, variant: str) -> None:
        """Take a variant off the sheet."""
        self.lines = [line for line in self.lines if line.variant != variant]

    @property
    def pieces_milli(self) -> int:
        """Return how much is on the sheet altogether."""
        return sum(abs(line.quantity_milli) for line in self.lines)

    def snapshot(self) -> dict[str, Any]:
        """Return the sheet as plain data."""
        return {**vars(self), "lines": [vars(line) for line in self.lines]}

    @classmethod
    def restored(cls, data: dict[str, Any]) -> Sheet:
        """Return the sheet a snapshot was made of; raises KeyError or TypeError where it was not."""
        sheet = cls(data["kind"], data["document"])
        sheet.reason, sheet.store, sheet.transfer = data["reason"], data["store"], data["transfer"]
        sheet.lines = [SheetLine(**line) for line in data["lines"]]
        return sheet
