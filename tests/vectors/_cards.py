"""Gift cards and points, in the bridge's ledgers; group F of the money vectors."""

import os
from typing import Any

import django
from django.apps import apps

from tests.vectors._amount import Scale
from tests.vectors._case import Case


def _books_are_open() -> None:
    """Set the bridge up on a database of its own, unless pytest has."""
    if apps.ready:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def gift_card(case: Case) -> dict[str, Any]:
    """One spend from a card."""
    inputs = case.inputs
    scale = Scale([inputs.need("balance"), inputs.need("spend")])
    spends = [scale.read(inputs.need("spend"))]
    accepted, after = _card(scale.read(inputs.need("balance")), spends, is_active=not inputs.take("deleted", False))
    return {"accepted": accepted == 1, "balance_after": scale.write(after)}


def gift_card_race(case: Case) -> dict[str, Any]:
    """Several spends that no till knew of another's."""
    texts = case.inputs.need("parallel_spends")
    scale = Scale([case.inputs.need("balance"), *texts])
    accepted, after = _card(scale.read(case.inputs.need("balance")), [scale.read(text) for text in texts])
    return {"accepted_count": accepted, "balance_after": scale.write(after)}


def loyalty_race(case: Case) -> dict[str, Any]:
    """The same with points."""
    spends = [int(text) for text in case.inputs.need("parallel_spends")]
    accepted, after = _points(int(case.inputs.need("points")), spends)
    return {"accepted_count": accepted, "points_after": str(after)}


def _card(balance: int, spends: list[int], *, is_active: bool = True) -> tuple[int, int]:
    _books_are_open()
    from cloud_bridge.fleet.models import Merchant
    from cloud_bridge.people import card_ledger
    from cloud_bridge.people.models import Card

    merchant = Merchant.objects.create(name="Vector")
    card = Card.objects.create(merchant=merchant, key="ab" * 32)
    card_ledger.move(merchant.key, [card_ledger.Move(card.pk, "sold", balance, f"{card.pk}:sold", 1)])
    Card.objects.filter(pk=card.pk).update(is_active=is_active)
    states = [
        card_ledger.move(merchant.key, [card_ledger.Move(card.pk, "spent", -spend, f"{card.pk}:{at}", 1, 0)])
        for at, spend in enumerate(spends)
    ]
    return _booked(states), Card.objects.get(pk=card.pk).balance_minor


def _points(points: int, spends: list[int]) -> tuple[int, int]:
    _books_are_open()
    from cloud_bridge.fleet.models import Merchant
    from cloud_bridge.people import point_ledger
    from cloud_bridge.people.models import Customer

    merchant = Merchant.objects.create(name="Vector")
    customer = Customer.objects.create(merchant=merchant, name="Vector")
    point_ledger.move(merchant.key, [point_ledger.Move(customer.key, "earned", points, f"{customer.key}:", 1)])
    states = [
        point_ledger.move(
            merchant.key, [point_ledger.Move(customer.key, "spent", -spend, f"{customer.key}:{at}", 1, 0)]
        )
        for at, spend in enumerate(spends)
    ]
    return _booked(states), Customer.objects.get(key=customer.key).points


def _booked(states: list[dict[str, str]]) -> int:
    return sum(state == "booked" for said in states for state in said.values())


GROUPS = {"gift_card": gift_card, "gift_card_race": gift_card_race, "loyalty_race": loyalty_race}
