import logging

from appliance.drivers._watch import Watch
from appliance.till.ports import OK, SICK, DeviceError


def test_the_log_hears_once_that_a_device_went_and_once_that_it_is_back(caplog):
    caplog.set_level(logging.INFO)
    watch = Watch(logging.getLogger("watch"), "scales")
    watch.well()
    for _ in range(3):
        assert watch.ill(DeviceError()).state == SICK
    for _ in range(3):
        assert watch.well().state == OK
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
