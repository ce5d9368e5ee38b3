"""What a channel shows, written down: every reading of listings, whoever asked for it, ends here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.channels.models import Listing
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.channels.models import Channel
    from cloud_bridge.connectors.port import Listed

FIELDS = ("sku", "name", "status", "price_minor", "seen", "seen_at_ms")


def note(channel: Channel, listed: Sequence[Listed], asked_at_ms: int) -> int:
    """Keep what was read, new listings and known ones; `asked_at_ms` is when the question left."""
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
        )
        for one in listed
    ]
    with writing():
        Listing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["channel", "external_product", "external_variant"],
            update_fields=FIELDS,
        )
    return len(rows)
