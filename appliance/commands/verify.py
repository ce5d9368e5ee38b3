"""`lapak-till verify FILE`: whether every entry is as it was written, in its place, and signed by this till."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from appliance.core.errors import LapakError
from appliance.store import verify_file

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("file", type=Path, help="a till's store (till.db) or an export of its journal (.jsonl)")
    parser.add_argument("--key", default="", metavar="HEX", help="the till's public key; without it, entry 1 names it")


def run(options: argparse.Namespace) -> int:
    """Say whether the chain is intact, or which entry is the first that is wrong."""
    try:
        found = verify_file(options.file, options.key)
    except LapakError as error:
        print(error)
        return 1
    since = f" from entry {found.first} on" if found.first > 1 else ""
    print(f"{found.entries} entries{since}, chain intact")
    return 0
