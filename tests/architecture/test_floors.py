"""The floors hold, and a planted import that breaks one is found by name."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED = shutil.ignore_patterns("__pycache__", "assets", "*.png", "*.ttf", "*.csv", "locale", "shop_files")
PLANTED = {
    "appliance/core/money.py": ("import sqlite3\nfrom appliance.store import Store", "appliance.core"),
    "appliance/till/shifts.py": ("import appliance.drivers.errors", "appliance.till"),
    "appliance/store/_facts.py": ("import appliance.drivers.errors", "appliance.store"),
    "appliance/fiscal/_bon.py": ("import appliance.store", "appliance.fiscal"),
    "appliance/mqtt/_uplink.py": ("import cloud_bridge.keys", "appliance.mqtt"),
    "cloud_bridge/stock/availability.py": ("import appliance.till.errors", "cloud_bridge.stock"),
    "cloud_bridge/connectors/shopee/_signing.py": ("import django", "cloud_bridge.connectors.shopee"),
    "cloud_bridge/sandbox/_orders.py": ("import cloud_bridge.connectors.port", "cloud_bridge.sandbox"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of pyproject.toml over the packages in a folder."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def house(tmp_path):
    for package in ("appliance", "cloud_bridge"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=SKIPPED)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_no_package_knows_one_it_may_not_know(house):
    done = lint(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted(PLANTED))
def test_a_planted_import_across_the_floors_is_found_by_name(house, path):
    line, name = PLANTED[path]
    file = house / path
    text = file.read_text("utf-8")
    where = text.index('"""', 3) + 3
    file.write_text(text[:where] + "\n" + line + "\n" + text[where:].replace("from __future__ import annotations", ""))
    done = lint(house)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout
    assert name in done.stdout
