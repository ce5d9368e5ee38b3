"""Whether cards and points are what their books add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from cloud_bridge.people.models import Card, CardMove, Customer, PointMove
from cloud_bridge.people.models.move import BOOKED

if TYPE_CHECKING:
    from collections.abc import Iterator


def differences(merchant_key: str) -> Iterator[str]:
    """Say of every card and customer what the balance is and what it should be, where the two differ."""
    moved = CardMove.objects.filter(card__merchant=merchant_key, state=BOOKED).values_list("card_id")
    should = dict(moved.annotate(Sum("amount_minor")))
    for key, number, is_now in Card.objects.filter(merchant=merchant_key).values_list("pk", "key", "balance_minor"):
        if is_now != should.get(key, 0):
            yield f"card {number}: {is_now} is on it, the books say {should.get(key, 0)}"
    earned = PointMove.objects.filter(customer__merchant=merchant_key, state=BOOKED).values_list("customer_id")
    points = dict(earned.annotate(Sum("points")))
    for customer, is_now in Customer.objects.filter(merchant=merchant_key).values_list("key", "points"):
        if is_now != points.get(customer, 0):
            yield f"customer {customer}: has {is_now} points, the books say {points.get(customer, 0)}"
