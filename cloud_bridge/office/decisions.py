"""What waits for a person: nothing is lost and nothing is guessed, so somebody has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from cloud_bridge.channels import drift
from cloud_bridge.channels.causes import SECOND_MASTER
from cloud_bridge.channels.models import GONE, Channel, Hint, Listing
from cloud_bridge.connectors.errors import NeedsOwner
from cloud_bridge.fleet.models import Till
from cloud_bridge.keys import now_ms
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.orders.wishes import REFUSED
from cloud_bridge.payments.book import without_payment, without_sale
from cloud_bridge.payments.models import Provider, QrPayment, QrTender
from cloud_bridge.people.models import CardMove, PointMove
from cloud_bridge.people.models.move import SHORT
from cloud_bridge.replication.models import Entry
from cloud_bridge.stock import oversells

if TYPE_CHECKING:
    from collections.abc import Iterator


class Decision(NamedTuple):
    """So many of something, in words, and where they are."""

    number: int
    text: str
    link: str


def waiting(merchant_key: str) -> list[Decision]:
    """Return everything that waits, the worst first."""
    return [decision for decision in _all(merchant_key) if decision.number]


def _all(merchant: str) -> Iterator[Decision]:
    n = Till.objects.filter(merchant=merchant, forked_at_seq__isnull=False).count()
    text = ngettext("till whose journal forked: a card was copied", "tills whose journals forked: cards were copied", n)
    yield Decision(n, text, _page("fleet_till", "state=forked"))

    n = Channel.objects.filter(merchant=merchant, trouble_code=NeedsOwner.code).count()
    text = ngettext("channel wants to be connected again", "channels want to be connected again", n)
    yield Decision(n, text, _page("channels_channel"))

    n = Entry.objects.filter(till__merchant=merchant).exclude(refused="").count()
    text = ngettext("journal entry could not be booked", "journal entries could not be booked", n)
    yield Decision(n, text, _page("replication_entry", "refused=yes"))

    n = CardMove.objects.filter(card__merchant=merchant, state=SHORT).count()
    text = ngettext("card was overdrawn", "cards were overdrawn", n)
    yield Decision(n, text, _page("people_cardmove", "state=short"))

    n = PointMove.objects.filter(customer__merchant=merchant, state=SHORT).count()
    text = ngettext("customer's points were spent twice", "customers' points were spent twice", n)
    yield Decision(n, text, _page("people_pointmove", "state=short"))

    n = without_sale(QrPayment.objects.filter(merchant=merchant)).count()
    text = ngettext("QR payment has no sale", "QR payments have no sale", n)
    yield Decision(n, text, _page("payments_qrpayment", "sale=none"))

    n = without_payment(QrTender.objects.filter(merchant=merchant)).count() if _hears_payments(merchant) else 0
    text = ngettext("sale by QR was not reported as paid", "sales by QR were not reported as paid", n)
    yield Decision(n, text, _page("payments_qrtender", "payment=none"))

    n = Hint.objects.filter(channel__merchant=merchant).exclude(refused="").count()
    text = ngettext("order could not be booked", "orders could not be booked", n)
    yield Decision(n, text, _page("channels_hint"))

    n = oversells.oversold(merchant).count()
    text = ngettext("article is promised more often than it is there", "articles are promised more often", n)
    yield Decision(n, text, reverse("admin:stock_oversells"))

    n = drift.written_by_others(merchant, now_ms())
    text = ngettext("listing is written by another tool, too", "listings are written by another tool, too", n)
    yield Decision(n, text, _page("channels_drift", f"cause={SECOND_MASTER}"))

    n = Order.objects.filter(REFUSED, merchant=merchant).count()
    text = ngettext("order waits: its marketplace said no", "orders wait: their marketplaces said no", n)
    yield Decision(n, text, _page("orders_order", "wanted=refused"))

    n = OrderLine.objects.filter(order__merchant=merchant, variant=None).exclude(listing="").count()
    text = ngettext("order line has no goods", "order lines have no goods", n)
    yield Decision(n, text, _page("orders_order", "lines=unlinked"))

    here = Listing.objects.filter(channel__merchant=merchant).exclude(status=GONE)
    n = here.filter(variant=None).count()
    text = ngettext("listing is not linked to goods", "listings are not linked to goods", n)
    yield Decision(n, text, _page("channels_listing", "state=unlinked"))

    n = here.filter(~Q(refused="")).count()
    text = ngettext("listing refuses its stock", "listings refuse their stock", n)
    yield Decision(n, text, _page("channels_listing", "state=refused"))


def _hears_payments(merchant: str) -> bool:
    """Say whether somebody reports QR payments; where nobody does, none is missing."""
    return Provider.objects.filter(merchant=merchant, is_active=True).exists()


def _page(name: str, query: str = "") -> str:
    return reverse(f"admin:{name}_changelist") + (f"?{query}" if query else "")
