"""What a card terminal prints, and its end of the day: the real driver over a real socket, a real till, real paper."""

from __future__ import annotations

import time

import pytest

from appliance.core.money import RUPIAH
from appliance.drivers.terminal import make_terminal
from appliance.drivers.terminal._terminal import ZvtTerminal
from appliance.store import ChargeNote
from appliance.till.card_errors import CardRunning, DayClosing
from appliance.till.card_payment import CardPayment
from appliance.till.events import CardCharged, CardProgressed, TerminalDayClosed
from appliance.till.paper import Paper
from tests.store.goods import COFFEE_CODE
from tests.till.stall import Stall

FAST = {"host": "127.0.0.1", "connect_s": 0.3, "ack_s": 0.3, "answer_s": 0.6}
PATIENCE_S = 10


class Counter(Stall):
    """A stall with a card terminal on the network; `papers` is what came out of the printer."""

    def __init__(self, folder):
        super().__init__(folder)
        self.terminal = ZvtTerminal(customer_s=5)
        driver = make_terminal({"driver": "zvt", "port": self.terminal.port, **FAST})
        self.cards = CardPayment(driver, ChargeNote(folder / "charge.json"), self.till.tell_from_thread, retry_s=0.05)
        self.till.charged.fit(self.cards)
        self.cards.start()
        self.paper = Paper(lambda: self.till.shop, 32, str)

    def wait(self, kind, count=1):
        deadline = time.monotonic() + PATIENCE_S
        while len(self.of(kind)) < count and time.monotonic() < deadline:
            self.settle()
            time.sleep(0.005)
        return self.of(kind)[count - 1]

    def papers(self):
        self.settle()
        found = []
        while (job := self.store.spool.next_job()) is not None:
            lines = [line.text for line in self.paper.render(job) if hasattr(line, "weight")]
            found.append((job.entry["type"], lines))
            self.store.spool.begun(job.job)
            self.store.spool.printed(job.job)
            self.settle()
        return found

    def close_day(self, times=1):
        self.till.charged.close_day()
        return self.wait(TerminalDayClosed, times)

    def close(self):
        self.cards.stop()
        self.terminal.close()
        super().close()


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def sell(counter, tip_minor=0):
    counter.till.scan(COFFEE_CODE)
    counter.terminal.insert_card()
    counter.till.charged.begin(18_000, tip_minor=tip_minor)
    counter.wait(CardCharged)
    counter.settle()


def test_the_customers_slip_is_on_the_receipt_and_the_merchants_on_a_paper_of_its_own(counter):
    sell(counter)
    (receipt, lines), (merchants, theirs) = counter.papers()
    assert (merchants, theirs) == ("slip.merchant", ["MERCHANT'S COPY", "CARD PAYMENT", "RECEIPT 0001", "APPROVED"])
    assert (receipt, lines[-3:]) == ("sale.completed", ["CARD PAYMENT", "RECEIPT 0001", "APPROVED"])
    assert "MERCHANT'S COPY" not in lines


def test_a_copy_of_the_receipt_has_the_slip_too_and_the_merchants_comes_once(counter):
    sell(counter)
    counter.papers()
    counter.till.reprint_last()
    ((_kind, lines),) = counter.papers()
    assert lines[-1] == "APPROVED"


def test_the_terminal_is_asked_for_the_tip_and_the_sale_keeps_its_price(counter):
    sell(counter, tip_minor=2_500)
    assert counter.terminal.charged == 2_050_000
    (tender,) = counter.sold[-1].entry["body"]["tenders"]
    assert (tender["amount_minor"], tender["tip_minor"]) == (18_000, 2_500)


def test_the_day_is_closed_and_its_slip_printed(counter):
    sell(counter)
    counter.papers()
    assert counter.close_day().error is None
    assert counter.papers() == [("slip.terminal", ["END OF DAY", "1 TRANSACTIONS"])]
    assert counter.till.charged.day.error is None
    counter.close_day(2)
    assert counter.papers() == [("slip.terminal", ["END OF DAY", "0 TRANSACTIONS"])]


def test_a_day_the_bank_does_not_close_is_told_in_words_and_closed_later(counter):
    counter.terminal.lose_bank()
    error = counter.close_day().error
    assert (error.code, "no connection to the bank" in str(error)) == ("terminal_day_not_closed", True)
    counter.terminal.bank_back()
    assert counter.close_day(2).error is None


def test_a_line_that_breaks_while_the_day_is_closed_is_told_in_words_and_heals(counter):
    counter.terminal.lose_network_at_end_of_day()
    assert counter.close_day().error.code == "terminal_day_unclear"
    counter.terminal.network_back()
    assert counter.close_day(2).error is None


def test_a_terminal_that_is_off_is_told_in_words(counter):
    counter.terminal.unplug()
    assert counter.close_day().error.code == "terminal_not_reachable"


def test_nobody_pays_while_the_day_is_closed_and_no_day_is_closed_while_somebody_pays(counter):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000)
    with pytest.raises(CardRunning):
        counter.till.charged.close_day()
    counter.wait(CardProgressed)
    counter.terminal.cancel()
    deadline = time.monotonic() + PATIENCE_S
    while counter.cards.open_key and time.monotonic() < deadline:
        counter.settle()
    counter.terminal.go_silent()
    counter.till.charged.close_day()
    with pytest.raises(DayClosing):
        counter.cards.begin("t9", 500, RUPIAH)
    counter.wait(TerminalDayClosed)


def test_a_new_shift_asks_for_the_day_again(counter):
    counter.close_day()
    counter.till.shifts.close(0)
    counter.settle()
    counter.till.shifts.open(0)
    counter.settle()
    assert counter.till.charged.day is None
