from appliance.core.periods import grown, span
from tests.core.checks import equal


def test_a_period_runs_from_its_first_date_to_its_last():
    equal(span("day", "2026-11-21"), ("2026-11-21", "2026-11-21"))
    equal(span("month", "2026-11-21"), ("2026-11-01", "2026-11-30"))
    equal(span("year", "2026-11-21"), ("2026-01-01", "2026-12-31"))


def test_february_knows_its_leap_years():
    lengths = [("2026-02-03", "28"), ("2028-02-03", "29"), ("2000-02-03", "29"), ("2100-02-03", "28")]
    for date, last in lengths:
        equal(span("month", date)[1][-2:], last)


def test_only_what_was_added_since_the_last_look_is_added():
    before = {"float_minor": 100, "sales": 2, "taxes": {"ppn": 5}}
    now = {"float_minor": 100, "sales": 3, "taxes": {"ppn": 4, "pbjt": 7}}
    equal(grown({"sales": 10, "taxes": {"ppn": 1}}, now, before), {"sales": 11, "taxes": {"ppn": 0, "pbjt": 7}})


def test_the_float_is_no_turnover():
    equal(grown({}, {"float_minor": 100, "sales": 1}, {}), {"sales": 1})
