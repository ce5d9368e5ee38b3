"""A day at a stall by touch ends with books that balance to the last rupiah on till and bridge."""

from __future__ import annotations

import os

import pytest

from tests.journeys import books
from tests.journeys.day import Day

SALES = int(os.environ.get("DAY_SALES", "20"))  # `make journeys` makes it 300


@pytest.mark.timeout(1_200)
@pytest.mark.xdist_group("day")
def test_after_a_whole_day_both_sides_agree_and_every_sale_was_printed_once(tmp_path):
    day = Day(tmp_path, SALES)
    try:
        entries = day.run()
        books.check_bridge(day.bridge, entries)
    finally:
        day.close()
    sold = books.bodies(entries, *books.SALES)
    assert len(sold) >= SALES
    assert {body["sale"] for body in day.cashier.sold} == {body["sale"] for body in sold}
    day.roll.check(sold, cut=day.cut)
    (closed,) = books.bodies(entries, "shift.closed")
    assert closed["counted_minor"] == books.cash_minor(entries)
    assert closed["totals"]["total_minor"] == sum(_earned(body) for body in books.standing(entries))


def _earned(body):
    """Return what a sale earned: money put on cards is owed."""
    return body["total_minor"] - sum(line["price_minor"] for line in body["lines"] if line.get("card"))
