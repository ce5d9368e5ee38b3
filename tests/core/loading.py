"""Imports for a heap in which only one file at a time can be compiled."""

import gc
import os
import sys

ROOT = __file__.rpartition("/")[0] + "/../.."


def load(module):
    """Import a module after all it needs, one by one: a compiler within a compiler takes more than a board has."""
    path = ROOT + "/" + module.replace(".", "/") + ".py"
    if module in sys.modules or not exists(path):
        return
    package = module.rpartition(".")[0]
    with open(path) as file:  # noqa: PTH123 - MicroPython has no pathlib
        imports = [line.replace(" .", " " + package + ".", 1).split() for line in file if line[:5] == "from "]
    for words in imports:
        load(words[1])
        for name in words[3:]:
            load(words[1].rstrip(".") + "." + name.strip(",()"))
    gc.collect()
    __import__(module)
    gc.collect()


def exists(path):
    """Say whether there is such a file; packages load themselves."""
    try:
        os.stat(path)  # noqa: PTH116
    except OSError:
        return False
    return True
