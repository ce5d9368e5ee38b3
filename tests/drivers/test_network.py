"""Whether there is any network, as the kernel tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.drivers.network import has_network

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"lo": "unknown"}, True),
        ({"lo": "unknown", "eth0": "down"}, False),
        ({"lo": "unknown", "eth0": "down", "wlan0": "up"}, True),
        ({"eth0": "lowerlayerdown", "wlan0": "dormant"}, False),
        ({}, True),
    ],
)
def test_a_till_is_on_a_network_if_one_interface_is_up(tmp_path: Path, states: dict[str, str], expected: bool) -> None:
    for name, state in states.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "operstate").write_text(state + "\n")
    assert has_network(tmp_path) is expected


def test_a_machine_that_says_nothing_counts_as_connected(tmp_path: Path) -> None:
    assert has_network(tmp_path / "none")
