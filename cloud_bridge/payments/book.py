"""Payments are booked once by reference and told to the merchant's tills; a day later the tills forget them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef

from appliance.core.emv_qr import LABEL_CHARACTERS, MOST_LABEL
from appliance.core.tender import QR
from cloud_bridge import chore
from cloud_bridge.database import insert, writing
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.keys import now_ms as clock_ms
from cloud_bridge.payments.errors import PaymentDiffers, PaymentUnreadable
from cloud_bridge.payments.models import QrPayment, QrReturn, QrTender
from cloud_bridge.replication import feed
from cloud_bridge.replication.models import FeedRow

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

log = logging.getLogger(__name__)

TABLE = "payment"
PATIENCE_MS = 15 * 60_000  # so long a payment may wait for the entry of its sale
DAY_MS = 86_400_000
EVERY_S = 600
ONCE = "ON CONFLICT DO NOTHING"
PAYMENT = ("merchant_id", "reference", "amount_minor", "paid_at_ms", "told_at_ms", "provider_id", "by")
RETURN = ("merchant_id", "till_id", "reference", "amount_minor", "at_ms", "by", "approved_by")
MOST_KEY = 36
TENDER = ("merchant_id", "till_id", "reference", "number", "amount_minor", "at_ms", "by")


class Paid(NamedTuple):
    """So much came for a reference at a moment."""

    reference: str
    amount_minor: int
    paid_at_ms: int


def read(said: Any) -> Paid:
    """Return what a report says; raises PaymentUnreadable."""
    if not isinstance(said, dict):
        raise PaymentUnreadable
    reference, amount, at = said.get("reference"), said.get("amount_minor"), said.get("paid_at_ms")
    is_name = isinstance(reference, str) and 0 < len(reference) <= MOST_LABEL
    if not is_name or any(mark not in LABEL_CHARACTERS for mark in str(reference)):
        raise PaymentUnreadable
    if not (type(amount) is int and 0 < amount < 2**53 and type(at) is int and 0 <= at < 2**53):
        raise PaymentUnreadable
    return Paid(str(reference), amount, at)


def take_in(merchant_key: str, paid: Paid, *, provider: int | None = None, by: str = "") -> bool:
    """Book a payment and tell the tills; False if it was booked before. Raises PaymentDiffers."""
    with writing():
        row = (merchant_key, *paid, clock_ms(), provider, by[:60])
        if not insert(QrPayment, PAYMENT, [row], ONCE):
            known = QrPayment.objects.get(merchant=merchant_key, reference=paid.reference)
            if known.amount_minor != paid.amount_minor:
                raise PaymentDiffers(reference=paid.reference)
            return False
        feed.publish(merchant_key, [feed.Row(merchant_key, TABLE, paid.reference, paid._asdict())])
        return True


def concerns(entry: Entry) -> bool:
    """Say whether an entry is a sale that counts on a QR payment."""
    if entry["type"] != "sale.completed":
        return False
    return any(tender["kind"] == QR and tender.get("reference") for tender in entry["body"]["tenders"])


def take_in_sales(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Note which references checked `sale.completed` entries count on; nothing is refused."""
    rows = [
        (
            till.merchant_id, till.key, str(tender["reference"])[:MOST_LABEL], str(entry["body"]["number"])[:80],
            tender["amount_minor"] + tender.get("tip_minor", 0), entry["at_ms"], entry["by"],
        )
        for entry in entries
        for tender in entry["body"]["tenders"]
        if tender["kind"] == QR and tender.get("reference") and tender["amount_minor"] > 0
    ]  # fmt: skip
    insert(QrTender, TENDER, rows, ONCE)
    return {}


def take_in_returns(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Note which QR payments checked `tender.returned` entries gave back; nothing is refused."""
    rows = []
    for entry in entries:
        body = entry["body"]
        if body["kind"] == QR and body["reference"]:
            minor, who = body["amount_minor"] + body.get("tip_minor", 0), (entry["by"], body.get("approved_by", ""))
            keys = [key[:MOST_KEY] for key in who]
            rows.append((till.merchant_id, till.key, body["reference"][:MOST_LABEL], minor, entry["at_ms"], *keys))
    insert(QrReturn, RETURN, rows, ONCE)
    return {}


def without_sale(payments: QuerySet[QrPayment]) -> QuerySet[QrPayment]:
    """Return the payments that no sale counts on and nobody gave back, though the entry had time to come."""
    same = {"merchant": OuterRef("merchant"), "reference": OuterRef("reference")}
    counted, returned = QrTender.objects.filter(**same), QrReturn.objects.filter(**same)
    return payments.filter(~Exists(counted), ~Exists(returned), told_at_ms__lt=clock_ms() - PATIENCE_MS)


def given_back(payments: QuerySet[QrPayment]) -> QuerySet[QrPayment]:
    """Return the payments that went back."""
    same = {"merchant": OuterRef("merchant"), "reference": OuterRef("reference")}
    return payments.filter(Exists(QrReturn.objects.filter(**same)))


def without_payment(tenders: QuerySet[QrTender]) -> QuerySet[QrTender]:
    """Return the sales for which no payment was reported, though it had time to be."""
    came = QrPayment.objects.filter(merchant=OuterRef("merchant"), reference=OuterRef("reference"))
    return tenders.filter(~Exists(came), at_ms__lt=clock_ms() - PATIENCE_MS)


def retire(now_ms: int) -> int:
    """Let tills forget the payments they heard of more than a day ago; return how many those were."""
    count = 0
    for merchant in Merchant.objects.values_list("key", flat=True):
        shown = FeedRow.objects.filter(scope=merchant, table=TABLE, data__isnull=False).values("key")
        old = QrPayment.objects.filter(merchant=merchant, reference__in=shown, told_at_ms__lt=now_ms - DAY_MS)
        rows = [feed.Row(merchant, TABLE, reference, None) for reference in old.values_list("reference", flat=True)]
        if rows:
            with writing():
                count += feed.publish(merchant, rows)
    return count


def run(stop: threading.Event) -> None:
    """Retire old payments every ten minutes until `stop` is set."""
    chore.every(EVERY_S, log, "Retiring old payments", lambda: retire(clock_ms()), stop)
