"""Customers as tills make, change and forget them, and as the office puts two of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from appliance.core.personal import FIELDS, is_whole
from cloud_bridge.keys import now_ms
from cloud_bridge.people import card_ledger, point_ledger
from cloud_bridge.people.errors import CustomerOwes, CustomersTheSame
from cloud_bridge.people.models import Card, Customer, CustomerGroup, Purchase
from cloud_bridge.people.models.card import ACCOUNT
from cloud_bridge.receipts import dispatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

KEY_LENGTH = 36
LONGEST = {"name": 120, "phone": 32, "email": 120}  # as the columns


def known(merchant_key: str, keys: Iterable[str]) -> dict[str, Customer]:
    """Return customers by the keys tills know them under; one nobody has heard of is made, without a name.

    A key that is another merchant's, or no key at all, is left out.
    """
    wanted = {key for key in keys if len(key) == KEY_LENGTH}
    if not wanted:
        return {}
    found = Customer.objects.filter(key__in=wanted).select_related("merged_into")
    customers = {customer.key: customer for customer in found}
    for key in wanted - customers.keys():
        customers[key] = Customer.objects.create(key=key, merchant_id=merchant_key, at_ms=now_ms())
    return {
        key: customer.merged_into or customer
        for key, customer in customers.items()
        if customer.merchant_id == merchant_key
    }


def take_in(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Book checked `customer.added` and `customer.changed` entries; return why some were refused, by their seq.

    Who was forgotten meanwhile stays forgotten: a till that was away may not have heard of it.
    """
    refused: dict[int, str] = {}
    for entry in entries:
        body, told = entry["body"], entry.get("personal")
        if told is not None and not is_whole(told, body["personal"]):
            refused[entry["seq"]] = "What it says of the customer is not what the journal vouches for."
            continue
        customer = known(till.merchant_id, [body["customer"]]).get(body["customer"])
        if customer is None:
            refused[entry["seq"]] = f"Customer {body['customer']} is not ours."
        elif customer.forgotten_at_ms is None:
            _say(customer, body, told or {})
    return refused


def _say(customer: Customer, body: dict[str, Any], told: dict[str, str]) -> None:
    for field in FIELDS:
        text = told.get(field, "")
        setattr(customer, field, text[: LONGEST.get(field, len(text))])
    customer.has_consent = body["consent"]
    customer.group = CustomerGroup.objects.filter(merchant=customer.merchant_id, key=body["group"]).first()
    customer.save()


def take_in_forgotten(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Forget the customers of checked `customer.forgotten` entries."""
    for customer in known(till.merchant_id, [entry["body"]["customer"] for entry in entries]).values():
        _forget(customer)
    return {}


def forget(customer: Customer) -> None:
    """Leave nothing of a person but a key in the books; raises CustomerOwes while there is an open account."""
    if Card.objects.filter(customer=customer, balance_minor__lt=0).exists():
        raise CustomerOwes(name=customer.name)
    _forget(customer)


def _forget(customer: Customer) -> None:
    if customer.forgotten_at_ms is None:
        customer.forgotten_at_ms = now_ms()
    _blank(customer)
    dispatch.forget(customer.key)
    kind = ContentType.objects.get_for_model(Customer)
    LogEntry.objects.filter(content_type=kind, object_id=customer.key).update(object_repr="", change_message="")


def _blank(customer: Customer) -> None:
    for field in FIELDS:
        setattr(customer, field, "")
    customer.has_consent = False
    customer.save()


def merge(into: Customer, other: Customer) -> None:
    """Make one customer of two: `into` keeps their name and gets what the other has; raises CustomersTheSame."""
    if into.key == other.key or into.merchant_id != other.merchant_id:
        raise CustomersTheSame
    Purchase.objects.filter(customer=other).update(customer=into)
    Customer.objects.filter(merged_into=other).update(merged_into=into)
    _hand_over(into, other)
    for card in Card.objects.filter(customer=other).exclude(kind=ACCOUNT):
        card.customer = into
        card.save()
    into.refresh_from_db()
    other.refresh_from_db()
    for field in FIELDS:
        setattr(into, field, getattr(into, field) or getattr(other, field))
    other.merged_into = into
    _blank(other)
    into.save()


def _hand_over(into: Customer, other: Customer) -> None:
    """Give one customer the points and the account of another."""
    at_ms, source = now_ms(), f"merge:{other.key}:{into.key}"
    points = Customer.objects.select_for_update(no_key=True).values_list("points", flat=True).get(key=other.key)
    gone = point_ledger.Move(other.key, "merged", -points, f"{source}:out", at_ms)
    if points:
        point_ledger.move(
            into.merchant_id, [gone, gone._replace(holder=into.key, amount=points, source=f"{source}:in")]
        )
    account = Card.objects.filter(customer=other, kind=ACCOUNT).first()
    if account is not None and account.balance_minor:
        minor, target = account.balance_minor, account_of(into)
        left = card_ledger.Move(account.pk, "merged", -minor, f"{source}:out", at_ms)
        card_ledger.move(into.merchant_id, [left, left._replace(holder=target.pk, amount=minor, source=f"{source}:in")])


def account_of(customer: Customer) -> Card:
    """Return a customer's account, opened if there is none; its key is the customer's."""
    account, _ = Card.objects.get_or_create(
        merchant_id=customer.merchant_id,
        key=customer.key,
        defaults={"kind": ACCOUNT, "customer": customer, "at_ms": now_ms()},
    )
    return account
