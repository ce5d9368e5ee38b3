"""Cash: rounding to coins that exist, change, and the sums a customer is likely to hand over."""

from .rounding import DOWN, HALF_UP, divide, to_step
from .tender import CASH, Tender


class CashRounding:
    """How a country or a shop rounds what is paid in cash; step 1 means not at all."""

    def __init__(self, step_minor: int = 1, mode: str = HALF_UP) -> None:
        self.step_minor = step_minor
        self.mode = mode

    def round(self, minor: int) -> int:
        """Return the amount in coins that exist; a refund is the mirror of a sale."""
        return to_step(minor, self.step_minor, self.mode)


class Settlement:
    """How a payment in nothing but cash ends: paid = due + rounding, tendered - change = paid."""

    tip_minor = 0

    def __init__(self, due_minor: int, rounding_minor: int, tendered_minor: int, change_minor: int) -> None:
        self.due_minor = due_minor
        self.rounding_minor = rounding_minor
        self.tendered_minor = tendered_minor
        self.change_minor = change_minor

    @property
    def paid_minor(self) -> int:
        """What stays in the drawer."""
        return self.due_minor + self.rounding_minor

    def settled_tenders(self) -> list[Tender]:
        """Return the one tender it is booked as."""
        return [Tender("", CASH, self.paid_minor, self.tendered_minor, self.change_minor)]


def settle(due_minor: int, tendered_minor: int, rounding: CashRounding) -> "Settlement | None":
    """Return how handing over tendered_minor settles what is due in cash, or None if it is too little.

    Only this cash part is rounded. Whoever hands over the exact sum in small coins is served without rounding.
    """
    if tendered_minor == due_minor:
        return Settlement(due_minor, 0, tendered_minor, 0)
    rounded = rounding.round(due_minor)
    if tendered_minor < rounded:
        return None
    return Settlement(due_minor, rounded - due_minor, tendered_minor, tendered_minor - rounded)


def likely_sums(due_minor: int, notes: list[int], most: int = 5) -> list[int]:
    """Return the sums above due_minor that notes can make, smallest first: what to print on the quick buttons."""
    sums = {divide(due_minor + note - 1, note, DOWN) * note for note in notes}
    return sorted(s for s in sums if s > due_minor)[:most]
