"""What a card paid is with its sale, once, whatever happens to the sale, to the till or to whoever is signed in."""

from __future__ import annotations

import pytest

from appliance.core.tender import TenderEmpty, TenderTooMuch
from appliance.till.errors import SaleEmpty, ShiftClosed, TenderCharged
from appliance.till.events import CardUnclaimed
from appliance.till.people_errors import NeedsApproval
from tests.store.goods import BREAD_CODE, COFFEE_CODE, crash_copy, run
from tests.till.counter import APPROVAL, Counter
from tests.till.crew import hire, written


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def test_two_cards_may_pay_one_sale(counter):
    counter.till.scan(COFFEE_CODE)
    counter.charge(8_000)
    counter.charge(10_000)
    assert counter.tenders == [("card", 8_000), ("card", 10_000)]
    assert counter.card.open_key == ""


def test_a_part_on_a_card_is_on_disk_before_the_terminal_forgets_it(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.charge(8_000)
    assert counter.card.open_key == ""
    crash_copy(counter.path, tmp_path / "again")
    again = Counter(tmp_path / "again")
    assert again.charged == [8_000]
    again.close()


def test_a_card_whose_money_went_back_is_never_taken_again(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.charge(8_000)
    counter.till.checkout.give_back(counter.till.sale.tenders[0].key)
    counter.pay()
    assert counter.tenders == [("cash", 18_000)]
    counter.close()
    again = Counter(tmp_path)
    again.till.scan(COFFEE_CODE)
    again.settle()
    assert (again.card.open_key, again.charged) == ("", [])
    again.close()


def test_a_card_pays_the_sale_it_was_charged_for_and_waits_until_that_is_open(counter):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, "A1B2C3")
    counter.till.parking.park("first")
    counter.settle()
    counter.till.scan(COFFEE_CODE)
    counter.settle()
    assert (len(counter.of(CardUnclaimed)), counter.charged, counter.sold) == (1, [], [])
    counter.pay()
    counter.till.parking.recall(counter.till.parking.all()[0].key)
    counter.settle()
    assert counter.tenders == [("card", 18_000)]
    assert counter.card.open_key == ""


def test_a_charge_no_sale_waits_for_is_let_go_once_its_money_went_back(counter):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, "A1B2C3")
    counter.till.basket.remove(1)
    counter.settle()
    counter.till.charged.give_back()
    counter.settle()
    assert [body["amount_minor"] for _, body in written(counter, "tender.returned")] == [18_000]
    counter.till.scan(BREAD_CODE)
    counter.charge(12_500)
    assert counter.tenders == [("card", 12_500)]


def test_a_card_is_taken_although_the_cashier_was_signed_out_meanwhile(counter):
    hire(counter)
    counter.till.people.sign_in(counter.till.people.all["siti"])
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, "A1B2C3")
    counter.till.people.sign_out("idle")
    counter.settle()
    assert counter.tenders == [("card", 18_000)]


def test_a_scan_while_the_terminal_is_asked_joins_the_sale_and_the_card_is_a_part_of_it(counter):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, APPROVAL)
    counter.till.scan(BREAD_CODE)
    counter.settle()
    assert (counter.charged, counter.till.checkout.left_minor()) == ([18_000], 12_500)
    counter.pay()
    assert counter.tenders == [("card", 18_000), ("cash", 12_500)]


def test_a_sale_that_was_paid_in_cash_while_the_terminal_said_yes_leaves_a_charge_to_give_back(counter):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, APPROVAL)
    counter.pay()
    counter.settle()
    assert counter.tenders == [("cash", 18_000)]
    (unclaimed,) = counter.of(CardUnclaimed)
    assert unclaimed.tender.amount_minor == 18_000
    counter.till.charged.give_back()
    counter.settle()
    assert counter.card.open_key == ""
    assert len(written(counter, "tender.returned")) == 1


def test_a_part_that_is_taken_back_while_the_terminal_says_yes_leaves_the_card(counter):
    counter.till.scan(COFFEE_CODE)
    counter.pay(10_000)
    counter.till.charged.begin(8_000, APPROVAL)
    counter.till.checkout.remove(counter.till.sale.tenders[0].key)
    counter.settle()
    assert (counter.charged, counter.till.checkout.left_minor()) == ([8_000], 10_000)
    with pytest.raises(TenderCharged):
        counter.till.checkout.remove(counter.till.sale.tenders[0].key)


def test_a_charge_noted_before_a_power_cut_is_with_its_sale_again(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, APPROVAL)  # noted on disk; the screen has not heard
    again = Counter(crash_copy_of_all(counter, tmp_path / "again"))
    again.settle()
    assert again.tenders == [("card", 18_000)]
    assert again.card.open_key == ""
    again.close()


def test_a_charge_that_is_on_disk_with_its_finished_sale_is_not_offered_to_be_given_back(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, APPROVAL)
    note = (tmp_path / "card.json").read_bytes()
    counter.settle()
    folder = crash_copy_of_all(counter, tmp_path / "again")
    (folder / "card.json").write_bytes(note)  # the power went before the terminal could forget
    again = Counter(folder)
    again.settle()
    assert again.of(CardUnclaimed) == []
    assert again.card.open_key == ""
    again.close()


def crash_copy_of_all(counter, folder):
    """Copy the store and the terminal's note as a power cut at this moment leaves them."""
    counter.store.writer.submit(lambda _: None).result(20)
    crash_copy(counter.path, folder)
    note = counter.path.with_name("card.json")
    if note.exists():
        (folder / "card.json").write_bytes(note.read_bytes())
    return folder


@pytest.mark.parametrize(("minor", "error"), [(18_001, TenderTooMuch), (0, TenderEmpty), (-1, TenderEmpty)])
def test_nothing_is_charged_that_the_sale_could_not_take(counter, minor, error):
    with pytest.raises(SaleEmpty):
        counter.till.charged.begin(18_000, APPROVAL)
    counter.till.scan(COFFEE_CODE)
    with pytest.raises(error):
        counter.till.charged.begin(minor, APPROVAL)
    run(counter.store, "UPDATE shift SET closed_at_ms = 1")
    counter.till.shifts.reload()
    with pytest.raises(ShiftClosed):
        counter.till.charged.begin(18_000, APPROVAL)
    assert counter.card.open_key == ""


def test_a_charge_whose_sale_the_power_took_is_offered_to_be_given_back(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, APPROVAL)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "card.json").write_bytes((tmp_path / "card.json").read_bytes())
    again = Counter(tmp_path / "again")
    again.settle()
    (unclaimed,) = again.of(CardUnclaimed)
    assert unclaimed.tender.amount_minor == 18_000
    again.till.charged.give_back()
    again.settle()
    assert (again.card.open_key, len(written(again, "tender.returned"))) == ("", 1)
    again.close()


def test_a_charge_that_was_given_back_is_not_taken_again_where_the_terminal_could_not_forget_it(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, APPROVAL)
    note = (tmp_path / "card.json").read_bytes()
    counter.till.basket.set_quantity(1, 2_000)
    counter.settle()
    counter.till.checkout.give_back(counter.till.sale.tenders[0].key)
    counter.settle()
    folder = crash_copy_of_all(counter, tmp_path / "again")
    (folder / "card.json").write_bytes(note)  # the power went before the terminal could forget
    again = Counter(folder)
    again.settle()
    assert (again.charged, again.of(CardUnclaimed), again.card.open_key) == ([], [], "")
    again.close()


def test_who_gave_a_charge_back_and_who_let_them_is_told(counter):
    hire(counter)
    counter.till.people.sign_in(counter.till.people.all["siti"])
    counter.till.scan(COFFEE_CODE)
    counter.charge(8_000)
    key = counter.till.sale.tenders[0].key
    counter.till.people.let(
        NeedsApproval("refund"), counter.till.people.all["rina"], lambda: counter.till.checkout.give_back(key)
    )
    counter.settle()
    ((by, body),) = written(counter, "tender.returned")
    assert (by, body["approved_by"], body["tender"], body["amount_minor"]) == ("siti", "rina", key, 8_000)
