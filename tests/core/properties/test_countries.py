"""Every pack is whole; one that is not is refused by the name of the field; bills of every country add up."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core import countries
from appliance.core.customer import Customer
from appliance.core.discount import Discount
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.core.service import BASES, Service
from appliance.core.totals import POLICIES

FOLDER = Path(countries.__file__).parent
PACKS = {key: json.loads((FOLDER / f"{key.lower()}.json").read_text("utf-8")) for key in countries.KEYS}
VECTORS = Path(__file__).parents[2] / "vectors" / "countries"


def places(thing, where=()):
    """Yield where everything in a pack stands, but for its sources' texts."""
    if where[:1] == ("source",):
        return
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield (*where, key)
            yield from places(value, (*where, key))
    elif isinstance(thing, list):
        for index, value in enumerate(thing):
            yield from places(value, (*where, index))


def at(pack, where):
    for key in where[:-1]:
        pack = pack[key]
    return pack


ALL = [(key, where) for key, pack in PACKS.items() for where in places(pack)]
OPTIONAL = ("kind", "amount_minor", "in_base", "base_affected", "base_num", "base_den", "sign")


def refused(pack):
    with pytest.raises(countries.CountryWrong) as caught:
        countries.Country(pack)
    return caught.value.values["field"]


def test_every_file_is_a_pack_and_every_pack_a_file_with_vectors():
    assert {path.stem.upper() for path in FOLDER.glob("*.json")} == set(countries.KEYS)
    assert {path.stem.upper() for path in VECTORS.glob("*.json")} == set(countries.KEYS)
    for key in countries.KEYS:
        assert countries.read(key).key == key


def test_a_country_nobody_wrote_a_pack_for_is_told_with_those_that_are_there():
    for key in ("XX", "", "de", "../id"):
        with pytest.raises(countries.CountryUnknown, match="DE, FR, GB, ID, SG, US"):
            countries.read(key)


@pytest.mark.parametrize(
    ("key", "where"), ALL, ids=lambda part: part if isinstance(part, str) else ".".join(map(str, part))
)
def test_a_field_that_is_missing_or_of_another_kind_is_refused_by_its_name(key, where):
    pack = copy.deepcopy(PACKS[key])
    at(pack, where)[where[-1]] = None
    assert str(where[-1]) in refused(pack)
    del at(pack, where)[where[-1]]
    if where[-1] not in OPTIONAL:
        assert str(where[-1]) in refused(pack)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("key",), "de"),
        (("currency", "exponent"), 9),
        (("cash_rounding", "step_minor"), 0),
        (("cash_rounding", "mode"), "sideways"),
        (("policy",), "moon"),
        (("notes_minor",), []),
        (("notes_minor",), [500, 100]),
        (("coins_minor",), [0]),
        (("default_tax_class",), "nowhere"),
        (("label_preset",), "XX"),
        (("date_format",), "%d.%m.%Q"),
        (("time_format",), "noon"),
        (("first_weekday",), 7),
        (("service", "base"), "on_sundays"),
        (("service", "tax_class"), "nowhere"),
        (("service", "rate_ppm"), -1),
        (("tips", "shares_ppm"), [100_000, 50_000]),
        (("tips", "step_minor"), 0),
        (("source", "policy"), []),
        (("source", "policy"), [""]),
        (("tax_classes",), []),
        (("legends", "lines"), [1]),
        (("tax_classes", 0, "taxes", 0, "kind"), "guess"),
        (("moon",), 1),
        (("currency", "moon"), 1),
        (("tax_classes", 0, "moon"), 1),
        (("tax_classes", 0, "taxes", 0, "moon"), 1),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field(where, value):
    pack = copy.deepcopy(PACKS["DE"])
    at(pack, where)[where[-1]] = value
    assert str(where[-1] if not isinstance(where[-1], int) else where[-2]) in refused(pack)


def test_two_classes_with_one_key_are_refused():
    pack = copy.deepcopy(PACKS["DE"])
    pack["tax_classes"].append(copy.deepcopy(pack["tax_classes"][0]))
    assert refused(pack) == "tax_classes"


def test_no_pack_is_no_object():
    for thing in (None, [], "DE", 1):
        assert refused(thing) == "pack"


lines = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 5_000_000), st.integers(1, 4_000), st.integers(0, 400_000)),
    min_size=1,
    max_size=6,
)


@given(
    st.sampled_from(countries.KEYS),
    st.sampled_from(POLICIES),
    lines,
    st.integers(0, 1_000_000),
    st.integers(0, 250_000),
    st.sampled_from(BASES),
    st.booleans(),
)
def test_a_bill_of_any_country_adds_up(key, policy, lines, off_ppm, service_ppm, base, is_exempt):
    country = countries.read(key)
    classes = list(country.tax_classes().values())
    sale = Sale("s", 0, policy)
    for number, (place, price, quantity, line_ppm) in enumerate(lines):
        item = Item(str(number), "", "", price, classes[place % len(classes)], unit="kg")
        sale.discount_line(sale.add(item, quantity).number, Discount(ppm=line_ppm))
    sale.discounts.append(Discount(ppm=off_ppm))
    if is_exempt:
        sale.customer = Customer("c", "", "", True)
    without = sale.totals()
    sale.service = Service(service_ppm, country.tax_classes()[country.service_row["tax_class"]], base)
    totals = sale.totals()
    assert totals.net_minor + sum(tax.tax_minor for tax in totals.taxes) == totals.total_minor
    assert totals.total_minor >= without.total_minor >= 0
    assert 0 <= totals.service_minor <= sum(line.before_minor for line in sale.lines) * 250_000 // 1_000_000 + 1
    assert not (is_exempt and totals.tax_minor)
    if not service_ppm:
        assert totals.total_minor == without.total_minor
    whole = country.rounding.round(totals.total_minor)
    assert abs(whole - totals.total_minor) < country.rounding.step_minor
    assert country.rounding.round(-totals.total_minor) == -whole


@given(st.sampled_from(countries.KEYS), st.integers(-(10**9), 10**9))
def test_money_of_every_country_is_written_with_all_its_digits_and_its_symbol(key, minor):
    currency = countries.read(key).currency
    text = currency.format(minor)
    assert currency.symbol in text
    digits = [character for character in text if character.isdigit()]
    assert int("".join(digits)) == abs(minor)
    assert ("-" in text) == (minor < 0)
