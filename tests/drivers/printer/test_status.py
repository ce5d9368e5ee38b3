import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.drivers.printer._status import FIXED, Status, ask
from appliance.drivers.printer.errors import PrinterError, Silent, Unreadable


class Talker:
    """Says the given pieces, one a question."""

    def __init__(self, pieces):
        self.pieces = list(pieces)
        self.asked = 0

    def write(self, data):
        self.asked += 1
        return len(data)

    def read(self, timeout_s):
        return self.pieces.pop(0) if self.asked and self.pieces else b""


@settings(deadline=None)
@given(st.lists(st.binary(max_size=9), max_size=9))
def test_any_answer_gives_a_status_or_one_printer_error(pieces):
    try:
        problem = ask(Talker(pieces), "bench", 0.001).problem()
    except (Silent, Unreadable):
        return
    assert problem is None or issubclass(problem, PrinterError)


def test_flow_control_and_automatic_status_are_not_taken_for_answers():
    noise = b"\x11\x13\x14\x00\x00\x0f"
    assert ask(Talker([noise + bytes([FIXED])] * 4), "bench", 5) == Status(FIXED, FIXED, FIXED, FIXED)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ((0x12, 0x12, 0x12, 0x12), None),
        ((0x1A, 0x12, 0x12, 0x12), "printer_off_line"),
        ((0x1A, 0x16, 0x12, 0x72), "printer_cover_open"),
        ((0x1A, 0x32, 0x12, 0x12), "printer_no_paper"),
        ((0x1A, 0x12, 0x12, 0x72), "printer_no_paper"),
        ((0x1A, 0x52, 0x1A, 0x12), "printer_cutter_jammed"),
        ((0x1A, 0x52, 0x32, 0x12), "printer_failed"),
        ((0x12, 0x12, 0x12, 0x1E), None),
    ],
)
def test_every_bit_has_its_words(status, code):
    problem = Status(*status).problem()
    assert (problem.code if problem else None) == code
