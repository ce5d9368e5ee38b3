"""The core keeps to the dialect of docs/micropython.md, and the checker sees whoever does not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.dialect import check, complaints

ROOT = Path(__file__).resolve().parents[2]
PLANTED = (
    ("from dataclasses import dataclass", "dataclasses"),
    ("from __future__ import annotations", "__future__"),
    ("import typing", "typing"),
    ("try:\n    import uuid\nexcept ValueError:\n    pass", "uuid"),
    ("import time", "time"),
    ("from collections import Counter", "Counter"),
    ("from hashlib import md5", "md5"),
    ("y = f'{x!r}'", "!r"),
    ("match x:\n    case 1:\n        pass", "match"),
    ("try:\n    f()\nexcept* ValueError:\n    pass", "except*"),
    ("y = [*a, 1]", "* inside"),
    ("y = (*a, 1)", "* inside"),
    ("y = {*a}", "* inside"),
    ("y = {**a}", "** inside"),
    ("y = text[::-1]", "step"),
    ("y = text[0::2]", "step"),
    ("y = zip(a, b, strict=True)", "strict"),
    ("y = '7'.zfill(2)", "zfill"),
    ("y = '7'.rjust(2)", "rjust"),
    ("y = 'ab'.removeprefix('a')", "removeprefix"),
    ("y = hashlib.sha256(b'').hexdigest()", "hexdigest"),
    ("y = json.dumps(x, sort_keys=True)", "sort_keys"),
    ("y = 1.5", "float"),
    ("y = a / b", "division"),
    ("a /= b", "division"),
    ("y = float(x)", "float"),
    ("class A(B, C):\n    pass", "more than one base"),
    ("class A(metaclass=M):\n    pass", "metaclass"),
    ("class Money(int):\n    pass", "built-in value"),
    ("y = {'a': 1} | b", "dict | dict"),
    ("y = a | dict(b=1)", "dict | dict"),
    ("Ratio = tuple[int, int]", "outside an annotation"),
    ("Key = int | str", "outside an annotation"),
    ("def f(a, /):\n    pass", "positional-only"),
    ("y = next(it, None)", "two arguments"),
    ("y = isinstance(x, int)", "True is an int"),
    ("y = x.startswith(('a', 'b'))", "tuple"),
    ("y = x.encode('ascii')", "UTF-8"),
    ("try:\n    f()\nexcept FileNotFoundError:\n    pass", "FileNotFoundError"),
    ("raise A() from b", "cause"),
    ("def f():\n    y = [n / 2 for n in a]", "division"),
    ("f(lambda x: x / 2)", "division"),
    ("def f(x=1.5):\n    pass", "float"),
)


@pytest.mark.parametrize(("source", "reason"), PLANTED, ids=[source.splitlines()[0] for source, _ in PLANTED])
def test_a_planted_violation_is_found_with_its_line_and_reason(source, reason):
    found = complaints("x = 1\n" + source, "core/money.py")
    assert found
    assert all(complaint.startswith("core/money.py:") for complaint in found)
    assert int(found[0].split(":")[1]) >= 2
    assert reason in " ".join(found)


def test_the_dialect_itself_is_left_alone():
    source = '''
"""A module."""

from collections import namedtuple

from .errors import N_

try:
    from json.encoder import encode_basestring as fast
except ImportError:
    fast = None

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Body = dict[str, Any]


class Sale(Base):
    lines: list[int] = []

    def __init__(self, key: "str | None" = None, *rest: int, most: int | None = None, **more: dict[str, int]) -> None:
        self.key: dict[str, int] = {}
        first, *others = rest
        super().__init__(*rest, **more)

    @property
    def total(self) -> int:
        if (n := len(self.lines)) > 1_000:
            return n // 2
        return sum([line for line in self.lines if line & 1 | 2], 0)


def text(x: int) -> str:
    try:
        return f"{x:04d} {x:>8}" + "%05d" % x + "{}".format(x)
    except (ValueError, KeyError):
        raise TypeError(str(x))
'''
    assert complaints(source) == []


def test_the_core_keeps_to_the_dialect():
    assert check([ROOT / "appliance" / "core"]) == []


def test_the_command_fails_for_a_folder_that_does_not(tmp_path):
    command = [sys.executable, str(ROOT / "tests/architecture/dialect.py")]
    (tmp_path / "wrong.py").write_text("x = 1\ny = x / 2\n")
    wrong = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout.count("wrong.py:2: true division")) == (1, 1)
    fine = subprocess.run([*command, str(ROOT / "appliance/core")], capture_output=True, text=True, check=False)
    assert fine.returncode == 0
