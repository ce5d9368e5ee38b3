"""Closings of days, months and years: nothing is missed, nothing counted twice, and the perpetual total goes on."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries
from appliance.core.cash import CashRounding, settle
from appliance.store import verify_file
from appliance.store._migrations import steps
from appliance.store._salvage import salvage
from tests.store.goods import COFFEE, WAIT_S, new_sale, open_stall, run

AHEAD_MS = 420 * 60_000  # the stall's clock is seven hours ahead of UTC


def local(text):
    """UTC milliseconds of a moment on the stall's clock."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000) - AHEAD_MS


class Days:
    """A stall with a clock that is set by hand."""

    def __init__(self, path):
        self.path = path
        self.store = open_stall(path)
        self.sales = 0
        self.minor = 0

    def sell(self, when, pieces=1):
        self.sales += 1
        total = self.pay(new_sale(self.sales, *[COFFEE] * pieces), when).result(WAIT_S)["body"]["total_minor"]
        self.minor += total
        return total

    def pay(self, sale, when):
        books, due = self.store.books, sale.totals().total_minor
        shift, paid = books.shift().key, settle(due, due, CashRounding())
        return books.complete_sale(
            lambda number: entries.sale_completed(sale, number, shift, "IDR", paid), at_ms=local(when), by="anna"
        )

    def record(self, kind, body, when):
        self.store.books.record(kind, body, at_ms=local(when), by="anna").result(WAIT_S)

    def z(self, when):
        shift = self.store.books.shift()
        number = self.store.books.last_z_number() + 1
        self.record("shift.closed", entries.shift_closed(shift.key, number, shift.totals, 0), when)

    def open_shift(self, when):
        self.record("shift.opened", entries.shift_opened(str(uuid.uuid4()), 100_000, "IDR"), when)

    def wait(self, when):
        self.store.books.close_periods(at_ms=local(when)).result(WAIT_S)

    def closings(self, period=None):
        found = [entry["body"] for entry in self.store.outbox.read(0, 10_000) if entry["type"] == "period.closed"]
        return [body for body in found if period in (None, body["period"])]


@pytest.fixture
def days(tmp_path):
    days = Days(tmp_path / "till.db")
    yield days
    days.store.close()


def test_a_day_is_closed_before_the_first_entry_of_the_next(days):
    first = days.sell("2026-11-21T23:59:59")
    days.sell("2026-11-22T00:00:00")
    (day,) = days.closings()
    assert (day["period"], day["from"], day["to"], day["number"]) == ("day", "2026-11-21", "2026-11-21", 1)
    assert (day["totals"]["sales"], day["totals"]["total_minor"], day["perpetual_minor"]) == (1, first, first)
    types = [entry["type"] for entry in days.store.outbox.read(0, 10)]
    assert types[-3:] == ["sale.completed", "period.closed", "sale.completed"]


def test_a_new_year_closes_day_month_and_year(days):
    days.sell("2026-12-31T20:00")
    days.sell("2027-01-01T09:00")
    assert [(body["period"], body["from"], body["to"]) for body in days.closings()] == [
        ("day", "2026-12-31", "2026-12-31"),
        ("month", "2026-12-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ]


def test_a_z_closes_the_day_and_the_rest_of_it_has_a_closing_of_its_own(days):
    days.sell("2026-11-21T12:00")
    days.z("2026-11-21T14:00")
    days.open_shift("2026-11-21T15:00")
    days.sell("2026-11-21T16:00", 2)
    days.z("2026-11-21T22:00")
    assert [(body["from"], body["number"], body["totals"]["sales"]) for body in days.closings("day")] == [
        ("2026-11-21", 1, 1),
        ("2026-11-21", 2, 1),
    ]
    assert [body["perpetual_sales"] for body in days.closings("day")] == [1, 2]


def test_a_shift_across_midnight_belongs_to_both_days(days):
    first = days.sell("2026-11-21T23:00")
    second = days.sell("2026-11-22T01:00", 3)
    days.z("2026-11-22T02:00")
    assert [body["totals"]["total_minor"] for body in days.closings("day")] == [first, second]


def test_a_till_that_was_dark_closes_what_is_over_when_it_is_asked(days):
    days.sell("2026-11-30T12:00")
    days.wait("2026-11-30T23:00")
    assert days.closings() == []
    days.wait("2026-12-05T08:00")
    assert [body["period"] for body in days.closings()] == ["day", "month"]
    days.wait("2026-12-06T08:00")
    assert len(days.closings()) == 2


def test_a_day_without_money_is_not_closed(days):
    days.wait("2030-01-01T08:00")
    days.z("2030-01-02T08:00")
    assert days.closings() == []


def test_a_sale_that_fails_leaves_no_closing_behind(days):
    days.sell("2026-11-21T12:00")
    sale = new_sale(1)  # the same sale again
    assert days.pay(sale, "2026-11-22T12:00").exception(WAIT_S) is not None
    assert days.closings() == []
    days.sell("2026-11-22T13:00")
    assert len(days.closings("day")) == 1


moments = st.lists(
    st.tuples(st.integers(0, 60 * 24 * 75), st.sampled_from(("sell", "sell", "sell", "z", "wait", "restart"))),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(moments)
def test_whatever_happens_when_the_closings_add_up(tmp_path_factory, happened):
    days = Days(tmp_path_factory.mktemp("days") / "till.db")
    try:
        for minute, what in sorted(happened):
            when = datetime.fromtimestamp(1_795_000_000 + minute * 60, UTC).replace(tzinfo=None).isoformat()
            if what == "restart":
                days.store.close()
                days.store = open_stall(days.path)
            elif what == "z" and days.store.books.shift():
                days.z(when)
                days.open_shift(when)
            elif what == "wait":
                days.wait(when)
            elif what == "sell":
                days.sell(when, 1 + minute % 3)
        days.wait("2030-01-01T00:00")
        for period in ("day", "month", "year"):
            bodies = days.closings(period)
            assert [body["number"] for body in bodies] == list(range(1, len(bodies) + 1))
            assert sum(body["totals"]["total_minor"] for body in bodies) == days.minor
            assert sum(body["totals"]["sales"] for body in bodies) == days.sales
            assert (
                sum(body["totals"]["taxes"].get("ppn", 0) for body in bodies)
                + sum(body["totals"]["net_minor"] for body in bodies)
                == days.minor
            )
            if bodies:
                assert (bodies[-1]["perpetual_minor"], bodies[-1]["perpetual_sales"]) == (days.minor, days.sales)
        for body in days.closings():
            assert entries.check_body("period.closed", body) is body
        assert verify_file(days.path).entries == len(days.store.outbox.read(0, 10_000))
    finally:
        days.store.close()


def test_a_damaged_file_hands_its_periods_on(days, tmp_path):
    days.sell("2026-11-30T12:00")
    days.sell("2026-12-01T12:00", 2)
    days.z("2026-12-01T13:00")
    days.open_shift("2026-12-01T14:00")
    days.sell("2026-12-01T15:00")
    before = run(days.store, "SELECT period, began_at_ms, number FROM period ORDER BY period")
    days.store.close()
    fresh = open_stall(tmp_path / "fresh.db")
    fresh.close()
    with closing(sqlite3.connect(tmp_path / "empty.db", isolation_level=None)) as connection:
        for _, sql in steps():
            connection.executescript(sql)
        assert salvage(days.path, connection) == verify_file(days.path).entries
        after = connection.execute("SELECT period, began_at_ms, number FROM period ORDER BY period").fetchall()
    assert after == before
    days.store = open_stall(days.path)


def test_a_till_that_sold_before_it_knew_of_periods_counts_what_it_sold(tmp_path):
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as connection:
        for number, sql in steps():
            if number < 5:
                connection.executescript(sql)
        shifts = [("a", 1, 2, '{"sales":3,"total_minor":900}'), ("b", 3, None, '{"sales":1,"total_minor":50}')]
        connection.executemany(
            "INSERT INTO shift (key, opened_at_ms, closed_at_ms, totals) VALUES (?, ?, ?, ?)", shifts
        )
        connection.executescript(dict(steps())[5])
        found = dict(connection.execute("SELECT period, totals FROM period").fetchall())
        began = dict(connection.execute("SELECT period, began_at_ms FROM period").fetchall())
    assert found["ever"] == '{"total_minor":900,"sales":3}'
    assert (began["day"], began["ever"]) == (3, 0)
