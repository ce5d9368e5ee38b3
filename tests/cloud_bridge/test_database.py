from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import DataError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.database import fetch, insert, save_changed, save_new, writing
from cloud_bridge.orders.models import Order, OrderLine
from tests.cloud_bridge.shop import Shop

pytestmark = pytest.mark.django_db
FIELDS = ("number", "buyer", "is_gone", "left_at_ms", "total_minor", "raw")
whole = st.integers(-(2**63), 2**63 - 1)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
said = st.recursive(st.none() | st.booleans() | whole | text, lambda one: st.lists(one) | st.dictionaries(text, one))
written = st.fixed_dictionaries({
    "number": text, "buyer": text, "is_gone": st.booleans(), "left_at_ms": st.none() | whole, "total_minor": whole,
    "raw": st.dictionaries(text, said, max_size=4),
})  # fmt: skip


@pytest.fixture
def shop():
    return Shop()


def orders(shop, rows):
    common = {"merchant_id": shop.merchant.key, "store_id": shop.store.key, "origin": "channel:1", "currency": "IDR"}
    return [Order(**common, external_id=str(at), at_ms=at, **row) for at, row in enumerate(rows)]


def found(rows):
    by_key = Order.objects.in_bulk([row.key for row in rows])
    return [tuple(getattr(by_key[row.key], name) for name in FIELDS) for row in rows]


def said_of(rows):
    return [tuple(getattr(row, name) for name in FIELDS) for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(written, written), min_size=1, max_size=4))
def test_many_rows_are_read_back_as_they_were_written_and_as_they_were_changed(shop, pairs):
    with transaction.atomic():
        rows = orders(shop, [before for before, _after in pairs])
        save_new(rows)
        assert found(rows) == said_of(rows)
        for row, (_before, after) in zip(rows, pairs, strict=True):
            for name in FIELDS:
                setattr(row, name, after[name])
        save_changed(rows, FIELDS)
        assert found(rows) == said_of(rows)
        transaction.set_rollback(True)


def test_only_the_named_fields_of_a_row_are_changed(shop):
    row, other = rows = orders(shop, [{"number": "1", "total_minor": 1}, {"number": "2", "total_minor": 2}])
    save_new(rows)
    row.number, row.total_minor = "one", 100
    save_changed([row], ("number",))
    assert found(rows) == [("one", "", False, None, 1, {}), said_of([other])[0]]


def test_rows_without_a_number_of_their_own_get_one(shop):
    (order,) = rows = orders(shop, [{"number": "1", "total_minor": 1}])
    save_new(rows)
    lines = [OrderLine(order_id=order.key, line=at, name="Teh", quantity_milli=1, price_minor=1) for at in (1, 2)]
    save_new(lines)
    assert order.lines.count() == 2
    assert list(order.lines.values_list("parts", flat=True)) == [[], []]


def test_what_conflicts_is_left_out_and_not_counted(shop):
    (order,) = rows = orders(shop, [{"number": "1", "total_minor": 1}])
    save_new(rows)
    columns = ("order_id", "line", "name", "sku", "listing", "quantity_milli", "price_minor", "parts")
    once = 'ON CONFLICT ("order_id", "line") DO NOTHING'
    lines = [(order.key, at, "Teh", "", "", 1, 1, '[["x", 5]]') for at in (1, 2)]
    assert insert(OrderLine, columns, lines[:1], once) == 1
    assert insert(OrderLine, columns, lines, once) == 1
    assert order.lines.get(line=2).parts == [["x", 5]]


def test_a_text_that_does_not_fit_is_refused_and_not_cut_off(shop):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes a text of any length")
    with pytest.raises(DataError), transaction.atomic():
        save_new(orders(shop, [{"number": "9" * 81, "total_minor": 1}]))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_broken", [False, True])
def test_only_what_says_so_is_written_without_force_and_the_next_is_forced_again(is_broken):
    asked = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    fully, loosely = (2, 1) if connection.vendor == "sqlite" else ("on", "off")
    with suppress(ZeroDivisionError), writing(durable=False):
        assert fetch(asked) == [(loosely,)]
        if is_broken:
            raise ZeroDivisionError
    with writing():
        assert fetch(asked) == [(fully,)]
