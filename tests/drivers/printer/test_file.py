import os
import time
from contextlib import suppress
from threading import Thread

import pytest

from appliance.drivers.printer import make_printer
from appliance.drivers.printer._paper import Reader, Text
from appliance.drivers.printer._profile import Profile
from appliance.drivers.printer.errors import CutShort, NotReachable, Silent


def texts(data):
    if not data.endswith(b"\x1dV\x01"):
        return []
    return [piece.text for piece in Reader(Profile("default")).read(data) if isinstance(piece, Text)]


def test_a_plain_file_takes_receipts_one_after_another(receipt, tmp_path):
    path = tmp_path / "paper"
    path.touch()
    printer = make_printer({"driver": "file", "path": str(path), "status": False})
    printer.print(receipt)
    printer.print(receipt)
    assert texts(path.read_bytes()) == 2 * [line.text for line in receipt]


def test_a_file_that_cannot_answer_must_be_declared(receipt, tmp_path):
    path = tmp_path / "paper"
    path.touch()
    with pytest.raises(Silent, match="status"):
        make_printer({"driver": "file", "path": str(path), "timeout_s": 0.1}).print(receipt)


def test_a_pipe_with_a_reader_gets_a_long_receipt_and_one_without_is_not_reachable(long_receipt, tmp_path):
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    printer = make_printer({"driver": "file", "path": path, "status": False})
    with pytest.raises(NotReachable):
        printer.print(long_receipt)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    printing = Thread(target=printer.print, args=[long_receipt], daemon=True)
    printing.start()
    got = bytearray()
    deadline = time.monotonic() + 20
    while (printing.is_alive() or len(texts(bytes(got))) < 300) and time.monotonic() < deadline:
        with suppress(BlockingIOError):
            got += os.read(reader, 4096)
    os.close(reader)
    assert texts(bytes(got)) == [line.text for line in long_receipt]


def test_a_pipe_nobody_empties_is_cut_short(long_receipt, tmp_path):
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        printer = make_printer({"driver": "file", "path": path, "status": False, "timeout_s": 0.2})
        with pytest.raises(CutShort):
            printer.print(long_receipt * 10)
    finally:
        os.close(reader)
