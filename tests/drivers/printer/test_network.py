import socket
import time

import pytest

from appliance.drivers.printer import make_printer
from appliance.drivers.printer._paper import Cut, Pulse, Reader, Text
from appliance.drivers.printer._profile import Profile
from appliance.drivers.printer.errors import CutShort, NoPaper, NotReachable, Silent, Unreadable
from appliance.till.ports import OK, SICK, WARN
from tests.drivers.printer.bench import TcpPrinter


def paper(document):
    return Reader(Profile("default")).read(bytes(document))


def test_a_receipt_arrives_whole_and_cut(receipt):
    with TcpPrinter() as bench:
        make_printer(bench.options()).print(receipt)
        pieces = paper(bench.documents[0])
    assert [piece.text for piece in pieces if isinstance(piece, Text)] == [line.text for line in receipt]
    assert isinstance(pieces[-1], Cut)


def test_three_hundred_lines_arrive_on_a_slow_printer_although_they_take_longer_than_the_time_out(long_receipt):
    with TcpPrinter(slow_s=0.05) as bench:
        began = time.monotonic()
        make_printer(bench.options(timeout_s=0.6)).print(long_receipt)
        assert time.monotonic() - began > 0.6
        assert sum(isinstance(piece, Text) for piece in paper(bench.documents[0])) == 300


def test_a_printer_that_is_off_is_not_reachable_and_comes_back_without_a_restart(receipt):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    printer = make_printer({"driver": "network", "host": "127.0.0.1", "port": port, "timeout_s": 1})
    with pytest.raises(NotReachable, match="power"):
        printer.print(receipt)
    assert printer.health().state == SICK
    with TcpPrinter(port=port) as bench:
        assert printer.health().state == OK
        printer.print(receipt)
        assert isinstance(paper(bench.documents[-1])[-1], Cut)


def test_a_line_cut_in_mid_receipt_is_told_from_one_that_never_began(long_receipt):
    with TcpPrinter(die_after=2000) as bench, pytest.raises(CutShort, match="copy"):
        make_printer(bench.options()).print(long_receipt)


def test_a_printer_that_hangs_in_mid_receipt_ends_the_wait(long_receipt):
    with TcpPrinter(hang_after=600) as bench, pytest.raises(CutShort):
        make_printer(bench.options(timeout_s=0.5, finish_s=0.5)).print(long_receipt)


def test_no_paper_is_said_before_anything_is_sent(receipt):
    with TcpPrinter(answers={4: b"\x72"}) as bench:
        with pytest.raises(NoPaper):
            make_printer(bench.options()).print(receipt)
        assert len(bench.documents[0]) == 4 * 3


def test_little_paper_is_a_warning_and_prints(receipt):
    with TcpPrinter(answers={4: b"\x1e"}) as bench:
        printer = make_printer(bench.options())
        printer.print(receipt)
        assert printer.health().state == WARN


def test_an_answer_that_means_nothing_is_one_clear_error(receipt):
    with TcpPrinter(answers={1: b"HTTP/1.1 400 Bad Request\r\n"}) as bench:
        printer = make_printer(bench.options(timeout_s=0.3))
        with pytest.raises(Unreadable, match="48 54 54 50"):
            printer.print(receipt)


def test_a_silent_printer_says_how_to_live_with_it(receipt):
    with TcpPrinter(silent=True) as bench:
        with pytest.raises(Silent, match="status"):
            make_printer(bench.options(timeout_s=0.3)).print(receipt)
        make_printer(bench.options(status=False)).print(receipt)


def test_a_kick_opens_the_drawer_once():
    with TcpPrinter() as bench:
        make_printer(bench.options(drawer_pin=5, drawer_on_ms=100)).kick()
        assert paper(bench.documents[0]) == [Pulse(5, 100, 240)]


def test_a_kick_to_a_printer_without_paper_is_refused_not_kept_for_later():
    with TcpPrinter(answers={1: b"\x1a", 4: b"\x72"}) as bench:
        with pytest.raises(NoPaper):
            make_printer(bench.options()).kick()
        assert paper(bench.documents[0]) == []
