"""From a job of the spool to the lines that are printed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from appliance.core import order_label, receipt_blocks, receipt_link, shift_report
from appliance.core.picture import picture_of
from appliance.core.receipt import LARGE, Heading, ReceiptLine, Writer
from appliance.core.sale_receipt import GIFT, QUOTATION, SALE, sale_receipt
from appliance.core.shelf_label import shelf_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.core.symbol import Symbol

    from .ports import Job, Shop

FINGERPRINT_DIGITS = 12
SLIPS = ("slip.merchant", "slip.terminal")  # what a card terminal wants to be printed, beside the customer's
COLUMN_DOTS = 12  # how wide a letter is printed: 32 columns are 384 dots, 58 mm paper


class Paper:
    """Writes receipts and shift slips in the shop's language; asks `shop` for every document, `name_of` who sold."""

    def __init__(
        self,
        shop: Callable[[], Shop],
        columns: int,
        translate: Callable[[str], str],
        name_of: Callable[[str], str] = str,
    ) -> None:
        self._shop = shop
        self._columns = columns
        self._name_of = name_of
        self._receipt_words = {key: translate(word) for key, word in receipt_blocks.WORDS.items()}
        self._receipt_words["training"] = _both(receipt_blocks.WORDS["training"], translate)
        self._label_words = {key: translate(word) for key, word in order_label.WORDS.items()}
        self._report_words = {key: translate(word) for key, word in shift_report.WORDS.items()}

    def render(self, job: Job) -> Sequence[ReceiptLine | Symbol]:
        """Return the document of a job."""
        shop, entry, body = self._shop(), job.entry, job.entry["body"]
        when = local_time(entry["at_ms"], shop.utc_offset_minutes, shop.when)
        if entry["type"] == "label.shelf":
            return shelf_labels(body["labels"], self._columns)
        if entry["type"] == "label.order":
            return order_label.order_label(body, shop.heading, when, self._columns, self._label_words)
        if entry["type"] == "label.market":
            picture = picture_of(body)
            return [picture] if picture else []
        if entry["type"] in SLIPS:
            return self._slip(body["lines"])
        if entry["type"] == "shift.closed":
            people = {by for key in shift_report.PEOPLE for by in body["totals"].get(key, ())}
            slip = shift_report.shift_report(
                body["totals"],
                shop.currency.code,
                shop.heading,
                when,
                number=body["number"],
                counted_minor=body["counted_minor"],
                columns=self._columns,
                words=self._report_words,
                names={by: self._name_of(by) for by in people},
                body=body,
                currency=shop.currency,
            )
            marks = self._mark("copy") if job.is_copy else []
            return marks + (self._mark("training") if job.is_training else []) + slip
        return sale_receipt(
            body,
            self._heading(shop),
            when,
            columns=self._columns,
            words=self._receipt_words,
            kind=entry["type"],
            paper=GIFT if job.is_gift else QUOTATION if entry["type"] == "quotation" else SALE,
            cashier=self._name_of(entry["by"]),
            fingerprint=entry["hash"][:FINGERPRINT_DIGITS],
            title=shop.title,
            legends=dict(shop.legends),
            currency=shop.currency,
            copy=job.is_copy and not job.is_gift,
            layout=dict(shop.layout),
            link=self._link(shop, entry),
        )

    def _heading(self, shop: Shop) -> Heading:
        """Return what stands around a receipt, with the largest logo that fits this paper."""
        fitting = [logo for logo in shop.logos if logo.width <= self._columns * COLUMN_DOTS]
        above = shop.heading
        return Heading(above.name, above.lines, above.foot, fitting[-1] if fitting else None)

    @staticmethod
    def _link(shop: Shop, entry: dict[str, Any]) -> str:
        """Return where the customer finds the receipt; practice and quotations are nowhere to be found."""
        is_sale = entry["type"] in ("sale.completed", "sale.refunded") and not entry["body"].get("is_training")
        return receipt_link.link(shop.receipts_at, entry) if is_sale else ""

    def _slip(self, lines: Sequence[str]) -> list[ReceiptLine | Symbol]:
        out = Writer(self._columns)
        for text in lines:
            out.as_given(text)
        return out.lines

    def _mark(self, key: str) -> list[ReceiptLine | Symbol]:
        out = Writer(self._columns)
        out.centre(f"** {self._receipt_words[key]} **", LARGE)
        return out.lines


def _both(word: str, translate: Callable[[str], str]) -> str:
    """Return a word in the shop's language and in English: whoever finds the paper must not take it for a receipt."""
    said = translate(word)
    return said if said == word else f"{said} / {word}"


def local_time(at_ms: int, utc_offset_minutes: int, when: str = "%d/%m/%y %H:%M") -> str:
    """Return a moment as the shop's wall clock shows it, written as its country does: 21/11/26 20:15."""
    zone = timezone(timedelta(minutes=utc_offset_minutes))
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).strftime(when)
