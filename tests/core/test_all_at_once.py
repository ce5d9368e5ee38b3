"""The whole core in a small heap; first in the alphabet, so that nothing else has been in the heap before."""

import gc
import os
import sys

from tests.core.checks import equal


def test_the_whole_core_can_be_held_at_once():
    folder = sys.modules["tests.core.checks"].__file__.rpartition("/")[0] + "/../../appliance/core"
    files = os.listdir(folder)  # noqa: PTH208 - MicroPython has no pathlib
    names = sorted([file[:-3] for file in files if file[-3:] == ".py" and file[:2] != "__"])
    for name in names:
        gc.collect()
        __import__("appliance.core." + name)
    equal(len(names) > 20, True)
    equal([name for name in names if "appliance.core." + name not in sys.modules], [])
