"""Tips that are offered: shares of what is paid, rounded to sums people leave."""

from .rounding import divide
from .tax import PPM


def tips_for(minor: int, shares_ppm: "list[int]", step_minor: int) -> "list[tuple[int, int]]":
    """Return (share in ppm, tip) of every share that comes to something, the smallest first.

    Of shares that round to one sum only the largest is offered; each is rounded once, half up, to step_minor.
    """
    found: dict[int, int] = {}
    for ppm in sorted(shares_ppm):
        tip = divide(minor * ppm, PPM * step_minor) * step_minor
        if tip > 0:
            found[tip] = ppm
    return [(found[tip], tip) for tip in sorted(found)]
