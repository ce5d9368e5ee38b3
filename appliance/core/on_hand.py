"""What journal entries do to the goods on the shelves of the store they were written in."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Body = dict[str, Any]

# +1: what a line says came; -1: it went.
SIGNS = {
    "sale.completed": -1,
    "sale.refunded": -1,  # its lines are negative: goods that come back
    "sale.voided": 1,  # its lines are those of the sale that is undone
    "stock.received": 1,
    "stock.adjusted": 1,
    "order.handed_over": -1,
}


class Change:
    """A variant's stock is more or less by quantity_milli; or, when it was counted, exactly that."""

    def __init__(self, variant: str, quantity_milli: int, is_count: bool = False) -> None:
        self.variant = variant
        self.quantity_milli = quantity_milli
        self.is_count = is_count

    def after(self, on_hand_milli: int) -> int:
        """Return what is on hand then."""
        return self.quantity_milli if self.is_count else on_hand_milli + self.quantity_milli


def changes(kind: str, body: "Body") -> list[Change]:
    """Return what an entry of this type changes, in order; most types change nothing."""
    if kind == "stock.counted":
        return [Change(line["variant"], line["quantity_milli"], True) for line in body["lines"]]
    sign = SIGNS.get(kind, 0)
    if not sign or body.get("is_training"):
        return []
    return [Change(line["variant"], sign * line["quantity_milli"]) for line in body["lines"] if line["variant"]]
