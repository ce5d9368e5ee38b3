import subprocess
import sys
import time
from threading import Thread

import pytest
from gpiozero.pins.mock import MockFactory

from appliance.drivers.drawer import make_drawer
from appliance.drivers.drawer.errors import PinsMissing
from appliance.till.ports import OK, SICK

PIN, SENSOR = 17, 27


@pytest.fixture
def pins():
    return MockFactory()


def drawer_on(pins, **more):
    return make_drawer({"driver": "gpio", "pin": PIN, "pin_factory": pins, "pulse_ms": 50, **more})


def states(pins, pin=PIN):
    return [state.state for state in pins.pin(pin).states]


def wait_until(is_true, timeout_s=10):
    deadline = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def test_one_opening_is_one_pulse(pins):
    drawer = drawer_on(pins)
    drawer.open()
    wait_until(lambda: len(states(pins)) == 3)
    assert states(pins) == [False, True, False]
    assert pins.pin(PIN).states[2].timestamp >= 0.049
    drawer.close()


def test_a_relay_that_is_active_low_rests_high(pins):
    drawer = drawer_on(pins, active="low")
    drawer.open()
    wait_until(lambda: len(states(pins)) == 4)
    assert states(pins)[1:] == [True, False, True]
    drawer.close()


def test_two_openings_at_once_are_one_pulse(pins):
    drawer = drawer_on(pins, pulse_ms=500)
    threads = [Thread(target=drawer.open) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert states(pins) == [False, True]
    drawer.close()
    assert states(pins) == [False, True, False]


def test_the_caller_does_not_wait_for_the_pulse(pins):
    drawer = drawer_on(pins, pulse_ms=500)
    drawer.open()
    assert states(pins)[-1] is True
    drawer.close()


def test_a_later_opening_is_a_pulse_of_its_own(pins):
    drawer = drawer_on(pins)
    drawer.open()
    wait_until(lambda: len(states(pins)) == 3)
    drawer.open()
    wait_until(lambda: len(states(pins)) == 5)
    drawer.close()


def test_the_coil_is_off_when_the_process_ends_in_mid_pulse():
    program = (
        "from gpiozero.pins.mock import MockFactory, MockPin\n"
        "class Loud(MockPin):\n"
        "    def _change_state(self, value):\n"
        "        print(int(value), flush=True)\n"
        "        return super()._change_state(value)\n"
        "from appliance.drivers.drawer import make_drawer\n"
        "drawer = make_drawer({'driver': 'gpio', 'pin': 17, 'pulse_ms': 500,\n"
        "                      'pin_factory': MockFactory(pin_class=Loud)})\n"
        "drawer.open()\n"
        "raise KeyboardInterrupt\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split()[-2:] == ["1", "0"], done


def test_without_a_sensor_nobody_knows_whether_it_is_open(pins):
    drawer = drawer_on(pins)
    assert drawer.is_open() is None
    drawer.close()


@pytest.mark.parametrize("level", ["low", "high"])
def test_the_sensor_says_whether_it_is_open(pins, level):
    drawer = drawer_on(pins, sensor_pin=SENSOR, sensor_open=level)
    drawer.is_open()
    pins.pin(SENSOR).drive_high()
    assert drawer.is_open() is (level == "high")
    pins.pin(SENSOR).drive_low()
    assert drawer.is_open() is (level == "low")
    drawer.close()


def test_a_drawer_that_does_not_move_gets_a_second_pulse_and_then_help(pins):
    drawer = drawer_on(pins, sensor_pin=SENSOR)
    drawer.health()
    pins.pin(SENSOR).drive_low()
    drawer.open()
    wait_until(lambda: drawer.health().state == SICK)
    assert drawer.health().error.code == "drawer_did_not_open"
    assert states(pins) == [False, True, False, True, False]
    pins.pin(SENSOR).drive_high()
    drawer.open()
    wait_until(lambda: drawer.health().state == OK)
    assert len(states(pins)) == 7
    drawer.close()


def test_pins_that_cannot_be_had_are_a_sick_drawer_and_no_other_exception():
    class NoPins:
        def __getattr__(self, name):
            raise RuntimeError("no GPIO here")

    drawer = drawer_on(NoPins())
    assert drawer.health().state == SICK
    with pytest.raises(PinsMissing, match="no GPIO here"):
        drawer.open()


def test_a_closed_drawer_can_be_used_again(pins):
    drawer = drawer_on(pins)
    drawer.open()
    drawer.close()
    drawer.close()
    assert drawer.health().state == OK
    drawer.close()
