import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.drivers import BadOption
from appliance.drivers.scale import make_scale
from appliance.drivers.scale._toledo import understood
from appliance.drivers.scale._weighing import MOVING
from appliance.drivers.scale.errors import (
    OverCapacity,
    ScaleError,
    ScaleSilent,
    ScaleUnplugged,
    ScaleUnreadable,
    UnderZero,
)
from appliance.till.devices import Weight
from appliance.till.ports import OK, SICK, WARN
from tests.drivers.scale.bench import Heard, SerialScale

AT_REST = b"?\x40"


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (b"01.234", Weight(1234, is_stable=True)),
        (b" 0.845N", Weight(845, is_stable=True)),
        (b"00.000", Weight(0, is_stable=True)),
        (b"?\x41", MOVING),
        (b"?\xc1", MOVING),  # with its parity bit
        (AT_REST, MOVING),
    ],
)
def test_an_answer_is_a_weight_in_grams_or_goods_that_move(answer, meaning):
    assert understood(answer, "bench") == meaning


@pytest.mark.parametrize(("answer", "error"), [(b"?\x42", OverCapacity), (b"?\x44", UnderZero)])
def test_a_scale_that_cannot_weigh_says_why(answer, error):
    assert isinstance(understood(answer, "bench"), error)


@pytest.mark.parametrize("answer", [b"", b"02.72", b"?", b"HTTP/1.1", b"1.2345", b"kg"])
def test_pounds_and_noise_are_no_weight(answer):
    with pytest.raises(ScaleUnreadable):
        understood(answer, "bench")


@given(st.binary(max_size=12))
def test_any_bytes_are_a_weight_or_a_scale_error(answer):
    with contextlib.suppress(ScaleUnreadable):
        assert isinstance(understood(answer, "bench"), Weight | ScaleError)


def scale(bench, **more):
    return make_scale(
        {"driver": "toledo_8217", "path": bench.path, "bits": 8, "timeout_s": 0.3, "retry_s": 0.05, **more}
    )


def test_goods_that_come_to_rest_are_told_once():
    heard = Heard()
    with SerialScale(b"?\x41") as bench:
        weighing = scale(bench)
        weighing.start(heard.weight, heard.health)
        heard.wait(lambda heard: heard.weights == [Weight(0, is_stable=False)])
        bench.answer = b"00.845"
        heard.wait(lambda heard: heard.weights[-1] == Weight(845, is_stable=True))
        bench.answer = b"?\x41"
        heard.wait(lambda heard: heard.weights[-1] == Weight(845, is_stable=False))
        weighing.stop()
    assert [health.state for health in heard.healths] == [OK]


def test_zero_is_asked_of_the_scale():
    heard = Heard()
    with SerialScale(b"00.012") as bench:
        weighing = scale(bench)
        weighing.start(heard.weight, heard.health)
        heard.wait(lambda heard: heard.weights)
        weighing.zero()
        heard.wait(lambda heard: heard.weights[-1].quantity_milli == 0)
        weighing.stop()
        assert bench.zeroed == 1


def test_too_much_on_it_is_a_warning_and_no_weight_holds():
    heard = Heard()
    with SerialScale(b"14.990") as bench:
        weighing = scale(bench)
        weighing.start(heard.weight, heard.health)
        heard.wait(lambda heard: heard.weights)
        bench.answer = b"?\x42"
        heard.wait(lambda heard: heard.healths[-1].state == WARN)
        assert not heard.weights[-1].is_stable
        weighing.stop()


def test_a_scale_that_is_off_is_silent_and_heals():
    heard = Heard()
    with SerialScale(None) as bench:
        weighing = scale(bench)
        weighing.start(heard.weight, heard.health)
        heard.wait(lambda heard: heard.healths and isinstance(heard.healths[-1].error, ScaleSilent))
        bench.answer = b"00.100"
        heard.wait(lambda heard: heard.healths[-1].state == OK)
        assert heard.weights == [Weight(100, is_stable=True)]
        weighing.stop()


def test_a_scale_that_is_pulled_out_comes_back_when_it_is_plugged_in(tmp_path):
    heard = Heard()
    link = tmp_path / "scale"
    with SerialScale(b"00.100") as bench:
        link.symlink_to(bench.path)
        weighing = make_scale(
            {"driver": "toledo_8217", "path": str(link), "bits": 8, "timeout_s": 0.2, "retry_s": 0.05}
        )
        weighing.start(heard.weight, heard.health)
        heard.wait(lambda heard: heard.weights)
    link.unlink()
    heard.wait(lambda heard: heard.healths[-1].state == SICK)
    heard.wait(lambda heard: isinstance(heard.healths[-1].error, ScaleUnplugged))
    with SerialScale(b"00.222") as bench:
        link.symlink_to(bench.path)
        heard.wait(lambda heard: heard.weights[-1] == Weight(222, is_stable=True))
        assert heard.healths[-1].state == OK
        weighing.stop()


def test_a_speed_no_scale_has_is_refused():
    with pytest.raises(BadOption, match="9600"):
        make_scale({"driver": "toledo_8217", "path": "/dev/ttyS0", "speed": 9601})
