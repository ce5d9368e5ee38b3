"""The same tests in the other interpreter, in a heap as small as a board's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CORE_TESTS = Path(__file__).resolve().parents[1]
MICROPYTHON = Path(sys.executable).parent / "micropython"

pytestmark = pytest.mark.skipif(not MICROPYTHON.exists(), reason="no MicroPython for this machine")


def run(interpreter, *arguments, cwd="/"):
    return subprocess.run(
        [*interpreter, str(CORE_TESTS / "run_micropython.py"), *arguments],
        capture_output=True, text=True, check=False, cwd=cwd, env={"MICROPYPATH": ".frozen"}, timeout=60,
    )  # fmt: skip


def test_every_test_passes_in_128_kib_of_heap():
    small = run([str(MICROPYTHON), "-X", "heapsize=128k"])
    assert small.returncode == 0, small.stdout + small.stderr
    usual = run([sys.executable])
    assert small.stdout == usual.stdout
    written = sum(len(re.findall(r"^def test_", file.read_text(), re.M)) for file in CORE_TESTS.glob("test_*.py"))
    assert small.stdout == f"{written} passed, 0 failed\n"


CORE = CORE_TESTS.parents[1] / "appliance" / "core"
MODULES = sorted(path.relative_to(CORE) for path in CORE.rglob("*.py") if path.name != "__init__.py")
ONE = """
import gc, sys
gc.threshold(4096)
sys.path.insert(0, sys.argv[1])
from tests.core.loading import load
load(sys.argv[2])
"""


def test_each_module_fits_the_heap_with_all_it_needs(tmp_path):
    program = tmp_path / "one.py"
    program.write_text(ONE)
    found = {}
    for path in MODULES:
        name = "appliance.core." + ".".join(path.with_suffix("").parts)
        found[name] = subprocess.run(
            [str(MICROPYTHON), "-X", "heapsize=128k", str(program), str(CORE_TESTS.parents[1]), name],
            capture_output=True, text=True, check=False, cwd="/", env={"MICROPYPATH": ".frozen"}, timeout=60,
        ).stderr  # fmt: skip
    assert {name: error for name, error in found.items() if error} == {}
    assert len(found) > 50


def test_no_tests_is_a_failure():
    assert run([sys.executable], "no_such_file").returncode == 1
