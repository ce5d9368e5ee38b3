from __future__ import annotations

import queue

import pytest

from appliance.till.cash_drawer import CashDrawer
from appliance.till.ports import OK, SICK, DeviceError, Health
from tests.store.goods import WAIT_S


class Jammed(DeviceError):
    code = "jammed"


class FakeDrawer:
    """Counts pulses; `fault` is raised at the next pulse, `sensor_fault` at every look."""

    def __init__(self, *, has_sensor=True):
        self._has_sensor = has_sensor
        self.is_standing_open = False
        self.fault = None
        self.sensor_fault = None
        self.happened = queue.SimpleQueue()

    def open(self):
        fault, self.fault = self.fault, None
        self.happened.put("pulse")
        if fault:
            raise fault
        self.is_standing_open = True

    def is_open(self):
        if self.sensor_fault:
            self.happened.put("look")
            raise self.sensor_fault
        return self.is_standing_open if self._has_sensor else None

    def health(self):
        return Health(OK)

    def close(self):
        self.happened.put("given back")


class Served:
    def __init__(self, drawer):
        self.told = queue.SimpleQueue()
        self.closed = queue.SimpleQueue()
        self.drawer = CashDrawer(drawer, self.told.put, lambda: self.closed.put(True))
        self.drawer.start()


def next_of(happened):
    return happened.get(timeout=WAIT_S)


def test_every_wish_is_one_pulse_and_the_device_is_given_back_at_the_end():
    device = FakeDrawer(has_sensor=False)
    served = Served(device)
    served.drawer.open()
    served.drawer.open()
    served.drawer.stop(WAIT_S)
    assert [next_of(device.happened) for _ in range(3)] == ["pulse", "pulse", "given back"]
    assert served.closed.empty()


def test_closing_it_by_hand_is_told_once():
    device = FakeDrawer()
    served = Served(device)
    served.drawer.open()
    assert next_of(device.happened) == "pulse"
    device.is_standing_open = False
    assert next_of(served.closed)
    served.drawer.stop(WAIT_S)
    assert served.closed.empty()


@pytest.mark.parametrize("fault", [Jammed, OSError])
def test_a_drawer_that_fails_is_told_and_opens_again_when_it_can(fault):
    device = FakeDrawer(has_sensor=False)
    served = Served(device)
    assert next_of(served.told).state == OK
    device.fault = fault
    served.drawer.open()
    assert next_of(served.told).state == SICK
    served.drawer.open()
    assert next_of(served.told).state == OK
    assert [next_of(device.happened) for _ in range(2)] == ["pulse", "pulse"]
    served.drawer.stop(WAIT_S)


def test_a_sensor_that_fails_while_the_drawer_is_open_does_not_end_its_service():
    device = FakeDrawer()
    served = Served(device)
    served.drawer.open()
    assert next_of(device.happened) == "pulse"
    device.sensor_fault = Jammed
    assert next_of(device.happened) == "look"
    device.sensor_fault = None
    device.is_standing_open = False
    assert next_of(served.closed)
    served.drawer.stop(WAIT_S)
