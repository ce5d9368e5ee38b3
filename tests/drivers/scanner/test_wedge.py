import pytest

from appliance.drivers.errors import BadOption
from appliance.drivers.scanner import make_scanner
from appliance.till.ports import OK, SICK, WARN


def running(given):
    scanner = make_scanner(given)
    codes, healths = [], []
    scanner.start(codes.append, healths.append)
    return scanner, codes, healths


def test_typed_characters_become_a_code_at_enter_line_feed_or_tab():
    scanner, codes, healths = running({"driver": "wedge"})
    for character in "8991\rLPK-1\nx\t\r":
        scanner.key(character)
    assert codes == ["8991", "LPK-1", "x"]
    assert [health.state for health in healths] == [OK]


def test_endless_typing_is_one_warning_and_heals():
    scanner, codes, healths = running({"driver": "wedge", "longest": 8})
    for character in "9" * 50 + "\r" + "8991\r":
        scanner.key(character)
    assert codes == ["8991"]
    assert [health.state for health in healths] == [OK, WARN, OK]


def test_a_gs1_code_keeps_its_separator():
    for given, typed in (({}, "10A\x1d21x\r"), ({"fnc1": "|"}, "10A|21x\r")):
        scanner, codes, _ = running({"driver": "wedge", **given})
        for character in typed:
            scanner.key(character)
        assert codes == ["10A\x1d21x"]


def test_a_function_key_is_nothing_a_wedge_can_see():
    with pytest.raises(BadOption, match="fnc1"):
        make_scanner({"driver": "wedge", "fnc1": "f8"})


def test_a_stopped_wedge_hears_nothing():
    scanner, codes, _ = running({"driver": "wedge"})
    scanner.stop()
    scanner.key("1")
    scanner.key("\r")
    assert codes == []


def test_a_simulated_scanner_scans_unplugs_and_heals():
    scanner, codes, healths = running({"driver": "simulated"})
    scanner.scan("8991")
    scanner.unplug()
    scanner.scan("lost")
    scanner.plug_in()
    assert codes == ["8991"]
    assert [health.state for health in healths] == [OK, SICK, OK]
