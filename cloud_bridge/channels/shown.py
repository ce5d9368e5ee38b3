"""What a channel shows, written down: every reading of listings, whoever asked for it, ends here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from cloud_bridge.channels.models import Listing
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.connectors.port import ListingKey
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cloud_bridge.channels.models import Channel
    from cloud_bridge.connectors.port import Listed

FIELDS = ("sku", "name", "status", "price_minor", "seen", "seen_at_ms", "known_at_ms", "reserved", "is_counted")


def note(channel: Channel, listed: Sequence[Listed], asked_at_ms: int) -> int:
    """Keep what was read, new listings and known ones; `asked_at_ms` is when the question left."""
    answered_at_ms = max(asked_at_ms, now_ms())
    since = _known_since(channel, listed)
    rows = [
        Listing(
            channel=channel,
            external_product=one.key.product_id,
            external_variant=one.key.variant_id,
            sku=one.sku.strip()[:100],
            name=one.name[:255],
            status=one.status[:30],
            price_minor=one.price_minor,
            seen=one.stock,
            seen_at_ms=asked_at_ms,
            known_at_ms=since.get((one.key, one.stock), answered_at_ms),
            reserved=one.reserved,
            is_counted=one.is_counted,
        )
        for one in listed
    ]
    with writing(durable=False):
        take_turn(channel.pk)
        Listing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["channel", "external_product", "external_variant"],
            update_fields=FIELDS,
        )
    return len(rows)


def _known_since(channel: Channel, listed: Sequence[Listed]) -> Mapping[tuple[ListingKey, int], int]:
    """Return since when listings are known to show what they showed after they were written last."""
    products = {one.key.product_id for one in listed}
    rows = channel.listings.filter(external_product__in=products, seen__isnull=False, seen_at_ms__gt=F("pushed_at_ms"))
    columns = rows.order_by().values_list("external_product", "external_variant", "seen", "known_at_ms")
    return {
        (ListingKey(product, variant), seen): at_ms
        for product, variant, seen, at_ms in columns
        if at_ms and seen is not None
    }
