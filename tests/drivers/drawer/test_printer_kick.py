import pytest

from appliance.drivers.drawer import make_drawer
from appliance.drivers.drawer.errors import KickFailed
from appliance.drivers.printer import make_printer
from appliance.till.ports import OK, SICK


def test_the_printer_gives_the_pulse_and_its_trouble_is_told_and_heals():
    printer = make_printer({"driver": "simulated"})
    drawer = make_drawer({"driver": "printer_kick"}, printer)
    drawer.open()
    assert (printer.pulses, drawer.is_open(), drawer.health().state) == (1, None, OK)
    printer.run_out_of_paper()
    with pytest.raises(KickFailed, match="no paper"):
        drawer.open()
    assert drawer.health().state == SICK
    printer.load_paper()
    assert drawer.health().state == OK
    assert printer.pulses == 1
