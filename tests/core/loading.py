"""Imports for a heap in which only one file at a time can be compiled, the largest while there is most room."""

import gc
import os
import sys

ROOT = __file__.rpartition("/")[0] + "/../.."


def load(module):
    """Import a module after all it needs, one by one: a compiler within a compiler takes more than a board has."""
    path = ROOT + "/" + module.replace(".", "/") + ".py"
    if module in sys.modules or not size(path):
        return
    package = module.rpartition(".")[0]
    with open(path) as file:  # noqa: PTH123 - MicroPython has no pathlib
        imports = [line.replace(" .", " " + package + ".", 1).split() for line in file if line[:5] == "from "]
    for words in sorted(imports, key=lambda words: -size_of(words[1])):
        load(words[1])
        for name in words[3:]:
            load(words[1].rstrip(".") + "." + name.strip(",()"))
    gc.collect()
    __import__(module)
    gc.collect()


def size_of(module):
    """Return how large a module's file is; packages have none and load themselves."""
    return size(ROOT + "/" + module.replace(".", "/") + ".py")


def size(path):
    """Return a file's size, 0 where there is none."""
    try:
        return os.stat(path)[6]  # noqa: PTH116
    except OSError:
        return 0
