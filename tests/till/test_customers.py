from __future__ import annotations

import dataclasses

import pytest

from appliance.till.customer_errors import CustomerInDebt, CustomerNameless
from tests.store.goods import COFFEE, TEA, run
from tests.till.regulars import ABOUT_ANNA, ANNA, CODE, RULES, anna, buy, card, last, tell
from tests.till.stall import Stall


@pytest.fixture
def stall(tmp_path):
    stall = Stall(tmp_path)
    tell(stall, RULES, ("customer", ANNA, ABOUT_ANNA), card(100_000, 30_000))
    yield stall
    stall.close()


@pytest.mark.parametrize("typed", ["an", "WIJ", "wijaya anna", "anna@exa", "0812", "34567", "7890", "812 7890", "Ãnna"])
def test_a_customer_is_found_by_any_part_a_cashier_types(stall, typed):
    assert [found.key for found in stall.till.customers.search(typed)] == [ANNA]


@pytest.mark.parametrize("typed", ["", "ana", "anna budi", "99", "wijaya 999", "%", "_"])
def test_who_does_not_fit_is_not_found(stall, typed):
    assert stall.till.customers.search(typed) == []


def test_a_customer_is_found_by_the_code_of_a_card(stall):
    tell(stall, card(0, 0, customer=ANNA))
    assert [found.key for found in stall.till.customers.search(CODE)] == [ANNA]


def test_a_customer_added_without_the_network_is_there_at_once_and_tomorrow(stall, tmp_path):
    customer = stall.till.customers.add("Budi", "0811 222 333")
    stall.till.customers.choose(customer)
    buy(stall)
    stall.pay()
    assert last(stall)["customer"] == customer.key
    assert stall.till.customers.search("222")[0].name == "Budi"
    stall.close()
    again = Stall(tmp_path)
    (found,) = again.till.customers.search("budi")
    assert found.key == customer.key
    assert [bought.number for bought in again.till.customers.history(found)] == ["K1-000001"]
    again.close()


def test_nobody_is_added_who_could_never_be_found_again(stall):
    with pytest.raises(CustomerNameless):
        stall.till.customers.add(" ", email="x@example.org")


def test_a_groups_customers_pay_its_prices_as_long_as_they_are_chosen(stall):
    tell(stall, ("price", COFFEE, {"price_minor": 18_000, "groups": {"member": 15_000}}))
    buy(stall)
    stall.till.customers.choose(anna(stall))
    buy(stall, COFFEE, TEA)
    assert stall.till.checkout.due_minor() == 35_000
    stall.till.customers.choose(None)
    assert stall.till.checkout.due_minor() == 41_000


def test_the_journal_never_says_who_somebody_is(stall):
    stall.till.customers.add("Budi Santoso", "0811 222 333", "budi@example.org", "on a bike")
    stall.settle()
    bodies = " ".join(body for (body,) in run(stall.store, "SELECT body FROM journal"))
    for word in ("Budi", "0811", "example.org", "bike"):
        assert word not in bodies
    (entry,) = [entry for entry in stall.store.outbox.read(0, 99) if entry["type"] == "customer.added"]
    assert entry["personal"]["name"] == "Budi Santoso"


def test_what_is_forgotten_is_in_no_table_and_no_page_of_the_file(stall):
    customer = stall.till.customers.add("Zebedeus Quirin", "0811 987 654", "zq@example.org", "likes marzipan")
    stall.till.customers.choose(customer)
    buy(stall)
    stall.settle()
    stall.till.parking.park("Zoo")
    stall.settle()
    stall.till.customers.forget(customer)
    stall.settle()
    assert stall.till.customers.search("quirin") == []
    assert "personal" not in stall.store.outbox.read(0, 99)[-1]
    stall.close()
    data = b"".join(path.read_bytes() for path in stall.path.parent.iterdir())
    for word in (b"Quirin", b"quirin", b"987654", b"987 654", b"zq@", b"marzipan"):
        assert word not in data, word


def test_who_the_office_forgot_is_forgotten_here(stall):
    stall.till.customers.change(dataclasses.replace(anna(stall), note="window seat"))
    stall.settle()
    tell(stall, ("customer", ANNA, None))
    assert stall.till.customers.search("anna") == []
    assert run(stall.store, "SELECT count(*) FROM personal") == [(0,)]


def test_who_owes_is_not_forgotten(stall):
    tell(stall, ("customer", ANNA, {**ABOUT_ANNA, "credit_minor": -1}))
    with pytest.raises(CustomerInDebt):
        stall.till.customers.forget(anna(stall))


def test_what_was_heard_here_outlives_an_older_word_of_the_feed(stall):
    stall.till.customers.change(dataclasses.replace(anna(stall), name="Anna Halim"))
    stall.settle()
    tell(stall, ("customer", ANNA, {**ABOUT_ANNA, "points": 7}), seq=2)
    assert (anna(stall).name, anna(stall).points) == ("Anna Halim", 7)
