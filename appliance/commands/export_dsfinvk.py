"""`lapak-till export-dsfinvk FILE FOLDER`: what a German audit asks of a till (docs/fiscal.md says what it is not)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from appliance import VERSION
from appliance.fiscal import Seller, write_dsfinvk
from appliance.store import entries_of, verify_file

if TYPE_CHECKING:
    import argparse

SELLER = ("name", "street", "postcode", "city", "tax-number", "vat-id")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("file", type=Path, help="a till's store (till.db) or an export of its journal (.jsonl)")
    parser.add_argument("folder", type=Path, help="where to; made if it is not there")
    for word in SELLER:
        parser.add_argument(f"--{word}", default="", help="of the seller, who is not in the journal")


def run(options: argparse.Namespace) -> int:
    """Write the files and say how many closings are in them; nothing is written from a chain that is broken."""
    verify_file(options.file)
    seller = Seller(**{word.replace("-", "_"): getattr(options, word.replace("-", "_")) for word in SELLER})
    closings = write_dsfinvk(lambda: entries_of(options.file), options.folder, seller, VERSION)
    print(f"{closings} closings in {options.folder}")
    return 0
