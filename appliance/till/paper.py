"""From a job of the spool to the lines that are printed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from appliance.core import receipt, shift_report
from appliance.core.receipt import LARGE, ReceiptLine, Writer, sale_receipt

if TYPE_CHECKING:
    from collections.abc import Callable

    from .ports import Job, Shop

FINGERPRINT_DIGITS = 12


class Paper:
    """Writes receipts and shift slips in the shop's language; `shop` is asked for every document."""

    def __init__(self, shop: Callable[[], Shop], columns: int, translate: Callable[[str], str]) -> None:
        self._shop = shop
        self._columns = columns
        self._receipt_words = {key: translate(word) for key, word in receipt.WORDS.items()}
        self._report_words = {key: translate(word) for key, word in shift_report.WORDS.items()}

    def render(self, job: Job) -> list[ReceiptLine]:
        """Return the document of a job."""
        shop, entry, body = self._shop(), job.entry, job.entry["body"]
        when = local_time(entry["at_ms"], shop.utc_offset_minutes)
        if entry["type"] == "shift.closed":
            slip = shift_report.shift_report(
                body["totals"],
                shop.currency.code,
                shop.heading,
                when,
                number=body["number"],
                counted_minor=body["counted_minor"],
                columns=self._columns,
                words=self._report_words,
            )
            return self._copy_mark() + slip if job.is_copy else slip
        return sale_receipt(
            body,
            shop.heading,
            when,
            columns=self._columns,
            words=self._receipt_words,
            cashier=entry["by"],
            fingerprint=entry["hash"][:FINGERPRINT_DIGITS],
            copy=job.is_copy,
        )

    def _copy_mark(self) -> list[ReceiptLine]:
        out = Writer(self._columns)
        out.centre(f"** {self._receipt_words['copy']} **", LARGE)
        return out.lines


def local_time(at_ms: int, utc_offset_minutes: int) -> str:
    """Return a moment as the shop's wall clock shows it: 21/11/26 20:15."""
    zone = timezone(timedelta(minutes=utc_offset_minutes))
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).strftime("%d/%m/%y %H:%M")
