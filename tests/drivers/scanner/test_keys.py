import pytest
from evdev import ecodes
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.drivers.scanner._keys import Keys
from appliance.drivers.scanner.errors import Endless, KeysLost, ScannerError
from tests.drivers.scanner.recordings import KEY_OF, held, press, recorded, typed

CODES = st.text(st.sampled_from(sorted(KEY_OF)), min_size=1, max_size=60)
EVENTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300), st.integers(-1, 2)), max_size=80)


def found(events, longest=512, fnc1="ctrl+]"):
    keys = Keys("bench", longest, fnc1)
    return [result for event in events if (result := keys.take(*event)) is not None]


def test_a_recorded_ean_13_is_one_code():
    assert found(recorded("ean13")) == ["8991102380706"]


def test_a_recorded_code_128_keeps_its_capitals():
    assert found(recorded("code128")) == ["LPK-Ab42xZ"]


@settings(deadline=None)
@given(st.lists(CODES, max_size=6), st.sampled_from([ecodes.KEY_ENTER, ecodes.KEY_KPENTER, ecodes.KEY_TAB]))
def test_every_terminated_code_arrives_once_and_in_order(codes, end):
    assert found([event for code in codes for event in typed(code, end)]) == codes


@settings(deadline=None)
@given(EVENTS, CODES)
def test_no_key_stream_raises_or_swallows_the_code_after_it(garbage, code):
    released = [(ecodes.EV_KEY, key, 0) for key in range(300)]
    results = found(garbage + released + press(ecodes.KEY_ENTER) + typed(code))
    assert results[-1] == code
    assert all(isinstance(result, str | ScannerError) for result in results)


def test_the_keypad_types_digits():
    keypad = [ecodes.KEY_KP8, ecodes.KEY_KP9, ecodes.KEY_KP0, ecodes.KEY_KPDOT, ecodes.KEY_KPENTER]
    assert found([event for key in keypad for event in press(key)]) == ["890."]


def test_a_key_that_repeats_by_itself_counts_once():
    assert found([(ecodes.EV_KEY, ecodes.KEY_7, 2), *typed("7")]) == ["7"]


def test_a_scanner_that_types_numbers_with_alt_is_understood():
    numbers = [held(ecodes.KEY_LEFTALT, typed(number, end=None)) for number in ("065", "0054", "0122")]
    assert found([event for one in numbers for event in one] + press(ecodes.KEY_ENTER)) == ["A6z"]


def test_the_separator_of_a_gs1_code_survives():
    separator = held(ecodes.KEY_LEFTCTRL, press(ecodes.KEY_RIGHTBRACE))
    assert found(typed("0112", end=None) + separator + typed("21x")) == ["0112\x1d21x"]


def test_a_recorded_gs1_datamatrix_keeps_its_separator_and_its_symbology():
    assert found(recorded("gs1_datamatrix")) == ["]d20107032069804988100329\x1d17261231"]


@pytest.mark.parametrize("fnc1", ["f1", "f8", "f12"])
def test_a_function_key_can_stand_for_fnc1(fnc1):
    press_it = press(getattr(ecodes, f"KEY_{fnc1.upper()}"))
    events = typed("10A", end=None) + press_it + typed("21x")
    assert found(events, fnc1=fnc1) == ["10A\x1d21x"]
    assert found(events) == ["10A21x"]


def test_a_sign_can_stand_for_fnc1():
    assert found(typed("10A|21x"), fnc1="|") == ["10A\x1d21x"]
    assert found(typed("10A|21x")) == ["10A|21x"]


def test_a_separator_typed_as_its_number_survives():
    separator = held(ecodes.KEY_LEFTALT, typed("029", end=None))
    assert found(typed("10A", end=None) + separator + typed("21x")) == ["10A\x1d21x"]


def test_an_empty_code_is_no_code():
    assert found(press(ecodes.KEY_ENTER) + press(ecodes.KEY_TAB)) == []


def test_garbage_without_an_end_is_one_error_and_the_next_code_arrives():
    results = found(typed("9" * 5000) + typed("8991"), longest=100)
    assert [type(result) for result in results] == [Endless, str]
    assert results[1] == "8991"


@pytest.mark.parametrize("place", [0, 6])
def test_a_code_with_holes_is_refused_and_the_next_one_arrives(place):
    events = typed("8991")
    events.insert(place, (ecodes.EV_SYN, ecodes.SYN_DROPPED, 0))
    results = found(events + typed("8991"))
    assert [type(result) for result in results] == [KeysLost, str]
