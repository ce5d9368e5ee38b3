"""`lapak-till export STORE FILE`: the journal as a file that `lapak-till verify` checks anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from appliance.store import export_journal

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("store", type=Path, help="a till's store (till.db); the till may be selling")
    parser.add_argument("file", type=Path, help="where to; by custom it ends in .jsonl")
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="SEQ", help="begin with this entry")


def run(options: argparse.Namespace) -> int:
    """Write the file and say how many entries are in it."""
    count = export_journal(options.store, options.file, max(1, options.first))
    print(f"{count} entries in {options.file}")
    return 0
