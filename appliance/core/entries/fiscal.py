"""Closings of days, months and years, with totals that never begin again."""

from appliance.core.periods import PERIODS

from ._fields import BodyWrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]


def period_closed(period: str, dates: "tuple[str, str]", number: int, totals: "Body", perpetual: "Body") -> "Body":
    """A day, month or year of this till is over.

    dates: its first and last date; number: of the closings of this kind, without holes; totals: of what was booked
    since the closing before it (as core.shift keeps them, without the float); perpetual: the same since entry 1.
    """
    return {
        "period": period,
        "from": dates[0],
        "to": dates[1],
        "number": number,
        "totals": totals,
        "perpetual_minor": perpetual.get("total_minor", 0),
        "perpetual_sales": perpetual.get("sales", 0),
    }


ENTRIES: "Entries" = {
    "period.closed": (
        ("period", str), ("from", str), ("to", str), ("number", int), ("totals", dict), ("perpetual_minor", int),
        ("perpetual_sales", int),
    ),
}  # fmt: skip


def check_closing(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless the closing names a period that can be."""
    if body["period"] not in PERIODS:
        raise BodyWrong(kind=kind, reason="there is no such period")
    if body["number"] < 1:
        raise BodyWrong(kind=kind, reason="its number is not positive")
    if not len(body["from"]) == len(body["to"]) == 10 or body["from"] > body["to"]:
        raise BodyWrong(kind=kind, reason="its dates cannot be")


CHECKS = {"period.closed": check_closing}
