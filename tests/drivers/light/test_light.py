import time

import pytest
from gpiozero.pins.mock import MockFactory

from appliance.drivers.light import make_light
from appliance.drivers.light.errors import LightPinMissing
from appliance.till.devices import AGE, DARK, HELP, PAYMENT
from appliance.till.ports import OFF, OK, SICK

PIN = 17


@pytest.fixture
def pins():
    factory = MockFactory()
    yield factory
    factory.reset()


def changes(pin, seconds):
    """Return how often the pin changed within the time."""
    before, count = pin.state, 0
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        count += pin.state != before
        before = pin.state
        time.sleep(0.01)
    return count


def test_an_age_check_blinks_faster_than_help_and_help_faster_than_a_payment(pins):
    light = make_light({"driver": "gpio", "pin": PIN, "pin_factory": pins})
    counts = []
    for pattern in (AGE, HELP, PAYMENT):
        light.show(pattern)
        counts.append(changes(pins.pin(PIN), 1.2))
    assert counts[0] > counts[1] >= counts[2]
    light.close()


@pytest.mark.parametrize(("active", "dark"), [("high", 0), ("low", 1)])
def test_a_dark_light_has_no_current_and_stays_dark_when_it_is_given_back(pins, active, dark):
    light = make_light({"driver": "gpio", "pin": PIN, "active": active, "pin_factory": pins})
    light.show(HELP)
    light.show(DARK)
    assert changes(pins.pin(PIN), 0.7) == 0
    assert pins.pin(PIN).state == dark
    light.show(HELP)
    light.close()


def test_a_pin_that_cannot_be_had_is_a_sick_light_and_no_other_exception():
    class Broken:
        def __getattr__(self, name):
            raise RuntimeError("no chip")

    light = make_light({"driver": "gpio", "pin": PIN, "pin_factory": Broken()})
    with pytest.raises(LightPinMissing, match="no chip"):
        light.show(HELP)
    assert light.health().state == SICK


def test_a_light_that_is_not_fitted_does_nothing_and_is_no_trouble():
    light = make_light({"driver": "off"})
    light.show(HELP)
    assert light.health().state == OFF
    light.close()


def test_the_simulated_light_remembers():
    light = make_light({"driver": "simulated"})
    light.show(HELP)
    light.show(AGE)
    assert (light.shown, light.history, light.health().state) == (AGE, [HELP, AGE], OK)
    light.close()
    assert light.shown == DARK
