"""The entries that are kept for tests are what a till writes."""

import pytest

from appliance.core.canonical import canonical
from tests.core.canned import NAMES, canned, made


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_that_is_kept_is_written_the_same_today(name):
    assert canonical(canned(name)) == canonical(made(name))
