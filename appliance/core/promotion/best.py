"""The best that exclusive promotions of one priority can do together: every piece is used by at most one of them."""

from .rule import EACH, Promotion
from .take import Use, off_piece, uses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .piece import Run

    Contest = list[tuple[Promotion, list[int]]]  # a promotion and the runs it may use
    Chosen = list[tuple[Promotion, Use]]

MOST_LOOKS = 300  # how often a promotion is tried on what others leave, before the best so far is taken


def best(contest: "Contest", runs: "list[Run]", free: "list[int]") -> "Chosen":
    """Return the uses that together take the most off, and mark their pieces as used in `free`.

    How often each promotion is used is tried out, in their rank, where they want the same pieces; each is then used at
    most that often and takes the most expensive pieces. So one more piece never makes the others dearer.
    """
    floor = _Floor([one for one in contest if _is_free(one[0])], runs)
    chosen: Chosen = []
    for rivals in _rivals([one for one in contest if not _is_free(one[0])]):
        search = _Search(rivals, runs, floor)
        search.look(0, free, 0, [])
        if search.is_tired:
            search.try_greedy(free)
        chosen += search.chosen
        _mark([use for _, use in search.chosen], free)
    return chosen + floor.uses(free)


class _Floor:
    """What each piece gets off anyway from promotions for every piece, so that others must give more."""

    def __init__(self, singles: "Contest", runs: "list[Run]") -> None:
        self.offs = [0] * len(runs)
        self._rules: list[Promotion | None] = [None] * len(runs)
        for rule, eligible in singles:
            for index in eligible:
                off = off_piece(rule, runs[index].value_minor)
                if off > self.offs[index]:
                    self.offs[index] = off
                    self._rules[index] = rule

    def gain(self, use: Use) -> int:
        """Return how much more a use gives than its pieces get anyway."""
        return use.off_minor - sum(self.offs[index] * count for index, count in use.takes)

    def uses(self, free: "list[int]") -> "Chosen":
        """Return the uses of the pieces that are still free, and mark them."""
        chosen: Chosen = []
        for index, rule in enumerate(self._rules):
            if rule is not None and free[index]:
                chosen.append((rule, Use(self.offs[index] * free[index], [(index, free[index])])))
                free[index] = 0
        return chosen


class _Search:
    """A walk through how often each of some rivals is used."""

    def __init__(self, rivals: "Contest", runs: "list[Run]", floor: _Floor) -> None:
        self.chosen: Chosen = []
        self._rivals = rivals
        self._runs = runs
        self._floor = floor
        self._best = 0
        self._looks = 0

    @property
    def is_tired(self) -> bool:
        """Whether there are more ways than it may try."""
        return self._looks >= MOST_LOOKS

    def look(self, place: int, free: "list[int]", gain: int, chosen: "Chosen") -> None:
        """Try the rivals from a place on, each as often as it fits first."""
        if place == len(self._rivals) or self.is_tired:
            self._keep(gain, chosen)
            return
        self._looks += 1
        rule, eligible = self._rivals[place]
        found = uses(rule, self._runs, eligible, free)
        gains = [self._floor.gain(use) for use in found]
        is_last = place + 1 == len(self._rivals)
        for count in [_most(gains)] if is_last else range(len(found), -1, -1):
            left = list(free)
            _mark(found[:count], left)
            taken = [(rule, use) for use in found[:count]]
            self.look(place + 1, left, gain + sum(gains[:count]), chosen + taken)

    def try_greedy(self, free: "list[int]") -> None:
        """Try the rivals one after another, the one first that gives the most by itself."""
        alone = []
        for rank, (rule, eligible) in enumerate(self._rivals):
            gains = [self._floor.gain(use) for use in uses(rule, self._runs, eligible, free)]
            alone.append((-sum(gains[: _most(gains)]), rank))
        left, total, chosen = list(free), 0, []
        for _, rank in sorted(alone):
            rule, eligible = self._rivals[rank]
            found = uses(rule, self._runs, eligible, left)
            gains = [self._floor.gain(use) for use in found]
            count = _most(gains)
            _mark(found[:count], left)
            total += sum(gains[:count])
            chosen += [(rule, use) for use in found[:count]]
        self._keep(total, chosen)

    def _keep(self, gain: int, chosen: "Chosen") -> None:
        if gain > self._best:
            self._best, self.chosen = gain, chosen


def _mark(found: "list[Use]", free: "list[int]") -> None:
    """Note that the pieces of these uses are used."""
    for use in found:
        for index, count in use.takes:
            free[index] -= count


def _is_free(rule: Promotion) -> bool:
    """Say whether it wants nothing but single pieces, as many as there are."""
    return rule.kind in EACH and not rule.limit


def _most(gains: "list[int]") -> int:
    """Return after how many uses the sum of gains is greatest."""
    most = total = 0
    count = 0
    for number, gain in enumerate(gains, 1):
        total += gain
        if total > most:
            most, count = total, number
    return count


def _rivals(contest: "Contest") -> "list[Contest]":
    """Return the promotions in groups that have no run in common, each group in their rank."""
    groups: list[tuple[set[int], Contest]] = []
    for rule, eligible in contest:
        wanted, group = set(eligible), [(rule, eligible)]
        apart = []
        for others, members in groups:
            if wanted & others:
                wanted |= others
                group = members + group
            else:
                apart.append((others, members))
        groups = apart + [(wanted, group)]
    ranks = {rule.key: rank for rank, (rule, _) in enumerate(contest)}
    return [sorted(group, key=lambda member: ranks[member[0].key]) for _, group in groups]
