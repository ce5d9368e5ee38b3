"""Tax classes of a country, made when a merchant or a store is said to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save, pre_save

from appliance.core import countries
from cloud_bridge.catalog.models import TaxClass
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant, Store

if TYPE_CHECKING:
    from django.db.models import Model


def add_tax_classes(merchant_key: str, country: str) -> list[TaxClass]:
    """Add the tax classes of a country and return the new ones; one whose key is there is left as its owner made it."""
    with writing():
        known = set(TaxClass.objects.filter(merchant=merchant_key).values_list("key", flat=True))
        return [
            TaxClass.objects.create(merchant_id=merchant_key, key=row["key"], name=row["name"], taxes=row["taxes"])
            for row in countries.read(country).tax_class_rows
            if row["key"] not in known
        ]


def connect() -> None:
    """Add them from now on, whoever saves a merchant or a store."""
    for model in (Merchant, Store):
        _watch(model)


def _watch(model: type[Model]) -> None:
    def look(instance: Any, **_: Any) -> None:
        before = model._default_manager.filter(pk=instance.pk).first()  # noqa: SLF001 - documented
        instance.country_before = getattr(before, "country", "")

    def add(instance: Any, **_: Any) -> None:
        if instance.country and instance.country != instance.country_before:
            add_tax_classes(instance.key if model is Merchant else instance.merchant_id, instance.country)

    pre_save.connect(look, sender=model, weak=False)
    post_save.connect(add, sender=model, weak=False)
