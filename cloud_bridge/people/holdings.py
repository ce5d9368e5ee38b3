"""What a till's sales do to cards, accounts and points; in the order of its journal, each exactly once.

A move is named by its sale and its place in it, so that a void finds all of them. What a card or a customer did not
have is kept as a move that is short: the sale itself is booked whatever comes of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from appliance.core import holding
from appliance.core.card import CREDIT, GIFT
from appliance.core.holding import Part, text
from cloud_bridge.database import insert_new
from cloud_bridge.people import card_ledger, customers, point_ledger
from cloud_bridge.people._book import Move
from cloud_bridge.people.models import Card, CardMove, Customer, Loyalty, PointMove, Purchase
from cloud_bridge.people.models.move import BOOKED, SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

PURCHASE = ("customer_id", "source", "sale", "number", "total_minor", "at_ms")


def concerns(entry: Entry) -> bool:
    """Say whether an entry may do something here."""
    return holding.concerns(entry["type"], entry["body"])


def take_in(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Book what checked entries do to cards, accounts, points and purchases; nothing is refused."""
    people = customers.known(till.merchant_id, {key for entry in entries for key in _named(entry)})
    for entry in entries:
        if entry["type"] == "sale.voided":
            _void(till, entry)
            continue
        _move_cards(till, entry, people)
        if entry["type"] in holding.SALES:
            customer = people.get(text(entry["body"], "customer")) or _buyer(till, entry["body"])
            if customer is not None:
                _move_points(till, entry, customer)
    return {}


def _named(entry: Entry) -> Iterator[str]:
    yield text(entry["body"], "customer")
    for part in holding.parts(entry["type"], entry["body"]):
        yield part.holder


def _move_cards(till: Till, entry: Entry, people: dict[str, Customer]) -> None:
    moves = []
    for part in holding.parts(entry["type"], entry["body"]):
        card = _card(till.merchant_id, part, people, entry)
        floor = None
        if part.amount_minor < 0:
            floor = -card.customer.limit_minor if part.is_debt and card.customer else 0
        source = _source(till, entry, part.place)
        moves.append(card_ledger.Move(card.pk, part.what, part.amount_minor, source, entry["at_ms"], floor))
    card_ledger.move(till.merchant_id, moves)


def _card(merchant_key: str, part: Part, people: dict[str, Customer], entry: Entry) -> Card:
    """Return the card a part is about; one nobody has heard of is opened, so that no money is without a place."""
    if part.holder in people:
        return customers.account_of(people[part.holder])
    key, body = part.holder[:64], entry["body"]
    card = Card.objects.select_related("customer").filter(merchant=merchant_key, key=key).first()
    if card is not None:
        return card
    rules = Loyalty.objects.filter(merchant=merchant_key).first()
    return Card.objects.create(
        merchant_id=merchant_key,
        key=key,
        kind=text(body, "kind") or (CREDIT if entry["type"] == "sale.refunded" else GIFT),
        tail=part.tail,
        customer=people.get(text(body, "customer")),
        offline_minor=rules.card_offline_minor if rules else None,
        at_ms=entry["at_ms"],
    )


def _buyer(till: Till, body: dict[str, Any]) -> Customer | None:
    """Return whose purchase is refunded here, where the refund does not say."""
    bought = Purchase.objects.filter(customer__merchant=till.merchant_id, sale=text(body, "refunds"))
    found = bought.select_related("customer").first() if text(body, "refunds") else None
    return found.customer if found else None


def _move_points(till: Till, entry: Entry, customer: Customer) -> None:
    body, at_ms = entry["body"], entry["at_ms"]
    row = (customer.key, _source(till, entry, ""), body["sale"], body["number"], body["total_minor"], at_ms)
    insert_new(Purchase, PURCHASE, [row], once="source")
    moves = []
    # Giving back is never refused; taking back may leave less than nothing, where the points were spent meanwhile.
    for side, said in holding.points(entry["type"], body):
        amount = _undoable(body, side, said)
        if amount:
            floor = 0 if side == "spent" and amount < 0 else None
            sale = text(body, "refunds") or body["sale"]
            move = point_ledger.Move(customer.key, side, amount, _source(till, entry, side), at_ms, floor, sale)
            moves.append(move)
    point_ledger.move(till.merchant_id, moves)


def _undoable(body: dict[str, Any], side: str, amount: int) -> int:
    """Return how much of a refund's points there is still to undo: two tills may both have refunded the same sale."""
    refunds = text(body, "refunds")
    done = PointMove.objects.filter(sale=refunds, kind=side) if refunds else PointMove.objects.none()
    if not done.exists():
        return amount
    left = -(done.filter(state=BOOKED).aggregate(sum=Sum("points"))["sum"] or 0)
    return min(amount, max(0, left)) if side == "spent" else max(amount, min(0, left))


def _void(till: Till, entry: Entry) -> None:
    """Undo everything a sale of this till did here; a void says what the sale said."""
    body, at_ms = entry["body"], entry["at_ms"]
    places = [part.place for part in holding.parts("sale.completed", body)]
    places += [side for side, _ in holding.points("sale.completed", body)]
    sources = [_source(till, entry, place) for place in places]
    moved = CardMove.objects.filter(source__in=sources).values_list("pk", "card_id", "amount_minor", "source", "state")
    earned = PointMove.objects.filter(source__in=sources).values_list("pk", "customer_id", "points", "source", "state")
    for ledger, moves in ((card_ledger, list(moved)), (point_ledger, list(earned))):
        for pk, holder, amount, source, state in moves:
            if state == BOOKED:
                undo = Move(holder, "voided", -amount, f"void:{source}", at_ms)
                ledger.move(till.merchant_id, [undo])
            elif state == SHORT:
                ledger.decide(till.merchant_id, pk, is_booked=False)
    Purchase.objects.filter(source=_source(till, entry, "")).delete()


def _source(till: Till, entry: Entry, place: str) -> str:
    body = entry["body"]
    return f"{till.key}:{body['sale'] if 'sale' in body else entry['seq']}:{place}"
