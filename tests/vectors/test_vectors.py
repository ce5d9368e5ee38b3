"""Every case of the vector files that Lapak computes, and the proof that the runner can fail."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.vectors import run

pytestmark = pytest.mark.django_db  # cards and points are computed in the bridge's books

HERE = Path(__file__).parent
FILES = (HERE / "money.json", HERE / "signing.json", HERE / "emv_qr.json", *sorted((HERE / "countries").glob("*.json")))
ALL = [case for file in FILES for case in run.cases(file)]
OURS = [case for case in ALL if case.group in run.GROUPS and case.name not in run.SKIPPED]


@pytest.mark.parametrize("case", OURS, ids=lambda case: f"{case.group}-{case.name}")
def test_the_till_says_what_the_vector_says(case):
    assert run.complaint(case) == ""


def test_groups_nobody_computes_are_known_by_name():
    assert {case.group for case in ALL} - set(run.GROUPS) == set()


def changed(thing: Any) -> list[Any]:
    """Every copy of a value with one thing in it changed: a figure's last digit, a word, an answer."""
    if isinstance(thing, dict):
        return [{**thing, key: other} for key in thing for other in changed(thing[key])]
    if isinstance(thing, list):
        parts = [[*thing[:i], other, *thing[i + 1 :]] for i, part in enumerate(thing) for other in changed(part)]
        return [*parts, thing[:-1]]
    if isinstance(thing, bool):
        return [not thing]
    if isinstance(thing, int):
        return [thing + 1]
    if thing and thing[-1].isdigit():
        return [thing[:-1] + str((int(thing[-1]) + 1) % 10), thing + "1"]
    return [thing + "x"]


def test_any_change_to_what_is_expected_fails():
    unnoticed = []
    for case in OURS:
        for expected in changed(case.expected):
            copy = fresh(case, expected)
            if not run.complaint(copy) and not harmless(case.expected, expected):
                unnoticed.append((case.name, expected))
    assert unnoticed == []


def harmless(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Say whether a figure only gained a digit that the exact figure really has."""
    return any(str(after[key]).startswith(str(before[key])) for key in before if after[key] != before[key])


def fresh(case: Any, expected: dict[str, Any] | None = None, **more: Any) -> Any:
    return run.Case(case.name, case.group, {**case.inputs._given, **more}, expected or case.expected, case.find)


def test_an_input_nobody_understands_fails():
    for case in OURS:
        assert "inputs not understood: moon_phase" in run.complaint(fresh(case, moon_phase="full"))


def test_a_case_that_expects_nothing_fails():
    assert run.complaint(run.Case("x", OURS[0].group, OURS[0].inputs._given, {}, OURS[0].find))


def test_the_command_counts_skips_by_name_and_exits_with_the_truth(tmp_path):
    command = [sys.executable, str(HERE / "run.py")]
    fine = subprocess.run([*command, *map(str, FILES)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert fine.returncode == 0
    assert "skipped: G47" in fine.stdout
    assert fine.stdout.splitlines()[-1].startswith(f"{len(OURS)} passed, 0 failed, {len(ALL) - len(OURS)} skipped")

    broken = tmp_path / "broken.json"
    broken.write_text((HERE / "money.json").read_text().replace('"115.19"', '"115.18"', 1))
    wrong = subprocess.run([*command, str(broken)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert "A01 (tax_line_inclusive): net: got 115.19, expected 115.18" in wrong.stdout
