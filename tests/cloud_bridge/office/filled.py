"""Rows of everything that the office shows, so that no page is judged by its empty list."""

from __future__ import annotations

from django.contrib.auth.models import Group

from cloud_bridge.catalog.models import Layout, ModifierChoice, ModifierGroup, Promotion, Variant
from cloud_bridge.channels import drift
from cloud_bridge.channels.models import Drift
from cloud_bridge.keys import new_key, now_ms
from cloud_bridge.payments.models import Provider, QrPayment, QrTender
from cloud_bridge.people.models import (
    Card,
    CardMove,
    ClockEvent,
    Customer,
    CustomerGroup,
    Deed,
    Loyalty,
    PointMove,
    SignInRules,
    Staff,
)
from cloud_bridge.receipts.models import EMAIL, Dispatch
from cloud_bridge.stock.models import Document, DocumentLine, KitPart, Right


def fill_everything(office, count=30):
    """Put so many of everything on every page."""
    office.fill(count)
    Loyalty.objects.create(merchant=office.merchant)
    SignInRules.objects.create(store=office.store)
    for number in range(count):
        _goods(office, number)
        _people(office, number)
        _money(office, number)


def _goods(office, number):
    owned = {"merchant": office.merchant, "name": f"N{number}"}
    Layout.objects.create(**owned)
    Promotion.objects.create(**owned, ppm=100_000)
    ModifierChoice.objects.create(group=ModifierGroup.objects.create(**owned), name="Pedas")
    tea = office.variant("AQUA-600")
    for scarce in (True, False):
        own = {"merchant": office.merchant, "product": tea.product, "sku": new_key()}
        variant = Variant.objects.create(**own, name=f"N{number}", price_minor=1_000, is_scarce=scarce)
        if scarce:
            right = {"merchant": office.merchant, "store": office.store, "holder": office.till.key}
            Right.objects.create(**right, variant=variant, granted_milli=2_000)
        else:
            KitPart.objects.create(kit=variant, part=tea)
    sheet = Document.objects.create(
        merchant=office.merchant, store=office.store, kind=Document.DELIVERY, number=f"D-{number}",
        source=new_key(), state=Document.BOOKED, at_ms=now_ms(),
    )  # fmt: skip
    DocumentLine.objects.create(document=sheet, line=1, variant=tea, quantity_milli=1_000)
    Drift.objects.create(
        channel=office.channel, kind=Drift.STOCK, external_id=str(number), was="3", found="2",
        cause=next(iter(drift.CAUSES)), listing=office.channel.listings.first(), at_ms=now_ms(),
    )  # fmt: skip


def _people(office, number):
    owned = {"merchant": office.merchant, "name": f"N{number}"}
    siti = Staff.objects.create(**owned, pin="x")
    siti.stores.add(office.store)
    at = {"till": office.till, "seq": number + 1, "at_ms": now_ms()}
    ClockEvent.objects.create(**at, staff=siti, is_in=True)
    Deed.objects.create(**at, merchant=office.merchant, kind="discount", by=siti.key, amount_minor=500)
    Group.objects.create(name=f"G{number}")
    group = CustomerGroup.objects.create(**owned, key=f"g{number}")
    dewi = Customer.objects.create(**owned, group=group, at_ms=now_ms())
    card = Card.objects.create(merchant=office.merchant, key=new_key(), customer=dewi, at_ms=now_ms())
    CardMove.objects.create(kind="given", source=new_key(), at_ms=now_ms(), card=card, amount_minor=500)
    PointMove.objects.create(kind="earned", source=new_key(), at_ms=now_ms(), customer=dewi, points=5)
    Dispatch.objects.create(**at, receipt=number + 1, kind=EMAIL, customer=dewi.key, address="dewi@example.com")


def _money(office, number):
    owned = {"merchant": office.merchant}
    wallet = Provider.objects.create(**owned, name=f"N{number}", token=new_key().replace("-", ""), secret="x")
    said = {**owned, "reference": new_key()[:20], "amount_minor": 500}
    QrPayment.objects.create(**said, provider=wallet, paid_at_ms=now_ms(), told_at_ms=now_ms())
    QrTender.objects.create(**said, till=office.till, number=f"A-{number}", at_ms=now_ms())
