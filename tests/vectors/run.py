"""Run vector files against Lapak's own code: python tests/vectors/run.py FILE...

Prints a line per case that fails and per group that nobody here computes; exits 1 if a case failed.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from appliance.core.errors import LapakError  # noqa: E402
from tests.vectors import _barcode, _cards, _cash, _country, _discount, _emv_qr, _indonesia, _signing, _tax  # noqa: E402
from tests.vectors._case import Case, NotUnderstood, same  # noqa: E402

GROUPS = {
    **_tax.GROUPS,
    **_discount.GROUPS,
    **_cash.GROUPS,
    **_cards.GROUPS,
    **_country.GROUPS,
    **_indonesia.GROUPS,
    **_barcode.GROUPS,
    **_emv_qr.GROUPS,
    **_signing.GROUPS,
}
# Cases that contradict themselves, so that no code can satisfy them.
SKIPPED = {
    "G47": "3 + 5 + 5 digits and a check digit are 14, but the code has 13; with a value of 4 digits it holds",
    "G48": "it expects a weight from a code whose check digit is wrong, and calls the same code a case to be refused",
}
OURS = ROOT / "tests" / "vectors" / "money.json"
EXPECTED = ("sign", "signature", "signed_url", "string_to_sign", "query_as_sent")  # of signing vectors


def cases(path: Path) -> list[Case]:
    """Return the cases of a file of either kind."""
    data = json.loads(path.read_text())
    if "vectors" not in data:
        return [
            Case(
                vector["name"], group, vector["inputs"], {key: vector[key] for key in EXPECTED if key in vector}, _find
            )
            for group, vectors in data.items()
            if isinstance(vectors, list)
            for vector in vectors
        ]

    def find(name: str) -> Case:
        for vector in data["vectors"]:
            if vector["id"] == name:
                return _money(vector, find)
        return _find(name)

    return [_money(vector, find) for vector in data["vectors"]]


def _signing_case(group: str, vector: dict[str, Any]) -> Case:
    return Case(vector["name"], group, vector["inputs"], {key: vector[key] for key in EXPECTED if key in vector}, _find)


def _money(vector: dict[str, Any], find: Any) -> Case:
    return Case(vector["id"], vector["group"], vector["inputs"], vector["expected"], find)


def _find(name: str) -> Case:
    """Return one of our own cases, for a file that builds on a case it does not hold."""
    for case in cases(OURS):
        if case.name == name:
            return case
    raise NotUnderstood(f"case {name} is nowhere")


def complaint(case: Case) -> str:
    """Return "" if the case passes, else what is wrong with it."""
    try:
        got = GROUPS[case.group](case)
        case.inputs.close()
    except NotUnderstood as error:
        return f"not understood: {error}"
    except (LapakError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    if not case.expected:
        return "nothing is expected"
    wrong = {key: got.get(key, "nothing") for key in case.expected if not same(got.get(key), case.expected[key])}
    return ", ".join(f"{key}: got {_told(value)}, expected {case.expected[key]}" for key, value in wrong.items())


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_told, value)) + "]"
    return str(value)


def main(files: list[str]) -> int:
    """Run the files and return the exit code."""
    passed = failed = 0
    skipped: Counter[str] = Counter()
    for file in files:
        for case in cases(Path(file)):
            if case.group not in GROUPS:
                skipped[case.group] += 1
                continue
            if case.name in SKIPPED:
                skipped[f"{case.name}, {SKIPPED[case.name]}"] += 1
                continue
            wrong = complaint(case)
            passed, failed = passed + (not wrong), failed + bool(wrong)
            if wrong:
                print(f"{case.name} ({case.group}): {wrong}")
    for group, count in skipped.items():
        print(f"skipped: {group} ({count} cases)")
    print(f"{passed} passed, {failed} failed, {skipped.total()} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
