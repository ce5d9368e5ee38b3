import time
from pathlib import Path

import pytest

from appliance.core.receipt import ReceiptLine
from appliance.drivers.light import make_light
from appliance.drivers.printer import make_printer
from appliance.drivers.terminal import make_terminal
from appliance.store import ChargeNote
from appliance.till.card_payment import CardPayment
from appliance.till.checkup import Checkup, is_synchronised
from appliance.till.events import Tried
from appliance.till.ports import OK, SICK
from appliance.till.trial_slip import trial_slip
from appliance.till.weighing import Weighing

PATIENCE_S = 10


class Bench:
    def __init__(self, folder, terminal="simulated", newest_ms=0):
        self.heard = []
        self.printer = make_printer({"driver": "simulated", "columns": 32})
        self.light = make_light({"driver": "simulated"})
        self.terminal = make_terminal({"driver": terminal})
        self.checkup = Checkup(
            printer=self.printer,
            slip=lambda: trial_slip(32, "Warung Melati", "21/11/26 10:42", str),
            cards=CardPayment(self.terminal, ChargeNote(folder / "charge.json"), self.heard.append),
            weighing=Weighing(None, self.heard.append, self.heard.append),
            light=self.light,
            folder=folder,
            newest_ms=lambda: newest_ms,
            send_now=None,
            tell=self.heard.append,
        )

    def wait(self):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            tried = [event for event in self.heard if isinstance(event, Tried)]
            if tried:
                self.heard.clear()
                return tried[-1]
            time.sleep(0.005)
        raise AssertionError("nothing was tried")


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def test_a_slip_shows_both_edges_and_every_script(bench):
    bench.checkup.print_slip()
    assert bench.wait() == Tried("printer", None)
    assert "12345678901234567890123456789012" in bench.printer.text
    assert len(bench.printer.printed) > len(bench.printer.text)  # some of it is drawn


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_slip_is_as_wide_as_the_paper(columns):
    lines = trial_slip(columns, "Warung Melati", "now", str)
    assert all(isinstance(line, ReceiptLine) for line in lines)
    assert max(len(line.text) for line in lines) == columns


def test_a_printer_without_paper_says_so_and_prints_when_it_is_loaded(bench):
    bench.printer.run_out_of_paper()
    bench.checkup.print_slip()
    assert bench.wait().error.code == "printer_no_paper"
    bench.printer.load_paper()
    bench.checkup.print_slip()
    assert bench.wait().error is None


def test_a_terminal_says_hello_or_why_not(bench):
    bench.checkup.greet_terminal()
    assert bench.wait() == Tried("terminal", None)
    bench.terminal.terminal.unplug()
    bench.checkup.greet_terminal()
    assert bench.wait().error.code == "terminal_not_reachable"
    bench.terminal.close()


def test_the_light_calls_and_is_dark_again(bench):
    bench.checkup.blink()
    assert bench.checkup.is_trying("light")
    assert bench.wait() == Tried("light", None)
    assert bench.light.history == ["help", ""]
    assert not bench.checkup.is_trying("light")


def test_free_room_is_counted_and_a_card_that_is_gone_is_full(bench, tmp_path):
    free, health = bench.checkup.disk()
    assert free > 0
    assert health.state in {"ok", "warn", "sick"}
    assert Bench(Path("/nowhere/at/all"), "manual").checkup.disk()[1].state == SICK


def test_a_clock_behind_the_newest_entry_is_trouble(tmp_path):
    ahead = Bench(tmp_path, "manual", newest_ms=time.time_ns() // 1_000_000 + 3_600_000)
    assert ahead.checkup.clock().error.code == "till.clock_behind"
    assert Bench(tmp_path, "manual").checkup.clock().state == (OK if is_synchronised() else "warn")
