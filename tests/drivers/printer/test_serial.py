import os
import tty
from threading import Event, Thread

import pytest

from appliance.drivers.printer import make_printer
from appliance.drivers.printer._paper import Reader, Text
from appliance.drivers.printer._profile import Profile
from appliance.drivers.printer.errors import NotReachable, Silent
from appliance.till.ports import OK
from tests.drivers.printer.bench import ASK


class Line:
    """The printer's end of a serial line (a pseudo-terminal)."""

    def __init__(self):
        self.ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.path = os.ttyname(self._theirs)
        self.received = bytearray()
        self._stop = Event()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stop.set()
        os.close(self._theirs)
        self._thread.join(5)
        os.close(self.ours)

    def _serve(self):
        asked = 0
        os.set_blocking(self.ours, False)
        while not self._stop.is_set():
            try:
                self.received += os.read(self.ours, 512)
            except BlockingIOError:
                self._stop.wait(0.005)
            except OSError:
                return
            for ask in ASK.finditer(self.received, asked):
                asked = ask.end()
                os.write(self.ours, b"\x12")

    def text(self):
        pieces = Reader(Profile("default")).read(bytes(self.received))
        return [piece.text for piece in pieces if isinstance(piece, Text)]


@pytest.mark.parametrize("driver", ["serial", "file"])
def test_a_long_receipt_arrives_over_a_line_that_answers(driver, long_receipt):
    with Line() as line:
        printer = make_printer({"driver": driver, "path": line.path, "timeout_s": 5})
        printer.print(long_receipt)
        assert printer.health().state == OK
        assert line.text() == [one.text for one in long_receipt]


@pytest.mark.parametrize("driver", ["serial", "file"])
def test_a_line_that_is_not_there_is_not_reachable(driver, receipt, tmp_path):
    printer = make_printer({"driver": driver, "path": str(tmp_path / "lp0")})
    with pytest.raises(NotReachable):
        printer.print(receipt)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("driver", ["serial", "file"])
def test_a_line_with_nobody_at_the_other_end_ends_the_wait(driver, receipt):
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    try:
        with pytest.raises(Silent):
            make_printer({"driver": driver, "path": os.ttyname(theirs), "timeout_s": 0.3}).print(receipt)
    finally:
        os.close(theirs)
        os.close(ours)
