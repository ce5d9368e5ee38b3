import contextlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.drivers.scale import make_scale
from appliance.drivers.scale._hid import understood
from appliance.drivers.scale.errors import CannotZero, NeedsCare, OverCapacity, ScaleError, ScaleUnreadable, UnderZero
from appliance.till.devices import Weight
from appliance.till.ports import OK, SICK, WARN
from tests.drivers.scale.bench import Heard


def report(status, unit, power, weight):
    return bytes([3, status, unit]) + power.to_bytes(1, signed=True) + weight.to_bytes(2, "little")


@pytest.mark.parametrize(
    ("raw", "grams"),
    [
        (report(4, 2, 0, 20), 20),
        (report(4, 3, -3, 1234), 1234),
        (report(4, 3, -2, 123), 1230),
        (report(4, 0x0B, -1, 352), 998),
        (report(4, 0x0C, -2, 100), 454),
        (report(2, 2, 0, 0), 0),
    ],
)
def test_every_unit_is_told_in_grams(raw, grams):
    assert understood(raw, "bench") == Weight(grams, is_stable=True)


def test_goods_that_move_are_not_stable():
    assert understood(report(3, 2, 0, 77), "bench") == Weight(77, is_stable=False)


@pytest.mark.parametrize(
    ("status", "error"), [(1, NeedsCare), (5, UnderZero), (6, OverCapacity), (7, NeedsCare), (8, UnderZero)]
)
def test_every_state_of_the_standard_has_its_words(status, error):
    assert isinstance(understood(report(status, 2, 0, 5), "bench"), error)


@given(st.binary(max_size=9))
def test_any_report_is_a_weight_or_a_scale_error(raw):
    with contextlib.suppress(ScaleUnreadable):
        assert isinstance(understood(raw, "bench"), Weight | ScaleError)


def test_a_scale_on_a_pipe_weighs_goes_and_comes_back(tmp_path):
    path = tmp_path / "hidraw0"
    os.mkfifo(path)
    heard = Heard()
    scale = make_scale({"driver": "hid", "path": str(path), "retry_s": 0.05})
    scale.start(heard.weight, heard.health)
    pan = os.open(path, os.O_WRONLY)
    os.write(pan, report(3, 2, 0, 800))
    heard.wait(lambda heard: heard.weights == [Weight(800, is_stable=False)])
    os.write(pan, report(4, 2, 0, 845))
    heard.wait(lambda heard: heard.weights[-1] == Weight(845, is_stable=True))
    os.write(pan, report(6, 2, 0, 845))
    heard.wait(lambda heard: heard.healths[-1].state == WARN)
    os.close(pan)
    path.unlink()
    heard.wait(lambda heard: heard.healths[-1].state == SICK)
    os.mkfifo(path)
    pan = os.open(path, os.O_WRONLY)
    os.write(pan, report(4, 2, 0, 20))
    heard.wait(lambda heard: heard.weights[-1] == Weight(20, is_stable=True) and heard.healths[-1].state == OK)
    scale.zero()
    heard.wait(lambda heard: isinstance(heard.healths[-1].error, CannotZero))
    with pytest.raises(CannotZero, match="zero key"):
        scale.zero()
    scale.stop()
    os.close(pan)


def test_without_a_scale_on_the_bus_it_is_not_there(tmp_path):
    heard = Heard()
    (tmp_path / "hidraw0").touch()  # something, and no scale
    scale = make_scale({"driver": "hid", "path": str(tmp_path / "hidraw*"), "retry_s": 0.05})
    scale.start(heard.weight, heard.health)
    heard.wait(lambda heard: heard.healths and heard.healths[-1].state == SICK)
    scale.stop()
