"""What a board without a screen holds at once; first in the alphabet, in a heap that nothing else has been in."""

import sys

from tests.core.checks import equal
from tests.core.loading import load

# It sells, takes goods back, books, seals its journal and speaks the wire.
COUNTER = (
    "sale", "shift", "cart", "refund", "entries.sale", "message", "entries.shift", "cash", "journal", "feed", "key",
)  # fmt: skip


def test_a_board_holds_a_till_that_sells_and_speaks_the_wire():
    for name in COUNTER:
        load("appliance.core." + name)
    equal([name for name in COUNTER if "appliance.core." + name not in sys.modules], [])
