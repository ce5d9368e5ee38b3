"""What an owner asks about people: who did what how often, and who worked how long."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, Sum
from django.utils import timezone

from cloud_bridge.office.formats import local
from cloud_bridge.people.models import ClockEvent, Deed, Staff
from cloud_bridge.people.models.deed import KINDS
from cloud_bridge.people.time_clock import LONGEST_MS, spells

if TYPE_CHECKING:
    from datetime import date

DAYS = (1, 7, 31)
TAKEN_BACK = ("line_removed", "tip")  # deeds whose amounts below nothing take one back


class Cell(NamedTuple):
    """How often somebody did something, and what it came to."""

    kind: str
    times: int
    amount_minor: int


class Day(NamedTuple):
    """What somebody worked on a day; `open_ended` counts stretches without an end."""

    staff: str
    name: str
    day: date
    worked_ms: int
    first_ms: int
    last_ms: int | None
    open_ended: int


def since_ms(days: int) -> int:
    """Return the midnight that began the last so many days, today included."""
    today = timezone.localdate() - timedelta(days=days - 1)
    begun = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    return int(begun.timestamp() * 1000)


def conduct(merchant_key: str, days: int) -> list[tuple[str, str, list[Cell]]]:
    """Return (key, name, one cell per kind) of everybody who did anything, by name.

    What was taken back (a line that was put back, the tip of a void) takes its deed back.
    """
    rows = (
        Deed.objects.filter(merchant=merchant_key, at_ms__gte=since_ms(days))
        .values_list("by", "kind")
        .annotate(
            times=Count("pk"),
            backs=Count("pk", filter=Q(amount_minor__lt=0, kind__in=TAKEN_BACK)),
            worth=Sum("amount_minor"),
        )
    )
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    for by, kind, times, backs, amount_minor in rows:
        found[by][kind] = Cell(kind, times - 2 * backs, amount_minor or 0)
    names = names_of(merchant_key)
    table = [
        (by, names.get(by, by), [cells.get(kind, Cell(kind, 0, 0)) for kind, _words in KINDS])
        for by, cells in found.items()
    ]
    return sorted(table, key=lambda row: (row[1].casefold(), row[0]))


def time_sheet(merchant_key: str, days: int) -> list[Day]:
    """Return what everybody worked on each of the last so many days, the newest first; a night counts for its start."""
    begin_ms = since_ms(days)
    events = ClockEvent.objects.filter(staff__merchant=merchant_key, at_ms__gte=begin_ms - LONGEST_MS)
    by_day: dict[tuple[str, date], list[tuple[int, int | None]]] = defaultdict(list)
    for spell in spells(events.values_list("staff_id", "is_in", "at_ms")):
        if spell.in_ms >= begin_ms:
            by_day[spell.staff, local(spell.in_ms).date()].append((spell.in_ms, spell.out_ms))
    names = names_of(merchant_key)
    sheet = [_day(staff, names.get(staff, staff), day, worked) for (staff, day), worked in by_day.items()]
    return sorted(sheet, key=lambda row: (-row.day.toordinal(), row.name.casefold()))


def _day(staff: str, name: str, day: date, worked: list[tuple[int, int | None]]) -> Day:
    ends = [out_ms for _in_ms, out_ms in worked if out_ms is not None]
    whole = sum(out_ms - in_ms for in_ms, out_ms in worked if out_ms is not None)
    first = min(in_ms for in_ms, _out_ms in worked)
    return Day(staff, name, day, whole, first, max(ends, default=None), len(worked) - len(ends))


def names_of(merchant_key: str) -> dict[str, str]:
    """Return everybody's name by key, also of those who have left; "" is whoever sold without signing in."""
    return dict(Staff.objects.filter(merchant=merchant_key).values_list("key", "name"))
