import pytest

from appliance.drivers import BadOption, MissingOption, UnknownDriver, UnknownOption
from appliance.drivers._options import Options, driver_module
from appliance.drivers.drawer import make_drawer
from appliance.drivers.errors import DriverMissing
from appliance.drivers.light import make_light
from appliance.drivers.printer import make_printer
from appliance.drivers.scale import make_scale
from appliance.drivers.scanner import make_scanner
from appliance.drivers.terminal import make_terminal

MAKERS = [make_scanner, make_printer, make_drawer, make_scale, make_light, make_terminal]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("driver", ["", "laser", None, 7, ["simulated"]])
def test_an_unknown_driver_is_refused_and_the_known_ones_are_named(make, driver):
    with pytest.raises(UnknownDriver, match="simulated"):
        make({"driver": driver})


@pytest.mark.parametrize("make", MAKERS)
def test_an_unknown_option_is_refused_by_name(make):
    with pytest.raises(UnknownOption, match='"colour"'):
        make({"driver": "simulated", "colour": "red"})


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (make_printer, {"driver": "network"}),
        (make_printer, {"driver": "serial"}),
        (make_printer, {"driver": "file"}),
        (make_drawer, {"driver": "gpio"}),
        (make_scanner, {"driver": "evdev"}),
        (make_scale, {"driver": "toledo_8217"}),
        (make_terminal, {"driver": "zvt"}),
        (make_light, {"driver": "gpio"}),
    ],
)
def test_an_option_that_is_needed_is_asked_for(make, given):
    with pytest.raises(MissingOption):
        make(given)


@pytest.mark.parametrize(
    ("make", "given", "option"),
    [
        (make_printer, {"driver": "network", "host": "till", "port": "9100"}, "port"),
        (make_printer, {"driver": "network", "host": "till", "port": 0}, "port"),
        (make_printer, {"driver": "network", "host": ""}, "host"),
        (make_printer, {"driver": "simulated", "profile": "TM-Unknown"}, "profile"),
        (make_printer, {"driver": "simulated", "columns": True}, "columns"),
        (make_printer, {"driver": "simulated", "timeout_s": 0}, "timeout_s"),
        (make_printer, {"driver": "simulated", "drawer_pin": 3}, "drawer_pin"),
        (make_printer, {"driver": "simulated", "status": "yes"}, "status"),
        (make_printer, {"driver": "serial", "path": "/dev/ttyS0", "speed": 9601}, "speed"),
        (make_drawer, {"driver": "gpio", "pin": 17, "pulse_ms": 5000}, "pulse_ms"),
        (make_drawer, {"driver": "gpio", "pin": 17, "pin_factory": "pigpio"}, "pin_factory"),
        (make_drawer, {"driver": "gpio", "pin": 17, "chip": 1.5}, "chip"),
        (make_drawer, {"driver": "printer_kick"}, "driver"),
        (make_scanner, {"driver": "evdev", "path": []}, "path"),
        (make_scanner, {"driver": "evdev", "path": 3}, "path"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(make, given, option):
    with pytest.raises(BadOption, match=f'"?{option}'):
        make(given)


def test_a_driver_whose_library_is_absent_says_which(tmp_path):
    with pytest.raises(DriverMissing, match="no_such_library"):
        driver_module(Options("scanner", {"driver": "x"}), {"x": "no_such_library"}, "appliance.drivers.scanner")
