"""What the feed says of customers and cards (the table in docs/protocol.md)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from cloud_bridge.catalog.rows import variant_rows
from cloud_bridge.fleet.rows import merchant_rows
from cloud_bridge.people.models import Card, Customer, CustomerGroup, GroupPrice, Loyalty
from cloud_bridge.people.models.card import ACCOUNT
from cloud_bridge.replication import feed
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AT_ONCE = 500  # customers looked up per statement


def customer_rows(customer: Customer) -> list[Row]:
    """Return what tills are told about a customer; nothing of who is forgotten, or is somebody else now."""
    return list(_customers([customer]))


def card_rows(card: Card) -> list[Row]:
    """Return what tills are told about a card; an account is part of its customer's row."""
    if card.kind == ACCOUNT:
        return customer_rows(card.customer) if card.customer else []
    data = {
        "kind": card.kind,
        "balance_minor": card.balance_minor,
        "offline_minor": card.balance_minor if card.offline_minor is None else card.offline_minor,
        "active": card.is_active,
        "customer": card.customer_id or "",
        "tail": card.tail,
    }
    return [Row(card.merchant_id, "card", card.key, data)]


def rows(merchant_key: str) -> Iterator[Row]:
    """Return everything the feed should say of a merchant's customers and cards."""
    yield from _customers(Customer.objects.filter(merchant=merchant_key).select_related("group"))
    for card in Card.objects.filter(merchant=merchant_key).exclude(kind=ACCOUNT):
        yield from card_rows(card)


def publish_customers(merchant_key: str, keys: Sequence[str], *, again: bool = False) -> None:
    """Tell tills how these customers are now."""
    found = Customer.objects.filter(key__in=keys).select_related("group")
    feed.publish(merchant_key, _customers(found), again=again)


def publish_cards(merchant_key: str, ids: Sequence[int], *, again: bool = False) -> None:
    """Tell tills how these cards are now, and the customers whose accounts are among them."""
    cards = list(Card.objects.filter(pk__in=ids).select_related("customer__group"))
    feed.publish(merchant_key, [row for card in cards for row in card_rows(card)], again=again)


def connect() -> None:
    """Publish customers and cards from now on."""
    watch(
        lambda thing: thing.merchant_id,
        {
            Customer: Source(customer_rows),
            Card: Source(card_rows),
            CustomerGroup: Source(lambda _: (), lambda group: _customers(group.customer_set.all())),
            GroupPrice: Source(lambda _: (), lambda price: variant_rows(price.variant)),
            Loyalty: Source(lambda _: (), lambda loyalty: merchant_rows(loyalty.merchant)),
        },
    )


def _customers(customers: Iterable[Customer]) -> Iterator[Row]:
    rest = iter(customers)
    while some := list(islice(rest, AT_ONCE)):
        accounts = Card.objects.filter(customer__in=[one.key for one in some], kind=ACCOUNT)
        balances = dict(accounts.values_list("customer_id", "balance_minor"))
        for customer in some:
            yield Row(customer.merchant_id, "customer", customer.key, _data(customer, balances.get(customer.key, 0)))


def _data(customer: Customer, credit_minor: int) -> dict[str, Any] | None:
    if customer.forgotten_at_ms is not None or customer.merged_into_id is not None:
        return None
    return {
        "name": customer.name,
        "phone": customer.phone,
        "email": customer.email,
        "group": customer.group.key if customer.group else "",
        "points": customer.points,
        "credit_minor": credit_minor,
        "limit_minor": customer.limit_minor,
        "is_exempt": customer.is_exempt,
        "consent": customer.has_consent,
        "note": customer.note,
    }
