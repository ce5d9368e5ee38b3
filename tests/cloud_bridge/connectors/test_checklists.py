"""Every connector says of every rule whether it keeps it, and what it says is true."""

from __future__ import annotations

import importlib
import inspect
import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.checklist import GRADES, RULES
from cloud_bridge.connectors.port import Connector, Tokens
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.connectors.tokens import MemoryTokenStore

ROOT = Path(__file__).parents[3]
CONNECTORS = ROOT / "cloud_bridge" / "connectors"
FILES = {"__init__", "_app", "_auth", "_client", "_connector", "_fates", "_mapping", "_market", "_orders", "_products"}
FILES |= {"_push", "_reply", "_signing", "_writes"}
ABILITIES = {
    "accept": port.Accepts,
    "ship": port.Ships,
    "cancel": port.Cancels,
    "label": port.Labels,
    "create_listing": port.WritesListings,
    "update_listing": port.WritesListings,
    "push_lost": port.LostPushes,
    "push_subscribe": port.Subscribes,
    "chat": port.Chats,
}


def graded(market: str) -> dict[str, Any]:
    return tomllib.loads((CONNECTORS / market / "checklist.toml").read_text("utf-8"))


def connector_of(market: str) -> Connector:
    """Return the connector of a shop that nobody calls."""
    make = MARKETS[market].connector
    tokens = MemoryTokenStore(Tokens("a", "r", 0, 0))
    plain = {"base_url": "https://shop.example", "currency": "IDR", "tokens": tokens, "clock": time.time}
    typed = [name for name, one in inspect.signature(make).parameters.items() if one.default in (one.empty, "")]
    return make(**{name: plain.get(name, "1") for name in typed})


def named(market: str, name: str) -> Any:
    """Return what a rule names: an attribute of the connector, or `_file.name` of its package."""
    if "." not in name:
        return getattr(connector_of(market), name)
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


@pytest.mark.parametrize("market", MARKETS)
def test_a_connector_can_do_what_its_checklist_says_and_nothing_else_of_the_port(market: str) -> None:
    connector, grades = connector_of(market), graded(market)
    can = {rule: isinstance(connector, ability) for rule, ability in ABILITIES.items()}
    assert can == {rule: grades[rule]["grade"] == "done" for rule in ABILITIES}


@pytest.mark.parametrize("market", MARKETS)
def test_what_the_port_asks_for_is_called_the_same_way_everywhere(market: str) -> None:
    connector, wrong = connector_of(market), []
    for asked in (Connector, *ABILITIES.values()):
        for name, method in inspect.getmembers(asked, inspect.isfunction):
            if not name.startswith("_") and hasattr(connector, name):
                wanted = list(inspect.signature(method).parameters.values())[1:]
                given = inspect.signature(getattr(connector, name)).parameters.values()
                if [(one.kind, one.default) for one in wanted] != [(one.kind, one.default) for one in given]:
                    wrong.append(f"{name}{inspect.signature(getattr(connector, name))}")
    assert wrong == []


def test_the_handbook_names_what_is_exempt() -> None:
    page = (ROOT / "docs" / "connectors.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| ((?:`\w+`(?:, )?)+) \|$", page, re.MULTILINE))
    told = {title: re.findall(r"`(\w+)`", rules) for title, rules in rows.items()}
    assert told == {
        MARKETS[market].title: [rule for rule, grade in graded(market).items() if grade["grade"] != "done"]
        for market in MARKETS
    }
