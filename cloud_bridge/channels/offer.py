"""How much of what is free a channel offers: its rule, as an expression for all listings and as a number for one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Min, OuterRef, Subquery, Sum, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.connectors.port import UNPAID
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.stock.models import KitPart, Level

if TYPE_CHECKING:
    from collections.abc import Collection

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

    Of a kit as much is free as its parts make; a part that was never counted, or is scarce, makes none. Where the
    marketplace takes stock only when it is paid, what waits to be paid there is shown on top.
    """
    own = _free(stores_of(channel), "variant")
    of_part = Coalesce(_free(stores_of(channel), "part"), _whole(Value(0)))
    parts = KitPart.objects.filter(kit=OuterRef("variant")).order_by()
    makes = Case(When(part__is_scarce=True, then=_whole(Value(0))), default=of_part * 1000 / F("quantity_milli"))
    made = parts.annotate(makes=makes).values("kit").annotate(least=Min("makes"))
    of_kit = Subquery(made.values("least"), BigIntegerField())
    above = Greatest(_whole(F("free_milli") / 1000 - channel.buffer_units), _whole(Value(0)))
    share = _whole(F("above") * channel.share_percent / 100)
    capped = share if channel.cap_units is None else Least(share, _whole(Value(channel.cap_units)))
    waiting = _waiting(channel) if takes_later(channel) else _whole(Value(0))
    return listings.annotate(
        free_milli=Coalesce(of_kit, own),
        above=above,
        offer=Case(
            When(free_milli=None, then=None),
            When(above__lte=channel.last_units, then=waiting),
            default=capped + waiting,
            output_field=BigIntegerField(),
        ),
    )


def offers(channel: Channel, variants: Collection[str]) -> dict[str, int]:
    """Return what `with_offer` says of a few variants; those that were never counted are left out.

    A sale changes a few, many times a second, and to put that one statement together costs Django more than all these.
    """
    parts: dict[str, list[tuple[str, int, bool]]] = defaultdict(list)
    columns = ("kit_id", "part_id", "quantity_milli", "part__is_scarce")
    for kit, part, quantity_milli, is_scarce in KitPart.objects.filter(kit__in=variants).values_list(*columns):
        parts[kit].append((part, quantity_milli, is_scarce))
    named = {*variants, *(part for some in parts.values() for part, *_ in some)}
    levels = Level.objects.filter(store__in=stores_of(channel), variant__in=named).order_by().values("variant")
    free = dict(levels.annotate(free=Sum(F("on_hand_milli") - F("reserved_milli"))).values_list("variant", "free"))
    for kit, some in parts.items():
        free[kit] = min(0 if is_scarce else free.get(part, 0) * 1000 // milli for part, milli, is_scarce in some)
    waiting = _waiting_of(channel, variants) if takes_later(channel) else {}
    return {one: offered(free[one] // 1000, channel) + waiting.get(one, 0) for one in variants if one in free}


def _waiting_of(channel: Channel, variants: Collection[str]) -> dict[str, int]:
    lines = OrderLine.objects.filter(order__in=_unpaid(channel), variant__in=variants).order_by().values("variant")
    return {
        variant: milli // 1000
        for variant, milli in lines.annotate(milli=Sum("quantity_milli")).values_list("variant", "milli")
    }


def takes_later(channel: Channel) -> tuple[str, ...]:
    """Return in which states of an order (its own words) the channel's marketplace still counts the units it shows."""
    market = MARKETS.get(channel.market)
    return () if market is None else market.limits.takes_later


def _waiting(channel: Channel) -> Any:
    """Return how many units of the outer row's variant this channel's unpaid orders hold."""
    lines = (
        OrderLine.objects.filter(order__in=_unpaid(channel), variant=OuterRef("variant")).order_by().values("variant")
    )
    units = lines.annotate(units=Sum("quantity_milli") / 1000).values("units")
    return Coalesce(Cast(Subquery(units), BigIntegerField()), _whole(Value(0)))


def _unpaid(channel: Channel) -> QuerySet[Order]:
    # A literal, not a parameter: only so SQLite sees that the index of unpaid orders fits.
    unpaid = Order.objects.filter(origin=book.origin_of(channel.pk), state=RawSQL(f"'{UNPAID}'", ()))  # noqa: S611
    return unpaid.filter(raw_state__in=takes_later(channel))


def _free(stores: list[str], outer: str) -> Cast:
    """Return what is free of the outer row's variant in these stores; NULL where it was never counted."""
    levels = Level.objects.filter(store__in=stores, variant=OuterRef(outer)).order_by().values("variant")
    free = levels.annotate(free=Sum(F("on_hand_milli") - F("reserved_milli"))).values("free")
    return Cast(Subquery(free), BigIntegerField())


def _whole(value: Combinable) -> Any:
    return ExpressionWrapper(value, output_field=BigIntegerField())
