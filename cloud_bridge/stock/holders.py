"""Who holds which rights to scarce goods now, what is on its way, and since when; only reads, but for the switch."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Sum

from cloud_bridge.catalog.models import Variant
from cloud_bridge.channels.models import Channel, ScarceListing
from cloud_bridge.connectors.port import ListingKey
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Store, Till
from cloud_bridge.orders import book, scarce
from cloud_bridge.orders.merge import listing_text
from cloud_bridge.replication import feed
from cloud_bridge.stock import escrow
from cloud_bridge.stock.models import KitPart, Level, Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Holder(NamedTuple):
    """One till, or one listing of a channel, and its right; `listing` is empty before the channel began with it."""

    right: Right
    till: Till | None
    channel: Channel | None
    listing: ScarceListing | None

    @property
    def left_milli(self) -> int:
        """How much it may still sell, as far as the bridge knows."""
        return max(0, escrow.left_milli(self.right))

    @property
    def asked_milli(self) -> int:
        """How much of that it is asked to give back, and has not."""
        return max(0, min(self.right.asked_milli - self.right.returned_milli, self.left_milli))


class Place(NamedTuple):
    """A store that has something of it: what is free in its books, who holds rights to that, and what nobody holds."""

    store: Store
    free_milli: int
    holders: Sequence[Holder]

    @property
    def pool_milli(self) -> int:
        """What nobody holds; less than nothing where more is held than there is."""
        return self.free_milli - sum(holder.left_milli for holder in self.holders)


class Sums(NamedTuple):
    """What is free of scarce goods in all stores, and where the rights to it are, in thousandths."""

    free: int = 0
    tills: int = 0
    channels: int = 0
    asked: int = 0

    @property
    def pool(self) -> int:
        """What nobody holds."""
        return self.free - self.tills - self.channels


def sums(variants: Iterable[str]) -> Mapping[str, Sums]:
    """Return the sums of each of these variants."""
    keys = list(variants)
    free = Level.objects.filter(variant__in=keys).order_by().values_list("variant")
    found = {key: Sums(milli) for key, milli in free.annotate(n=Sum(F("on_hand_milli") - F("reserved_milli")))}
    for right in Right.objects.filter(variant__in=keys):
        key, holder = str(right.variant_id), Holder(right, None, None, None)
        before = found.get(key, Sums())
        held = "channels" if right.holder.startswith(escrow.CHANNEL) else "tills"
        more = {held: getattr(before, held) + holder.left_milli, "asked": before.asked + holder.asked_milli}
        found[key] = before._replace(**more)
    return found


def places(variant: Variant) -> list[Place]:
    """Return every store that has counted a variant or whose tills and channels have rights to it."""
    free: dict[str, int] = {}
    for level in Level.objects.filter(variant=variant.pk):
        free[str(level.store_id)] = level.on_hand_milli - level.reserved_milli
    holders: dict[str, list[Holder]] = defaultdict(list)
    for holder in _holders(variant):
        holders[str(holder.right.store_id)].append(holder)
    stores = Store.objects.filter(key__in={*free, *holders}).order_by("name")
    return [Place(store, free.get(store.key, 0), holders[store.key]) for store in stores]


def _holders(variant: Variant) -> list[Holder]:
    rights = list(Right.objects.filter(variant=variant.pk).order_by("pk"))
    tills = {till.key: till for till in Till.objects.filter(key__in=[right.holder for right in rights])}
    origins = {book.origin_of(one.key): one for one in Channel.objects.filter(merchant=variant.merchant_id)}
    listings: dict[str, ScarceListing] = {}
    for row in ScarceListing.objects.filter(variant=variant.pk).select_related("listing"):
        key = ListingKey(row.listing.external_product, row.listing.external_variant)
        origin = book.origin_of(row.listing.channel_id)
        listings[scarce.holder_of(origin, listing_text(key))] = row
    found = [
        Holder(right, tills.get(right.holder), origins.get(right.holder.partition("/")[0]), listings.get(right.holder))
        for right in rights
    ]
    return sorted(found, key=lambda one: (one.channel is not None, name_of(one)))


def name_of(holder: Holder) -> str:
    """Return what people call a holder."""
    return str(holder.till or holder.channel or holder.right.holder)


def is_kit(variant: Variant) -> bool:
    """Say whether a variant is made of others: it has no pieces of its own that somebody could hold a right to."""
    return KitPart.objects.filter(kit=variant.pk).exists()


def switch(key: str, *, is_scarce: bool) -> bool:
    """Have a variant sold by rights, or as usual; False if it is already, or is a kit.

    Tills and channels hear of it by the feed. Rights that are held stay where they are, and count again if it becomes
    scarce again.
    """
    with writing():
        feed.take_turn(Variant.objects.values_list("merchant", flat=True).get(pk=key))
        variant = Variant.objects.get(pk=key)
        if variant.is_scarce == is_scarce or (is_scarce and is_kit(variant)):
            return False
        variant.is_scarce = is_scarce
        variant.save(update_fields=["is_scarce"])
    return True
