"""The bridge in processes of their own over PostgreSQL, two of each, killed at random."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import programs

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 420
NEVER = (
    "orders_missing", "statuses_wrong", "lines_wrong", "listings_off", "books_off", "duplicates", "entries_missing",
    "labels_missing", "deadlocks",
)  # fmt: skip


@pytest.fixture(scope="module")
def day():
    environment = {name: value for name, value in os.environ.items() if name != "LAPAK_DATA"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.processes"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(TIMEOUT_S + 60),
    pytest.mark.xdist_group("day"),
    pytest.mark.skipif(not Path("/usr/sbin/mosquitto").exists(), reason="needs Mosquitto"),
    pytest.mark.skipif(programs() is None, reason="needs PostgreSQL"),
]


def test_with_two_of_each_process_and_one_of_each_killed_again_and_again_nothing_is_missing_wrong_off_or_double(day):
    assert {name: day[name] for name in NEVER} == dict.fromkeys(NEVER, 0), day
    assert day["settled_s"] is not None
    assert day["orders"] > 80
    assert day["sales"] > 20
    assert day["packed"] > 5
    assert min(day["kills"][kind] for kind in ("ingest", "sync", "worker")) >= 3


def test_no_process_meets_an_error_that_it_did_not_foresee(day):
    assert day["errors"] == {}


def test_every_process_ends_soon_after_it_is_told_to_and_leaves_no_thread_at_work(day):
    assert len(day["ended_s"]) == 7
    assert all(took_s is not None and took_s < 5 for took_s in day["ended_s"].values()), day["ended_s"]
    assert day["still_at_work"] == []
