"""Three hundred lines through the network driver and the spool to a printer whose paper ends in the middle."""

import socket
import time
from contextlib import suppress
from threading import Thread

import pytest

from appliance.core.receipt import ReceiptLine
from appliance.drivers.printer import make_printer
from appliance.drivers.printer._simulated import Mechanism
from appliance.till.ports import OK, SICK, Job
from appliance.till.spool import Spool
from tests.drivers.printer.bench import ASK
from tests.drivers.printer.interpreter import lines

NAMES = ["Kopi susu gula aren", "قهوة عربية", "น้ำดื่ม", "鲜虾云吞面", "Es krim 🍦"]
LINES = [f"{number:3} {NAMES[number % len(NAMES)]}" for number in range(300)]


class NetworkPrinter:
    """The simulated mechanism behind a real socket."""

    def __init__(self):
        self.mechanism = Mechanism()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with suppress(OSError):
            while True:
                peer, _ = self.server.accept()
                with peer, suppress(OSError):
                    self._relay(peer)

    def _relay(self, peer):
        while data := peer.recv(4096):
            at = 0
            for ask in ASK.finditer(data):
                self._print(data[at : ask.start()])
                self.mechanism.write(ask[0])
                peer.sendall(self.mechanism.read(0))
                at = ask.end()
            self._print(data[at:])

    def _print(self, data):
        if data:
            self.mechanism.write(data)


class Jobs:
    """One receipt that waits."""

    def __init__(self):
        self.is_copy = self.is_done = False

    def next_job(self):
        return None if self.is_done else Job(1, {"seq": 1}, self.is_copy)

    def begun(self, job):
        self.is_copy = True

    def not_begun(self, job):
        self.is_copy = False

    def printed(self, job):
        self.is_done = True

    def waiting(self):
        return int(not self.is_done)


def until(done):
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("columns", [32, 48])
def test_a_receipt_whose_paper_ends_in_the_middle_comes_out_whole_as_a_copy(columns):
    bench, jobs, healths = NetworkPrinter(), Jobs(), []

    def render(job):
        mark = [ReceiptLine("** COPY **")] if job.is_copy else []
        return mark + [ReceiptLine(line) for line in LINES]

    printer = make_printer(
        {"driver": "network", "host": "127.0.0.1", "port": bench.port, "columns": columns, "timeout_s": 2}
    )
    bench.mechanism.run_out_of_paper(after_bytes=40_000)
    spool = Spool(jobs, printer, render, lambda health: healths.append(health.state), [].append, retry_s=0.05)
    spool.start()
    until(lambda: SICK in healths)
    torn = len(bench.mechanism.received)
    assert 0 < torn < 40_000
    bench.mechanism.load_paper()
    until(lambda: jobs.is_done)
    spool.stop()
    bench.server.close()
    assert healths[-1] == OK
    whole = lines(bytes(bench.mechanism.received[torn:]))
    assert whole[0] == ("** COPY **", False, 0)
    assert len(whole) == 1 + len(LINES)
    plain = [piece[0] for piece in whole[1:] if isinstance(piece, tuple)]
    assert plain == [line for line in LINES if line.isascii()]
    assert all(piece.getbbox() for piece in whole[1:] if not isinstance(piece, tuple))
