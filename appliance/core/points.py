"""Loyalty points: earned by the money that is paid, spent as money, and undone with the sale they belong to."""

from .errors import N_, LapakError
from .rounding import DOWN, divide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Body = dict[str, Any]


class PointsShort(LapakError):
    """More points than the customer has, or than the sale can take."""

    code = "points.short"
    text = N_("At most {points} points can be spent here.")


class Loyalty:
    """What the owner gives: a point for every so much that was paid, and what a point pays. Zero is none of it."""

    def __init__(self, earn_minor_per_point: int = 0, value_minor: int = 0) -> None:
        self.earn_minor_per_point = earn_minor_per_point
        self.value_minor = value_minor

    def earned(self, total_minor: int, spent_minor: int = 0) -> int:
        """Return the points for a sale of which spent_minor were paid with points: those earn none."""
        if not self.earn_minor_per_point:
            return 0
        return max(0, divide(total_minor - spent_minor, self.earn_minor_per_point, DOWN))

    def most(self, points: int, due_minor: int) -> int:
        """Return how many of a customer's points a sale can take: points give no change."""
        if self.value_minor <= 0:
            return 0
        return max(0, min(points, due_minor // self.value_minor))

    def worth_minor(self, points: int) -> int:
        """Return what points pay."""
        return points * self.value_minor

    def spend(self, points: int, has: int, due_minor: int) -> int:
        """Return what so many of the customer's points pay of what is due, or raise PointsShort."""
        most = self.most(has, due_minor)
        if not 0 < points <= most:
            raise PointsShort(points=most)
        return self.worth_minor(points)


def undone(points: int, total_minor: int, before_minor: int, now_minor: int) -> int:
    """Return how many points are undone when now_minor of the total behind them comes back, after before_minor did.

    Each refund undoes what is due up to and with it, less what was undone before: all together, exactly `points`.
    """
    if total_minor <= 0:
        return 0
    upto, before = min(total_minor, before_minor + now_minor), min(total_minor, before_minor)
    return divide(points * upto, total_minor, DOWN) - divide(points * before, total_minor, DOWN)


def points_of_refund(sale: "Body", before_minor: int, now_minor: int, given_minor: int, giving_minor: int) -> "Body":
    """Return the `points` of a refund of a sale's body: what was earned is taken back, what was spent is given back.

    before_minor and now_minor: how much of the sale's total came back before and comes back now; given_minor and
    giving_minor: how much of what was paid with points. All of them above zero.
    """
    points = sale.get("points") or {}
    paid = sum([tender["amount_minor"] for tender in sale["tenders"] if tender["kind"] == "points"])
    return {
        "earned": -undone(points.get("earned", 0), sale["total_minor"], before_minor, now_minor),
        "spent": -undone(points.get("spent", 0), paid, given_minor, giving_minor),
    }
