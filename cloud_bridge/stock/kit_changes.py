"""What follows when a kit is made of something else, or a variant becomes scarce: tills and channels hear of it.

A till sells nothing scarce without the right to it, and nobody can hold the right to a piece that is in a kit: such a
kit is told as scarce itself, so that no till sells a piece a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save, pre_save

from cloud_bridge.catalog import rows
from cloud_bridge.catalog.models import Variant
from cloud_bridge.database import writing
from cloud_bridge.replication.sources import publish
from cloud_bridge.stock import ledger
from cloud_bridge.stock.models import KitPart, Level

if TYPE_CHECKING:
    from collections.abc import Collection


def connect() -> None:
    """Tell of every change from now on."""
    post_save.connect(_part_changed, sender=KitPart)
    post_delete.connect(_part_gone, sender=KitPart)
    pre_save.connect(_remember, sender=Variant)
    post_save.connect(_variant_changed, sender=Variant)


def _part_changed(instance: KitPart, **_: Any) -> None:
    _tell(str(instance.kit.merchant_id), {str(instance.kit_id)}, {str(instance.part_id)})


def _part_gone(instance: KitPart, origin: Any, **_: Any) -> None:
    if KitPart in (type(origin), getattr(origin, "model", None)):  # otherwise the kit itself goes, and says so
        _part_changed(instance)


def _remember(instance: Variant, **_: Any) -> None:
    before = Variant.objects.filter(pk=instance.pk).values_list("is_scarce", flat=True).first()
    instance.__dict__["was_scarce"] = bool(before)


def _variant_changed(instance: Variant, **_: Any) -> None:
    if instance.__dict__.pop("was_scarce", False) != instance.is_scarce:
        kits = set(KitPart.objects.filter(part=instance).values_list("kit_id", flat=True))
        _tell(str(instance.merchant_id), kits, {str(instance.pk)} if kits else set())


def _tell(merchant_key: str, kits: Collection[str], parts: Collection[str]) -> None:
    """Publish these kits, and let channels look at them again; what is no kit any more is counted itself."""
    if not kits:
        return
    publish(merchant_key, rows.of_variants(kits))
    made = KitPart.objects.filter(kit__in=kits)
    named = {*parts, *kits, *made.values_list("part_id", flat=True)}
    places = set(Level.objects.filter(variant__in=named).values_list("store_id", "variant_id"))
    alone = set(kits) - set(made.values_list("kit_id", flat=True))
    places |= {(store, kit) for store, part in places if part in parts for kit in alone}
    with writing():
        ledger.renew(merchant_key, places)
