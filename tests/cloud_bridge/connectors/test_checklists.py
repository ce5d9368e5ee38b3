"""Every connector says of every rule whether it keeps it, and what it says is true."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cloud_bridge.connectors.checklist import GRADES, RULES
from cloud_bridge.connectors.registry import MARKETS

ROOT = Path(__file__).parents[3]
CONNECTORS = ROOT / "cloud_bridge" / "connectors"
FILES = {"__init__", "_app", "_auth", "_client", "_connector", "_fates", "_mapping", "_market", "_orders", "_products"}
FILES |= {"_push", "_reply", "_signing", "_writes"}


def graded(market: str) -> dict[str, Any]:
    return tomllib.loads((CONNECTORS / market / "checklist.toml").read_text("utf-8"))


def named(market: str, name: str) -> Any:
    """Return what a rule names: an attribute of the connector, or `_file.name` of its package."""
    if "." not in name:
        return getattr(MARKETS[market].connector, name)
    file, attribute = name.split(".")
    return getattr(importlib.import_module(f"cloud_bridge.connectors.{market}.{file}"), attribute)


def is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    path = ROOT / file
    return path.is_file() and re.search(rf"^def {re.escape(name)}\(", path.read_text("utf-8"), re.MULTILINE) is not None


@pytest.mark.parametrize("market", MARKETS)
def test_a_connector_grades_every_rule_and_no_other(market: str) -> None:
    assert list(graded(market)) == list(RULES)


@pytest.mark.parametrize("market", MARKETS)
def test_what_is_done_is_there_and_tested_and_what_is_not_says_why(market: str) -> None:
    wrong = []
    for rule, grade in graded(market).items():
        if grade["grade"] not in GRADES or not grade["comment"]:
            wrong.append(f"{rule}: no grade or no comment")
        elif grade["grade"] == "done":
            named(market, grade["name"])
            if not is_there(grade["test"]):
                wrong.append(f"{rule}: there is no {grade['test']}")
        elif grade.keys() & {"name", "test"}:
            wrong.append(f"{rule}: names what is not done")
    assert wrong == []


@pytest.mark.parametrize("market", MARKETS)
def test_the_same_files_are_in_every_connector(market: str) -> None:
    there = {path.stem for path in (CONNECTORS / market).glob("*.py")}
    assert there >= FILES - {"_signing", "_client"}
