"""A sale while it is open: lines, discounts, and what they come to."""

from .discount import Discount, in_turn
from .errors import N_, LapakError
from .quantity import quantity_text
from .rounding import divide, spread
from .tax import TaxClass
from .totals import PER_LINE, Totals, discounted, total_of

MOST_MILLI = 1_000_000_000  # a million of anything: past that it was a scan into the wrong field
MOST_MINOR = 10**12


class QuantityImpossible(LapakError):
    """A quantity nobody buys."""

    code = "sale.quantity"
    text = N_("{quantity} is not a quantity this till sells. Type the quantity again.")


class LineUnknown(LapakError):
    """A line that is not in the sale, because it was just removed."""

    code = "sale.line"
    text = N_("Line {line} is no longer in this sale.")


class SaleTooLarge(LapakError):
    """A total no till should take."""

    code = "sale.too_large"
    text = N_("The sale is larger than this till may take. Check the quantities.")


class Item:
    """What is being sold: a variant as the catalogue has it at this moment."""

    def __init__(
        self,
        variant: str,
        sku: str,
        name: str,
        price_minor: int,
        tax_class: TaxClass,
        *,
        unit: str = "pcs",
    ) -> None:
        self.variant = variant
        self.sku = sku
        self.name = name
        self.price_minor = price_minor
        self.tax_class = tax_class
        self.unit = unit

    @property
    def is_weighed(self) -> bool:
        """Whether it is sold by weight or measure and never simply counted."""
        return self.unit != "pcs"


class Line:
    """Some of an item; `number` never changes and is never used again within its sale."""

    def __init__(self, number: int, item: Item, quantity_milli: int) -> None:
        self.number = number
        self.item = item
        self.quantity_milli = quantity_milli
        self.label_minor: int | None = None  # a scale label's price is the line's price, whatever the weight rounds to
        self.discount: Discount | None = None

    @property
    def before_minor(self) -> int:
        """The price before the line's discount."""
        if self.label_minor is not None:
            return self.label_minor
        return divide(self.item.price_minor * self.quantity_milli, 1000)

    @property
    def off_minor(self) -> int:
        """What the line's discount takes off."""
        return self.discount.off(self.before_minor) if self.discount else 0

    @property
    def price_minor(self) -> int:
        """The price after the line's discount, as its tags say: with or without tax."""
        return self.before_minor - self.off_minor


class Sale:
    """An open sale; `key` is its identity from the first line to the bridge's books."""

    def __init__(self, key: str, opened_at_ms: int, policy: str = PER_LINE) -> None:
        self.key = key
        self.opened_at_ms = opened_at_ms
        self.policy = policy
        self.lines: list[Line] = []
        self.discounts: list[Discount] = []
        self.last_number = 0

    def add(self, item: Item, quantity_milli: int = 1000, label_minor: "int | None" = None) -> Line:
        """Add some of an item and return its line; counted goods that are in the sale already grow by that much."""
        self._check(item, quantity_milli)
        if label_minor is None and not item.is_weighed:
            for line in self.lines:
                same = line.item.variant == item.variant and line.item.price_minor == item.price_minor
                if same and line.discount is None and line.label_minor is None:
                    self._check(item, line.quantity_milli + quantity_milli)
                    line.quantity_milli += quantity_milli
                    return line
        self.last_number += 1
        line = Line(self.last_number, item, quantity_milli)
        line.label_minor = label_minor
        self.lines.append(line)
        return line

    def _check(self, item: Item, quantity_milli: int) -> None:
        if not 0 < quantity_milli <= MOST_MILLI or (not item.is_weighed and quantity_milli % 1000):
            raise QuantityImpossible(quantity=quantity_text(quantity_milli))
        if abs(item.price_minor * quantity_milli) > MOST_MINOR * 1000:
            raise SaleTooLarge()

    def line(self, number: int) -> Line:
        """Return a line by its number, or raise LineUnknown."""
        for line in self.lines:
            if line.number == number:
                return line
        raise LineUnknown(line=number)

    def set_quantity(self, number: int, quantity_milli: int) -> Line:
        """Change how much of a line is sold; a scale label's price no longer holds after that."""
        line = self.line(number)
        self._check(line.item, quantity_milli)
        line.quantity_milli = quantity_milli
        line.label_minor = None
        return line

    def remove(self, number: int) -> Line:
        """Take a line out and return it."""
        line = self.line(number)
        self.lines.remove(line)
        return line

    def put_back(self, line: Line, index: int) -> None:
        """Undo a removal."""
        self.lines.insert(index, line)

    def discount_line(self, number: int, discount: "Discount | None") -> Line:
        """Set or clear a line's discount."""
        line = self.line(number)
        line.discount = discount
        return line

    def totals(self) -> Totals:
        """Return what the sale comes to, before any cash rounding."""
        before = self._undiscounted()
        return discounted(before, sum(self._offs(before))) if self.discounts else before

    def offs(self) -> list[int]:
        """Return what each of the order's discounts takes off the total."""
        return self._offs(self._undiscounted()) if self.discounts else []

    def shares(self) -> list[int]:
        """Return what the order's discounts take off each line, to the last unit."""
        if not self.discounts:
            return [0] * len(self.lines)
        return spread(sum(self.offs()), [line.price_minor for line in self.lines])

    def _undiscounted(self) -> Totals:
        return total_of(
            [(line.item.tax_class, line.price_minor, line.quantity_milli) for line in self.lines], self.policy
        )

    def _offs(self, before: Totals) -> list[int]:
        return in_turn(before.total_minor, self.discounts)
