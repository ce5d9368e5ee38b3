"""Run the core's tests in this interpreter, each file apart.

    MICROPYPATH=.frozen micropython -X heapsize=128k tests/core/run_micropython.py

Arguments are parts of file names; without any, every test_*.py beside this file runs. Each file has an interpreter of
its own, with a heap as small as a board's: no board holds every test.
"""

import gc
import os
import sys
import time

HERE = __file__.rpartition("/")[0] or "."
sys.path.insert(0, HERE + "/../..")

from tests.core.loading import load  # noqa: E402 - the path to it comes first


def run(name):
    """Run one file and return how many of its tests passed and failed."""
    load("tests.core." + name)
    module = sys.modules["tests.core." + name]
    passed = failed = 0
    for test in sorted(dir(module)):
        if test[:5] != "test_":
            continue
        gc.collect()
        try:
            getattr(module, test)()
            passed += 1
        except Exception as error:  # noqa: BLE001 - a test may fail in any way
            failed += 1
            print("%s.%s: %s" % (name, test, repr(error)))
    return passed, failed


def run_apart(name):
    """Do as `run` in an interpreter of its own with as large a heap: a name that was read stays in a heap."""
    told = "/tmp/lapak-core-%d" % time.time_ns()
    heap = gc.mem_free() + gc.mem_alloc() + 2047
    os.system("'%s' -X heapsize=%d '%s' %s.py > %s 2>&1" % (sys.executable, heap, __file__, name, told))  # noqa: S605
    with open(told) as file:  # noqa: PTH123
        lines = [line.rstrip() for line in file]
    os.remove(told)  # noqa: PTH107
    words = lines.pop().split() if lines else []
    print("\n".join(lines), end="\n" if lines else "")
    if len(words) != 4 or words[1] != "passed,":
        print("%s: %s" % (name, " ".join(words)))
        return 0, 1
    return int(words[0]), int(words[2])


def main(parts):
    """Run the files, print `N passed, N failed` and return the exit code."""
    is_small = sys.implementation.name == "micropython"
    files = os.listdir(HERE)  # noqa: PTH208 - MicroPython has no pathlib
    names = sorted([file[:-3] for file in files if file[:5] == "test_" and file[-3:] == ".py"])
    if parts:
        names = [name for name in names if any(part in name or part == name + ".py" for part in parts)]
    if is_small:
        gc.threshold(4096)  # collect early: what a compiler leaves behind would cut a small heap to pieces
        __import__("micropython").opt_level(3)  # no line numbers, as in what is compiled for a board
    passed = failed = 0
    for name in names:
        result = run_apart(name) if is_small and len(names) > 1 else run(name)
        passed += result[0]
        failed += result[1]
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
