from __future__ import annotations

import threading
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.receipt import ReceiptLine
from appliance.store import StoreError
from appliance.till.ports import OK, SICK, WARN, DeviceError, Health, Job
from appliance.till.spool import Spool
from tests.store.goods import WAIT_S, open_stall, sell

RETRY_S = 0.001


class NoPaper(DeviceError):
    code = "no_paper"
    nothing_done = True


class CutShort(DeviceError):
    code = "cut_short"


class PaperLow(DeviceError):
    code = "paper_low"


FAULTS = {"no paper": NoPaper, "cut short": CutShort, "cable": OSError, "fine": None, "slow": None}


class Jobs:
    """The print queue in memory; `notes` counts what would have been written to the card."""

    def __init__(self, count):
        self._waiting = {n: {"begun": False, "copy": False} for n in range(1, count + 1)}
        self.notes = 0
        self.fails = 0
        self.is_idle = threading.Event()

    def next_job(self):
        if not self._waiting:
            self.is_idle.set()
            return None
        number, state = next(iter(self._waiting.items()))
        return Job(number, {"seq": number}, state["begun"] or state["copy"])

    def _note(self):
        self.notes += 1
        if self.fails:
            self.fails -= 1
            raise StoreError

    def begun(self, job):
        self._note()
        self._waiting[job]["begun"] = True

    def not_begun(self, job):
        self._note()
        self._waiting[job]["begun"] = False

    def printed(self, job):
        self._note()
        del self._waiting[job]

    def waiting(self):
        return len(self._waiting)


class FakePrinter:
    """Does what its schedule says, one fault for each document, then works for ever."""

    columns = 32

    def __init__(self, schedule=()):
        self._schedule = list(schedule)
        self.paper = []
        self.asked = 0
        self.is_low = False
        self.is_closed = False
        self.out_of_paper = threading.Event()
        self.printing = threading.Event()
        self.may_print = threading.Event()
        self.may_print.set()

    def print(self, lines):
        if self.out_of_paper.is_set():
            raise NoPaper
        fault = self._schedule.pop(0) if self._schedule else "fine"
        self.printing.set()
        assert self.may_print.wait(WAIT_S)
        error = FAULTS[fault]
        if error is not NoPaper:
            self.paper.append((lines[0].text, "cut" if error else "whole"))
        if error:
            raise error

    def health(self):
        self.asked += 1
        if self.out_of_paper.is_set():
            return Health(SICK, NoPaper())
        return Health(WARN, PaperLow()) if self.is_low else Health(OK)

    def close(self):
        self.is_closed = True


def render(job):
    if job.entry["seq"] == "broken":
        raise KeyError("currency")
    return [ReceiptLine(f"{job.entry['seq']}{' COPY' if job.is_copy else ''}")]


def start(jobs, printer, left_out=None):
    told = []
    spool = Spool(jobs, printer, render, told.append, ([] if left_out is None else left_out).append, retry_s=RETRY_S)
    spool.start()
    return spool, told


@settings(max_examples=80, deadline=None)
@given(count=st.integers(1, 5), schedule=st.lists(st.sampled_from(sorted(FAULTS)), max_size=12))
def test_every_job_comes_out_whole_once_and_every_second_try_is_marked(count, schedule):
    jobs, printer = Jobs(count), FakePrinter(schedule)
    spool, told = start(jobs, printer)
    assert jobs.is_idle.wait(WAIT_S)
    spool.stop()
    whole = [text for text, state in printer.paper if state == "whole"]
    assert [int(text.removesuffix(" COPY")) for text in whole] == list(range(1, count + 1))
    unmarked = Counter(text for text, _ in printer.paper if not text.endswith("COPY"))
    assert not unmarked or max(unmarked.values()) == 1
    if "cut short" not in schedule and "cable" not in schedule:
        assert whole == [str(n) for n in range(1, count + 1)]
    assert told[-1].state == OK
    assert printer.is_closed


def test_while_there_is_no_paper_the_printer_is_asked_and_the_card_is_left_alone():
    jobs, printer = Jobs(1), FakePrinter()
    printer.out_of_paper.set()
    spool, told = start(jobs, printer)
    while printer.asked < 20:
        spool.wake()
        threading.Event().wait(RETRY_S)
    assert jobs.notes == 2  # begun, and taken back
    assert [health.error.code for health in told] == ["no_paper"]
    printer.out_of_paper.clear()
    assert jobs.is_idle.wait(WAIT_S)
    spool.stop()
    assert printer.paper == [("1", "whole")]
    assert told[-1].state == OK


def test_a_sick_printer_is_not_asked_in_a_hurry_because_its_own_notes_woke_the_spool(tmp_path):
    store = open_stall(tmp_path / "till.db")
    printer, told = FakePrinter(), []
    printer.out_of_paper.set()
    sick = threading.Event()
    spool = Spool(
        store.spool,
        printer,
        render,
        lambda health: (told.append(health), sick.set())[1],
        [].append,
        retry_s=10 * WAIT_S,
    )
    store.writer.listen(spool.wake)
    spool.start()
    store.spool.waiting()
    sell(store, 1)
    while not sick.is_set() or told[-1].state != SICK:
        assert sick.wait(WAIT_S)
    for n in range(2, 80):
        sell(store, n)  # each of them wakes the spool
    assert printer.asked <= 2
    spool.stop()
    store.close()


def test_a_receipt_that_cannot_be_made_is_told_and_does_not_hold_up_the_others():
    jobs, printer, left_out = Jobs(0), FakePrinter(), []
    jobs._waiting = {n: {"begun": False, "copy": False} for n in ("broken", 2)}
    spool, _ = start(jobs, printer, left_out)
    assert jobs.is_idle.wait(WAIT_S)
    spool.stop()
    assert printer.paper == [("2", "whole")]
    assert [error.code for error in left_out] == ["till.paper_left_out"]


def test_a_card_that_cannot_be_written_for_a_while_stops_printing_and_not_the_spool():
    jobs, printer = Jobs(2), FakePrinter()
    jobs.fails = 3
    spool, told = start(jobs, printer)
    assert jobs.is_idle.wait(WAIT_S)
    spool.stop()
    assert printer.paper == [("1", "whole"), ("2", "whole")]
    assert "store" in [health.error.code for health in told if health.error]


def test_paper_that_runs_low_is_told_once_and_not_taken_back_by_every_receipt():
    jobs, printer = Jobs(3), FakePrinter()
    printer.is_low = True
    spool, told = start(jobs, printer)
    assert jobs.is_idle.wait(WAIT_S)
    spool.stop()
    assert [health.state for health in told] == [WARN]


def test_stopping_waits_for_the_document_in_the_printer_and_begins_no_other():
    jobs, printer = Jobs(3), FakePrinter()
    printer.may_print.clear()
    spool, _ = start(jobs, printer)
    assert printer.printing.wait(WAIT_S)
    stopping = threading.Thread(target=spool.stop)
    stopping.start()
    printer.may_print.set()
    stopping.join(WAIT_S)
    assert not stopping.is_alive()
    assert (len(printer.paper), jobs.waiting(), printer.is_closed) == (1, 2, True)


@pytest.mark.parametrize("attempt", range(50))
def test_a_spool_that_is_stopped_at_once_ends(attempt):
    spool, _ = start(Jobs(1), FakePrinter())
    spool.wake()
    spool.stop(WAIT_S)
    assert not spool._thread.is_alive()


def test_what_is_sold_while_the_printer_works_is_printed_too(tmp_path):
    store = open_stall(tmp_path / "till.db")
    printer = FakePrinter()
    spool = Spool(store.spool, printer, render, lambda _: None, [].append)
    store.writer.listen(spool.wake)
    spool.start()
    done = threading.Event()
    store.writer.listen(lambda: len(printer.paper) == 30 and done.set())
    for n in range(30):
        sell(store, n)
    assert done.wait(WAIT_S)
    spool.stop()
    assert [int(text) for text, _ in printer.paper] == list(range(3, 33))
    assert store.spool.waiting() == 0
    store.close()
