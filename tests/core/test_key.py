from appliance.core.key import time_key
from tests.core.checks import equal


def test_a_key_is_a_uuid_of_version_seven():
    key = time_key(1_700_000_000_000, b"\xff" * 10)
    equal(key, "018bcfe5-6800-7fff-bfff-ffffffffffff")


def test_keys_sort_by_the_time_they_were_made():
    keys = [time_key(at_ms, bytes([255 - at_ms % 256] * 10)) for at_ms in (0, 1, 255, 256, 10**12, 2**48 - 1)]
    equal(sorted(keys), keys)
    equal(len(set(keys)), 6)
