"""Every division of money in Lapak: exact whole numbers in, whole numbers out."""

from .errors import N_, LapakError

HALF_UP = "half_up"
HALF_EVEN = "half_even"
DOWN = "down"
UP = "up"
MODES = (HALF_UP, HALF_EVEN, DOWN, UP)


class RoundingModeUnknown(LapakError):
    """A setting names a way of rounding that does not exist."""

    code = "rounding.mode"
    text = N_("“{mode}” is no way of rounding. Choose half_up, half_even, down or up.")


def divide(numerator: int, denominator: int, mode: str = HALF_UP) -> int:
    """Return numerator / denominator as a whole number, rounded alike on both sides of zero.

    Refunds mirror sales to the last unit because the sign is put back after rounding.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole, rest = divmod(abs(numerator), denominator)
    if mode == HALF_UP:
        more = rest * 2 >= denominator
    elif mode == HALF_EVEN:
        more = rest * 2 > denominator or (rest * 2 == denominator and whole % 2 == 1)
    elif mode == UP:
        more = rest > 0
    elif mode == DOWN:
        more = False
    else:
        raise RoundingModeUnknown(mode=mode)
    if more:
        whole += 1
    return -whole if numerator < 0 else whole


def to_step(amount: int, step: int, mode: str = HALF_UP) -> int:
    """Return the multiple of step that amount rounds to."""
    return amount if step == 1 else divide(amount, step, mode) * step


def spread(total: int, weights: list[int]) -> list[int]:
    """Split total in proportion to weights so that the parts sum to it exactly (largest remainder).

    Equal remainders go to the earlier part; with no weight at all everything goes to the first.
    """
    if not weights:
        return []
    if total < 0:
        return [-part for part in spread(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    parts = []
    rests = []
    for index, weight in enumerate(weights):
        part, rest = divmod(total * weight, whole)
        parts.append(part)
        rests.append((-abs(rest), index))
    missing = total - sum(parts)  # never negative: divmod rounds down
    for _, index in sorted(rests)[:missing]:
        parts[index] += 1
    return parts
