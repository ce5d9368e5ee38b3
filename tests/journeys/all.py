"""Every journey, one after another and at full length; the last line counts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FULL = {"DAY_SALES": "300", "KILLS": "200", "PERMUTATIONS": "10000"}  # `make test` runs fewer of each


class Count:
    """Counts what passed and what did not."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A journey that cannot even begin has failed."""
        self.failed += report.failed
        self.passed += report.when == "call" and report.passed

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Neither has one that cannot be read."""
        self.failed += report.failed


def main() -> int:
    for name, number in FULL.items():
        os.environ.setdefault(name, number)
    count = Count()
    code = pytest.main([str(HERE), "--durations=5", *sys.argv[1:]], plugins=[count])
    print(f"{count.passed} passed, {count.failed} failed")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
