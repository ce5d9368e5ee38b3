"""Which variant a listing sells: found by its SKU, or said by a person; what a person said is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Subquery

from cloud_bridge.catalog.models import Variant
from cloud_bridge.channels.models import GONE, Channel, Listing
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.connectors.port import ListingKey
from cloud_bridge.database import writing
from cloud_bridge.orders import book
from cloud_bridge.orders.models import OrderLine
from cloud_bridge.replication import feed

if TYPE_CHECKING:
    from django.db.models import QuerySet


def link_by_sku(channel: Channel) -> int:
    """Link every free listing whose SKU is one variant's and no other listing's; return how many."""
    twins = Listing.objects.filter(channel=channel, sku=OuterRef("sku")).exclude(pk=OuterRef("pk"))
    free = channel.listings.filter(variant__isnull=True, is_manual=False).exclude(sku="").exclude(status=GONE)
    fitting = free.filter(~Exists(twins.exclude(status=GONE)))
    if not _with_variant(channel, fitting).exists():
        return 0
    with writing():
        _take_turns(channel)
        return _link(channel, fitting)


def link(listing: Listing, variant_key: str | None) -> None:
    """Let a listing sell this variant, or none, because a person says so."""
    with writing():
        _take_turns(listing.channel)
        Listing.objects.filter(pk=listing.pk).update(variant=variant_key, is_manual=True, wanted=None, refused="")
        _follow(listing.channel)


def link_these(channel: Channel, listings: QuerySet[Listing]) -> int:
    """Link listings to the variants of the same SKU because a person says so, also where a SKU is listed twice."""
    with writing():
        _take_turns(channel)
        free = listings.filter(channel=channel, variant__isnull=True)
        chosen = list(free.values_list("pk", flat=True))
        count = _link(channel, channel.listings.filter(pk__in=chosen))
        channel.listings.filter(pk__in=chosen, variant__isnull=False).update(is_manual=True)
    return count


def _take_turns(channel: Channel) -> None:
    feed.take_turn(channel.merchant_id)  # orders that wait for a link move their stock
    take_turn(channel.pk)


def _with_variant(channel: Channel, listings: QuerySet[Listing]) -> QuerySet[Any]:
    """Return those listings whose SKU a variant has, with its key in `fits`."""
    fits = Subquery(Variant.objects.filter(merchant=channel.merchant_id, sku=OuterRef("sku")).values("pk")[:1])
    return listings.annotate(fits=fits).filter(fits__isnull=False)


def _link(channel: Channel, listings: QuerySet[Listing]) -> int:
    count = _with_variant(channel, listings).update(variant_id=F("fits"))
    if count:
        _follow(channel)
    return count


def _follow(channel: Channel) -> None:
    """Let the stock and the orders of new links follow: the feed is read from its start, waiting lines get variants."""
    Channel.objects.filter(pk=channel.pk).update(feed_cursor=0)
    origin = book.origin_of(channel.pk)
    waiting = OrderLine.objects.filter(variant=None, order__origin=origin).exclude(listing="")
    for text in waiting.values_list("listing", flat=True).distinct():
        product, _slash, variant = text.partition("/")
        linked = channel.listings.filter(external_product=product, external_variant=variant, variant__isnull=False)
        for variant_key in linked.values_list("variant_id", flat=True):
            book.link(channel.merchant_id, channel.pk, ListingKey(product, variant), str(variant_key))
