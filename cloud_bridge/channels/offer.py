"""How much of what is free a channel offers: its rule, as an expression for all listings and as a number for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Min, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.stock.models import KitPart, Level

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable


def stores_of(channel: Channel) -> list[str]:
    """Return the stores that feed a channel, its own first."""
    more = Channel.more_stores.through.objects.filter(channel=channel.pk).order_by("pk")
    return [str(channel.store_id), *more.values_list("store_id", flat=True)]


def offered(free_units: int, channel: Channel) -> int:
    """Return how many units a channel offers while so many are free in its stores."""
    above = free_units - channel.buffer_units
    if above <= 0 or above <= channel.last_units:
        return 0
    share = above * channel.share_percent // 100
    return share if channel.cap_units is None else min(share, channel.cap_units)


def with_offer(channel: Channel, listings: QuerySet[Listing]) -> QuerySet[Any]:
    """Add `offer` to listings: `offered` in SQL; NULL where the variant was never counted.

    Of a kit as much is free as its parts make; a part that was never counted makes none.
    """
    own = _free(stores_of(channel), "variant")
    of_part = Coalesce(_free(stores_of(channel), "part"), _whole(Value(0)))
    parts = KitPart.objects.filter(kit=OuterRef("variant")).order_by()
    made = parts.annotate(makes=of_part * 1000 / F("quantity_milli")).values("kit").annotate(least=Min("makes"))
    of_kit = Subquery(made.values("least"), BigIntegerField())
    above = Greatest(_whole(F("free_milli") / 1000 - channel.buffer_units), _whole(Value(0)))
    share = _whole(F("above") * channel.share_percent / 100)
    capped = share if channel.cap_units is None else Least(share, _whole(Value(channel.cap_units)))
    return listings.annotate(
        free_milli=Coalesce(of_kit, own),
        above=above,
        offer=Case(
            When(free_milli=None, then=None),
            When(above__lte=channel.last_units, then=0),
            default=capped,
            output_field=BigIntegerField(),
        ),
    )


def _free(stores: list[str], outer: str) -> Cast:
    """Return what is free of the outer row's variant in these stores; NULL where it was never counted."""
    levels = Level.objects.filter(store__in=stores, variant=OuterRef(outer)).order_by().values("variant")
    free = levels.annotate(free=Sum(F("on_hand_milli") - F("reserved_milli"))).values("free")
    return Cast(Subquery(free), BigIntegerField())


def _whole(value: Combinable) -> Any:
    return ExpressionWrapper(value, output_field=BigIntegerField())
