"""What came out of the printer, document by document."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.drivers.printer.bench import TcpPrinter

NUMBER = re.compile(rb"Receipt (\S+-\d{6,})")
COPY, VOID, QUOTATION, REPORT = b"COPY", b"VOID", b"QUOTATION", b"Z-"
MOST_STATUS_BYTES = 64  # what only asks the printer how it is
PAPER, NO_PAPER = 0x12, 0x72  # the answers to DLE EOT 4


class PaperRoll:
    """A printer with a roll in it, or without."""

    def __init__(self, printer: TcpPrinter) -> None:
        self._printer = printer

    def run_out(self) -> None:
        """Use up the roll."""
        self._printer.answers = {4: bytes([NO_PAPER])}

    def put_in(self) -> None:
        """Put in a new roll."""
        self._printer.answers = {4: bytes([PAPER])}

    def documents(self) -> list[bytes]:
        """Return what was printed, in order."""
        return [bytes(document) for document in self._printer.documents if len(document) > MOST_STATUS_BYTES]

    def receipts(self) -> dict[str, list[bool]]:
        """Return of every receipt number whether each of its papers is marked as a copy."""
        found = defaultdict(list)
        for document in self.documents():
            number = NUMBER.search(document)
            if number and VOID not in document:
                found[number[1].decode()].append(COPY in document)
        return found

    def wait_for(self, numbers: Iterable[str], patience_s: float = 30) -> None:
        """Wait until all of these are on paper."""
        end = time.monotonic() + patience_s
        wanted = set(numbers)
        while not wanted <= set(self.receipts()):
            assert time.monotonic() < end, f"never printed: {sorted(wanted - set(self.receipts()))[:5]}"
            time.sleep(0.1)

    def check(self, sold: list[Any], *, cut: Iterable[str] = ()) -> None:
        """Every receipt came out once; whatever came out again says so. `cut`: what the power failed on."""
        receipts = self.receipts()
        for body in sold:
            papers, number = receipts[body["number"]], body["number"]
            originals = papers.count(False)
            assert originals == 1 or (number in cut and papers), f"{number} came out {originals} times unmarked"
