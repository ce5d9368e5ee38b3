"""What one promotion takes: its uses one after another, each of so many pieces, each worth so much.

The most expensive pieces go first. A use never depends on the ones after it, so that any first part of the uses is
what the promotion gives when it may be used no more often than that.
"""

from appliance.core.discount import Discount

from .rule import AMOUNT_SUM, BUNDLE, EACH, N_FOR_M, SUM, Promotion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .piece import Run

    Takes = list[tuple[int, int]]  # the index of a run, how many of its pieces


class Use:
    """One use of a promotion: what comes off, and the pieces it uses."""

    def __init__(self, off_minor: int, takes: "Takes") -> None:
        self.off_minor = off_minor
        self.takes = takes


def uses(rule: Promotion, runs: "list[Run]", eligible: "list[int]", free: "list[int]") -> "list[Use]":
    """Return the uses of a promotion among the free pieces of these runs, as many as its limit allows."""
    if rule.kind in SUM:
        return _sum(rule, runs, eligible, free)
    if rule.kind in EACH:
        return _each(rule, runs, eligible, free)
    counted = [index for index in eligible if runs[index].is_counted and free[index]]
    if rule.kind == BUNDLE:
        return _bundles(rule, runs, counted, list(free))
    return _sets(rule, runs, counted, free)


def off_piece(rule: Promotion, value_minor: int) -> int:
    """Return what a promotion for every piece takes off one."""
    return Discount(rule.ppm, rule.minor).off(value_minor)


def _each(rule: Promotion, runs: "list[Run]", eligible: "list[int]", free: "list[int]") -> "list[Use]":
    found = []
    left = rule.limit
    for index in eligible:
        off = off_piece(rule, runs[index].value_minor)
        if not off:
            continue
        if not rule.limit:
            found.append(Use(off * free[index], [(index, free[index])]))
            continue
        count = min(left, free[index])
        left -= count
        found += [Use(off, [(index, 1)]) for _ in range(count)]
    return found


def _sum(rule: Promotion, runs: "list[Run]", eligible: "list[int]", free: "list[int]") -> "list[Use]":
    takes = [(index, free[index]) for index in eligible if free[index]]
    total = sum(runs[index].value_minor * count for index, count in takes)
    off = min(rule.minor, total) if rule.kind == AMOUNT_SUM else off_piece(rule, total)
    return [Use(off, takes)] if off else []


def _sets(rule: Promotion, runs: "list[Run]", counted: "list[int]", free: "list[int]") -> "list[Use]":
    """Return sets of `buy` pieces, whichever of the goods they are."""
    found: list[Use] = []
    takes: Takes = []
    missing = rule.buy
    for index in counted:
        left = free[index]
        while left:
            count = min(left, missing)
            takes.append((index, count))
            left -= count
            missing -= count
            if missing:
                break
            off = _off_set(rule, runs, takes)
            if off <= 0 or len(found) == rule.limit > 0:
                return found
            found.append(Use(off, takes))
            takes, missing = [], rule.buy
    return found


def _off_set(rule: Promotion, runs: "list[Run]", takes: "Takes") -> int:
    if rule.kind != N_FOR_M:
        return _worth(runs, takes) - rule.price_minor
    off = 0
    gifts = rule.buy - rule.pay
    for index, count in reversed(takes):
        given = min(gifts, count)
        off += runs[index].value_minor * given
        gifts -= given
    return off


def _bundles(rule: Promotion, runs: "list[Run]", counted: "list[int]", free: "list[int]") -> "list[Use]":
    parts = [part for part in rule.parts for _ in range(part.quantity)]
    fits = {
        index: [part.goods.covers(runs[index].line.variant, runs[index].line.category) for part in parts]
        for index in counted
    }
    found: list[Use] = []
    while not rule.limit or len(found) < rule.limit:
        held = _filled(fits, counted, free, len(parts))
        if None in held:
            break
        takes = [(index, held.count(index)) for index in counted if index in held]
        off = _worth(runs, takes) - rule.price_minor
        if off <= 0:
            break
        found.append(Use(off, takes))
        for index, count in takes:
            free[index] -= count
    return found


def _filled(fits: "dict[int, list[bool]]", counted: "list[int]", free: "list[int]", size: int) -> "list[int | None]":
    """Return which run fills each place of a bundle; the most expensive pieces that leave no place empty."""
    held: list[int | None] = [None] * size
    for index in counted:
        for _ in range(min(free[index], size)):
            if not _placed(index, fits, held, set()):
                break
    return held


def _placed(index: int, fits: "dict[int, list[bool]]", held: "list[int | None]", tried: "set[int]") -> bool:
    """Give a piece a place, if need be by moving others to another place that they fit."""
    for place, fit in enumerate(fits[index]):
        if fit and place not in tried:
            tried.add(place)
            before = held[place]
            if before is None or _placed(before, fits, held, tried):
                held[place] = index
                return True
    return False


def _worth(runs: "list[Run]", takes: "Takes") -> int:
    return sum(runs[index].value_minor * count for index, count in takes)
