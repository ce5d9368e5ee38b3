from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cloud_bridge.catalog.models import ModifierChoice, ModifierGroup, Product


@pytest.fixture
def sugar(shop):
    group = ModifierGroup.objects.create(merchant=shop.merchant, name="Gula", min_choices=1)
    for rank, name in enumerate(("Normal", "Sedikit")):
        ModifierChoice.objects.create(group=group, name=name, rank=rank, is_default=not rank)
    return group


def test_a_group_is_told_with_its_choices_in_their_order(sugar, told):
    assert told("modifier", sugar.key) == {
        "name": "Gula", "min": 1, "max": 1, "rank": 0,
        "choices": [
            {"key": choice.key, "name": choice.name, "price_minor": 0, "default": choice.is_default}
            for choice in sugar.choices.all()
        ],
    }  # fmt: skip
    sugar.choices.first().delete()
    assert [choice["name"] for choice in told("modifier", sugar.key)["choices"]] == ["Sedikit"]


def test_a_product_tells_its_variants_modifiers_in_their_rank(shop, sugar, told):
    ice = ModifierGroup.objects.create(merchant=shop.merchant, name="Es", rank=-1)
    product = Product.objects.get(variants=shop.variants[0])
    product.modifiers.set([sugar, ice])
    assert told("variant", shop.variants[0])["modifiers"] == [ice.key, sugar.key]
    ice.rank = 1
    ice.save()
    assert told("variant", shop.variants[0])["modifiers"] == [sugar.key, ice.key]
    sugar.products.remove(product)
    assert told("variant", shop.variants[0])["modifiers"] == [ice.key]


def test_a_group_that_is_deleted_is_asked_for_nowhere(shop, sugar, told):
    Product.objects.get(variants=shop.variants[0]).modifiers.add(sugar)
    sugar.delete()
    assert told("modifier", sugar.key) is None
    assert "modifiers" not in told("variant", shop.variants[0])


@pytest.mark.parametrize(("least", "most"), [(0, 0), (2, 1)])
def test_a_group_nobody_could_choose_from_is_refused(shop, least, most):
    with pytest.raises(ValidationError):
        ModifierGroup(merchant=shop.merchant, name="Es", min_choices=least, max_choices=most).full_clean()


def test_an_owner_makes_a_group_with_its_choices(shop, office, told):
    answer = office.post(reverse("admin:catalog_modifiergroup_add"), {
        "name": "Es", "min_choices": "1", "max_choices": "2", "rank": "0",
        "choices-TOTAL_FORMS": "1", "choices-INITIAL_FORMS": "0", "choices-0-name": "Batu",
        "choices-0-price_minor": "500", "choices-0-rank": "0",
    })  # fmt: skip
    assert answer.status_code == 302, answer.context["errors"]
    data = told("modifier", ModifierGroup.objects.get().key)
    assert (data["min"], data["max"], data["choices"][0]["price_minor"]) == (1, 2, 500)
