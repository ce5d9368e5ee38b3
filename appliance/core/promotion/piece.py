"""What promotions count: the pieces of a sale's lines."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class PricedLine:
    """A line as a promotion sees it: what, how much (negative: coming back), and its price before anything is off."""

    def __init__(
        self, number: int, variant: str, category: str, quantity_milli: int, unit_minor: int, before_minor: int
    ) -> None:
        self.number = number
        self.variant = variant
        self.category = category
        self.quantity_milli = quantity_milli
        self.unit_minor = unit_minor
        self.before_minor = before_minor

    @property
    def is_counted(self) -> bool:
        """Whether it is so many pieces of one price; what is weighed or carries a label's price is one piece."""
        return self.quantity_milli % 1000 == 0 and self.unit_minor * self.quantity_milli == self.before_minor * 1000


class Run:
    """Pieces of one line that cost the same; only counted pieces (`is_counted`) make up sets."""

    def __init__(self, line: PricedLine, left_minor: int, is_whole: bool) -> None:
        self.line = line
        self.is_counted = line.is_counted and not is_whole
        self.count = line.quantity_milli // 1000 if self.is_counted else 1
        self.value_minor = left_minor // self.count


def runs_of(lines: "Iterable[PricedLine]", left: "dict[int, int]", is_whole: bool = False) -> list[Run]:
    """Return the lines' pieces, the most expensive first, in an order that does not depend on that of the lines.

    left: what each line costs by now, by its number; is_whole: every line counts as one piece.
    """
    runs = [Run(line, left[line.number], is_whole) for line in lines]
    return sorted(runs, key=lambda run: (-run.value_minor, run.line.variant, run.line.number))
