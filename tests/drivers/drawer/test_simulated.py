from appliance.drivers.drawer import make_drawer
from appliance.till.ports import OK, SICK


def test_it_stands_open_until_somebody_closes_it():
    drawer = make_drawer({"driver": "simulated"})
    assert drawer.is_open() is False
    drawer.open()
    assert (drawer.is_open(), drawer.pulses) == (True, 1)
    drawer.close_by_hand()
    assert drawer.is_open() is False


def test_a_locked_drawer_is_sick_until_a_pulse_opens_it():
    drawer = make_drawer({"driver": "simulated"})
    drawer.lock()
    drawer.open()
    assert (drawer.is_open(), drawer.health().state) == (False, SICK)
    drawer.unlock()
    drawer.open()
    assert drawer.health().state == OK


def test_without_a_sensor_it_knows_nothing():
    drawer = make_drawer({"driver": "simulated", "sensor": False})
    drawer.open()
    assert drawer.is_open() is None
