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


def test_no_tests_is_a_failure():
    assert run([sys.executable], "no_such_file").returncode == 1
