"""The checklist says what is there, and what it says is true."""

import tomllib
from pathlib import Path

import pytest

from cloud_bridge.connectors import shopee

FILE = Path(shopee.__file__).with_name("checklist.toml")
CHECKLIST = tomllib.loads(FILE.read_text(encoding="utf-8"))
RULES = {
    f"{group}.{name}": rule
    for group, rules in CHECKLIST.items()
    if isinstance(rules, dict)
    for name, rule in rules.items()
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_done_and_there_or_says_why_not(rule) -> None:
    assert rule["grade"] in {"done", "todo", "exempt"}
    assert rule["comment"]
    if rule["grade"] == "done":
        assert hasattr(shopee.ShopeeConnector, rule["name"]) or rule["name"] in shopee.__all__
    else:
        assert "name" not in rule
