"""From the lines of a sale to what its promotions take off each of them."""

from appliance.core.rounding import spread

from .best import best
from .index import Promotions
from .piece import runs_of
from .rule import PERCENT_EACH, SUM, Promotion, coupon_text
from .take import uses
from .when import Moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .piece import PricedLine, Run
    from .take import Use


class Applied:
    """What a promotion takes off a line: its key, what is printed, the line's number, how much (above zero)."""

    def __init__(self, promotion: str, reason: str, number: int, off_minor: int) -> None:
        self.promotion = promotion
        self.reason = reason
        self.number = number
        self.off_minor = off_minor


def applied(
    lines: "Iterable[PricedLine]",
    promotions: "Iterable[Promotion]",
    at: Moment,
    customer_group: str = "",
    coupons: "Iterable[str]" = (),
) -> "list[Applied]":
    """Return what comes off each line, in the order of the lines' numbers; goods coming back take no part.

    promotions: a `Promotions` where the same ones are asked again and again, or any of them. Neither the order of the
    lines nor that of the promotions matters. Exclusive ones come first, by priority, on pieces that none has used; the
    others then, by priority, each on what those before it left.
    """
    shelf = promotions if isinstance(promotions, Promotions) else Promotions(promotions)
    sold = [line for line in lines if line.quantity_milli > 0 and line.before_minor > 0]
    if not sold or not len(shelf):
        return []
    codes = [coupon_text(code) for code in coupons]
    spent = sum(line.before_minor for line in sold)
    table = _Table(sold)
    found = shelf.about(sold, lambda rule: rule.holds(at, customer_group, codes, spent))
    for priority in sorted({rule.priority for rule, _ in found}, reverse=True):
        table.share([one for one in found if one[0].is_exclusive and one[0].priority == priority])
    for rule, named in found:
        if not rule.is_exclusive:
            table.add(rule, named)
    return table.applied()


class _Table:
    """What is left of each line, and what came off it for which promotion."""

    def __init__(self, sold: "list[PricedLine]") -> None:
        self._left = {line.number: line.before_minor for line in sold}
        self._runs = runs_of(sold, self._left)
        self._places = {run.line.number: index for index, run in enumerate(self._runs)}
        self._free = [run.count for run in self._runs]
        self._offs: dict[tuple[int, int], Applied] = {}
        self._ranks: dict[str, int] = {}

    def share(self, exclusive: "list[tuple[Promotion, list[PricedLine]]]") -> None:
        """Let exclusive promotions of one priority have the pieces that are free."""
        contest = [(rule, sorted([self._places[line.number] for line in named])) for rule, named in exclusive]
        for rule, use in best(contest, self._runs, self._free):
            self._take(rule, use, self._runs)

    def add(self, rule: Promotion, named: "list[PricedLine]") -> None:
        """Take a promotion that goes with others off what they have left of its lines."""
        is_whole = rule.kind in SUM or (rule.kind == PERCENT_EACH and not rule.limit)
        runs = runs_of(named, self._left, is_whole)
        for use in uses(rule, runs, list(range(len(runs))), [run.count for run in runs]):
            self._take(rule, use, runs)

    def _take(self, rule: Promotion, use: "Use", runs: "list[Run]") -> None:
        weights = [runs[index].value_minor * count for index, count in use.takes]
        rank = self._ranks.setdefault(rule.key, len(self._ranks))
        for (index, _), off in zip(use.takes, spread(use.off_minor, weights)):
            if not off:
                continue
            number = runs[index].line.number
            self._left[number] -= off
            place = (number, rank)
            if place in self._offs:
                self._offs[place].off_minor += off
            else:
                self._offs[place] = Applied(rule.key, rule.name, number, off)

    def applied(self) -> "list[Applied]":
        """Return everything that came off."""
        return [self._offs[place] for place in sorted(self._offs)]
