"""Training mode: everything works, nothing is real, and the real till is found as it was left."""

from __future__ import annotations

import itertools

import pytest

from appliance.core.key import time_key
from appliance.practice import Practice
from appliance.till.errors import NotPractised, ReceiptUnknown
from appliance.till.paper import Paper
from tests.store.goods import COFFEE, COFFEE_CODE, TEA_CODE
from tests.till.stall import START_MS, Stall


class Class(Stall):
    """A stall with somebody who learns at it."""

    def __init__(self, folder):
        super().__init__(folder)
        self.shown = self.till
        keys = itertools.count(500_000)
        self.practice = Practice(
            folder / "training.db", self.store, self.till, lambda: None,
            lambda: time_key(START_MS, next(keys).to_bytes(10, "big")),
        )  # fmt: skip
        self.practice.on_change = self.show

    def show(self, till):
        self.shown = till

    def settle(self):
        super().settle()
        if self.practice._store is not None:
            self.practice._store.writer.submit(lambda _: None).result(5)
            super().settle()

    def close(self):
        self.practice.close()
        super().close()

    def practise(self, *codes):
        self.practice.training.begin()
        till = self.shown
        if till.shifts.current is None:
            till.shifts.open(100_000)
            self.settle()
        for code in codes:
            till.scan(code)
        till.checkout.pay_cash(till.checkout.left_minor())
        self.settle()
        return till

    def types(self):
        self.settle()
        return [entry["type"] for entry in self.store.outbox.read(0, 100)]


@pytest.fixture
def stall(tmp_path):
    with_till = Class(tmp_path)
    yield with_till
    with_till.close()


def test_the_open_sale_and_the_shift_are_found_as_they_were_left(stall):
    stall.till.scan(TEA_CODE)
    stall.settle()
    lines, totals = stall.lines(), stall.till.shifts.x_report()
    stall.practise(COFFEE_CODE)
    stall.practice.training.end()
    assert stall.shown is stall.till
    assert stall.lines() == lines
    assert stall.till.shifts.x_report() == totals
    assert stall.store.catalogue.by_key(COFFEE).stock_milli == 10_000


def test_the_real_journal_says_when_practice_began_and_ended_and_nothing_of_it(stall):
    before = stall.types()
    stall.practise(COFFEE_CODE)
    stall.practice.training.end()
    assert stall.types()[len(before) :] == ["training.began", "training.ended"]


def test_practice_has_a_chain_of_its_own_that_is_there_the_next_time(stall):
    first = stall.practise(COFFEE_CODE)
    stall.practice.training.end()
    again = stall.practise(TEA_CODE)
    assert [sold.entry["body"]["number"] for sold in again.returns.recent()] == ["TRAINING-000002", "TRAINING-000001"]
    assert all(sold.entry["body"]["is_training"] for sold in again.returns.recent())
    assert first is not again


def test_paper_from_practice_says_so_in_both_languages(stall):
    stall.practise(COFFEE_CODE)
    job = stall.practice.spools.next_job()
    lines = Paper(lambda: stall.shown.shop, 48, lambda word: "LATIHAN" if word.startswith("TRAINING") else word).render(
        job
    )
    printed = " ".join(line.text for line in lines if hasattr(line, "weight"))
    assert "LATIHAN / TRAINING" in printed


def test_a_receipt_from_practice_opens_nothing_at_the_real_till(stall):
    stall.practise(COFFEE_CODE)
    stall.practice.training.end()
    with pytest.raises(ReceiptUnknown):
        stall.till.returns.find("TRAINING-000001")
    stall.till.scan("TRAINING-000001")
    assert stall.refused == ["till.receipt_unknown"]


def test_nobody_is_shown_a_code_that_takes_real_money(stall):
    till = stall.practise(COFFEE_CODE)
    assert not till.qr.is_possible
    assert not till.charged.is_fitted


def test_what_is_real_is_printed_first_and_everything_once(stall):
    stall.practise(COFFEE_CODE)
    stall.practice.training.end()
    stall.till.scan(TEA_CODE)
    stall.pay()
    numbers = []
    while (job := stall.practice.spools.next_job()) is not None:
        numbers.append(job.entry["body"]["number"])
        stall.practice.spools.begun(job.job)
        stall.practice.spools.printed(job.job)
    assert numbers == ["K1-000001", "TRAINING-000001"]
    assert stall.practice.spools.waiting() == 0


def test_nobody_practises_on_real_goods_orders_or_hours(stall):
    stall.practice.training.begin()
    till = stall.shown
    variant = till.catalogue.by_key(COFFEE)
    real = stall.store.catalogue.shelf(COFFEE).on_hand_milli
    for do in (
        lambda: till.stock.add("adjust", variant),
        lambda: till.stock.book("receive"),
        till.require_real,
    ):
        with pytest.raises(NotPractised):
            do()
    assert till.shifts.unsent().sales == 0
    assert not till.charged.can_close_day
    assert stall.store.catalogue.shelf(COFFEE).on_hand_milli == real
    stall.till.require_real()
