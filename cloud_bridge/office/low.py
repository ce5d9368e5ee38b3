"""What runs low: nothing left to offer, the product's own limit, or less than three days of what sold lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from cloud_bridge.keys import now_ms
from cloud_bridge.stock.models import KitPart, Level, Movement

if TYPE_CHECKING:
    from django.db.models import QuerySet

DAYS = 3
LATELY_DAYS = 7
LATELY_MS = LATELY_DAYS * 86_400_000
GONE_OUT = ("sale", "shipment")


def with_offer(levels: QuerySet[Level]) -> QuerySet[Level]:
    """Return levels with `offer_milli`: on hand less reserved."""
    return levels.annotate(offer_milli=F("on_hand_milli") - F("reserved_milli"))


def low(levels: QuerySet[Level]) -> QuerySet[Level]:
    """Return the levels that run low, with `offer_milli` and `sold_milli` of the last seven days."""
    out = Movement.objects.filter(
        variant=OuterRef("variant"), store=OuterRef("store"), kind__in=GONE_OUT, at_ms__gte=now_ms() - LATELY_MS
    )
    sold = out.order_by().values("variant").annotate(total=Sum("quantity_milli")).values("total")
    counted = with_offer(levels).annotate(sold_milli=Coalesce(Subquery(sold), 0) * -1)
    counted = counted.exclude(Exists(KitPart.objects.filter(kit=OuterRef("variant"))))  # only its parts can run low
    is_little = Q(offer_milli__lte=0) | Q(offer_milli__lte=F("variant__product__low_milli"))
    return counted.filter(is_little | Q(sold_milli__gt=F("offer_milli") * LATELY_DAYS / DAYS))
