"""Run the core's tests in this interpreter, one file at a time.

    MICROPYPATH=.frozen micropython -X heapsize=128k tests/core/run_micropython.py

Arguments are parts of file names; without any, every test_*.py beside this file runs. Before each file everything
of the file before is forgotten, so that a heap as small as a board's holds them all.
"""

import gc
import os
import sys

HERE = __file__.rpartition("/")[0] or "."
sys.path.insert(0, HERE + "/../..")


def forget():
    """Unload the tests and the core."""
    for name in list(sys.modules):
        if name.split(".")[0] in ("appliance", "tests"):
            del sys.modules[name]
    gc.collect()


def run(name):
    """Run one file and return how many of its tests passed and failed."""
    __import__("tests.core." + name)
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


def main(parts):
    """Run the files, print `N passed, N failed` and return the exit code."""
    if sys.implementation.name == "micropython":
        gc.threshold(4096)  # collect early: what a compiler leaves behind would cut a small heap to pieces
    files = os.listdir(HERE)  # noqa: PTH208 - MicroPython has no pathlib
    names = sorted([file[:-3] for file in files if file[:5] == "test_" and file[-3:] == ".py"])
    if parts:
        names = [name for name in names if any(part in name for part in parts)]
    passed = failed = 0
    for name in names:
        forget()
        result = run(name)
        passed += result[0]
        failed += result[1]
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
