"""Rights to sell what is scarce: each unit may be sold by exactly one holder, and a right moves by message.

A right is counted by numbers that only grow and of which each has one writer: whoever hears one late, twice or out of
order keeps the larger one (docs/escrow.md has the argument). All quantities are thousandths.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Body = dict[str, Any]

WHOLE_MILLI = 1000
SALES = ("sale.completed", "sale.refunded")


class Rights:
    """What one holder was granted, gave back, used, and got with goods that came back from buyers.

    The bridge writes `granted`; the holder writes the other three.
    """

    def __init__(
        self, granted_milli: int = 0, returned_milli: int = 0, used_milli: int = 0, back_milli: int = 0
    ) -> None:
        self.granted_milli = granted_milli
        self.returned_milli = returned_milli
        self.used_milli = used_milli
        self.back_milli = back_milli

    @property
    def left_milli(self) -> int:
        """How much may still be sold; below nothing where more was sold before anybody knew that it is scarce."""
        return self.granted_milli + self.back_milli - self.returned_milli - self.used_milli

    def merged(self, other: "Rights") -> "Rights":
        """Return what is known once both were heard, in whatever order and however often."""
        return Rights(
            max(self.granted_milli, other.granted_milli),
            max(self.returned_milli, other.returned_milli),
            max(self.used_milli, other.used_milli),
            max(self.back_milli, other.back_milli),
        )

    def returned_for(self, asked_milli: int, kept_milli: int) -> int:
        """Return what `returned` grows to when it is asked to reach `asked_milli` and so much is needed here."""
        spare_milli = max(0, self.left_milli - max(0, kept_milli))
        return self.returned_milli + max(0, min(asked_milli - self.returned_milli, spare_milli))


def used(kind: str, body: "Body") -> "dict[str, tuple[int, int]]":
    """Return what an entry adds to a till's (used, back), by variant; a sale that is made undone gives back."""
    found: dict[str, tuple[int, int]] = {}
    sign = 1 if kind in SALES else -1 if kind == "sale.voided" else 0
    if not sign or body.get("is_training"):
        return found
    for line in body["lines"]:
        milli = sign * line["quantity_milli"]
        if line["variant"]:
            sold, back = found.get(line["variant"], (0, 0))
            found[line["variant"]] = (sold + max(0, milli), back + max(0, -milli))
    return found


def share(pool_milli: int, need_milli: int) -> int:
    """Return what whoever needs so much gets of the pool: half of it in whole units, what is needed if that is more."""
    half_milli = pool_milli // 2 // WHOLE_MILLI * WHOLE_MILLI
    return max(0, min(pool_milli, max(need_milli, half_milli)))
