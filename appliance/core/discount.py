"""Money off: percent or amount, one after another or side by side, never below zero."""

from .rounding import divide
from .tax import PPM


class Discount:
    """A share (ppm) or an amount (minor units) off, and the reason that is printed."""

    def __init__(self, ppm: int = 0, minor: int = 0, reason: str = "") -> None:
        self.ppm = ppm
        self.minor = minor
        self.reason = reason

    def off(self, price_minor: int) -> int:
        """Return what comes off a price: rounded so that the price left is exact, and never more than the price."""
        if self.ppm:
            return price_minor - divide(price_minor * (PPM - min(self.ppm, PPM)), PPM)
        if price_minor < 0:
            return -min(self.minor, -price_minor)
        return min(self.minor, price_minor)


def in_turn(price_minor: int, discounts: list[Discount]) -> list[int]:
    """Return what each discount takes off what the ones before it have left."""
    offs = []
    for discount in discounts:
        off = discount.off(price_minor)
        offs.append(off)
        price_minor -= off
    return offs


def side_by_side(price_minor: int, discounts: list[Discount]) -> list[int]:
    """Return what each discount takes off the full price; the smaller first, only the largest is cut at zero."""
    if price_minor < 0:
        return [-off for off in side_by_side(-price_minor, discounts)]
    wanted = [discount.off(price_minor) for discount in discounts]
    offs = [0] * len(wanted)
    for off, index in sorted((off, index) for index, off in enumerate(wanted)):
        offs[index] = min(off, price_minor)
        price_minor -= offs[index]
    return offs


def prorated(off_minor: int, part_minor: int, whole_minor: int) -> int:
    """Return the share of an order's discount that belongs to a part of it, for a partial return."""
    return divide(off_minor * part_minor, whole_minor) if whole_minor else 0


def clamped(list_minor: int, wanted_minor: int, most_off_minor: int) -> int:
    """Return the price allowed when no more than most_off_minor may be taken off."""
    return max(wanted_minor, list_minor - most_off_minor)
