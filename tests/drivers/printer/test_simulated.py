from threading import Thread

import pytest

from appliance.drivers.printer import make_printer
from appliance.drivers.printer._paper import Cut
from appliance.drivers.printer._simulated import MOST_KEPT
from appliance.drivers.printer.errors import CoverOpen, CutShort, NoPaper, NotReachable
from appliance.till.ports import OK, SICK, WARN


@pytest.fixture
def printer():
    return make_printer({"driver": "simulated", "columns": 32})


@pytest.mark.parametrize(
    ("harm", "heal", "error"),
    [
        ("run_out_of_paper", "load_paper", NoPaper),
        ("open_cover", "close_cover", CoverOpen),
        ("switch_off", "switch_on", NotReachable),
    ],
)
def test_every_harm_is_named_prints_nothing_and_heals(printer, receipt, harm, heal, error):
    getattr(printer, harm)()
    with pytest.raises(error):
        printer.print(receipt)
    assert isinstance(printer.health().error, error)
    assert printer.health().state == SICK
    assert printer.received == b""
    getattr(printer, heal)()
    assert printer.health().state == OK
    printer.print(receipt)
    assert printer.text == [line.text for line in receipt]


def test_paper_that_ends_in_mid_receipt_cuts_it_short(printer, long_receipt):
    printer.run_out_of_paper(after_bytes=5000)
    with pytest.raises(CutShort, match="no paper"):
        printer.print(long_receipt)
    assert 0 < len(printer.received) < 5000


def test_a_roll_that_is_nearly_used_up_is_a_warning(printer):
    printer.load_paper(nearly_used_up=True)
    assert printer.health().state == WARN


def test_documents_from_two_threads_never_mix(printer, receipt):
    threads = [Thread(target=printer.print, args=[receipt]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert printer.text == 4 * [line.text for line in receipt]
    assert sum(isinstance(piece, Cut) for piece in printer.printed) == 4


def test_kicks_are_counted(printer):
    printer.kick()
    printer.kick()
    assert printer.pulses == 2


def test_a_printer_that_runs_for_weeks_keeps_only_the_last_receipts(printer, receipt):
    for _ in range(3):
        printer.print(receipt)
        printer.health()
    size = len(printer.received) // 3
    for _ in range(MOST_KEPT + 5):
        printer.print(receipt)
        printer.health()
    assert printer.text == MOST_KEPT * [line.text for line in receipt]
    assert len(printer.received) == MOST_KEPT * size
