"""What webhooks said may have changed: kept until it was looked up, and never trusted further than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge import wake
from cloud_bridge.channels import trouble
from cloud_bridge.channels.intake import read_in
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel, Hint
from cloud_bridge.channels.pace import pace
from cloud_bridge.connectors.port import LostPushes
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms as now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors import port

ORDER = "order"
PRODUCT = "product"
GATHER_MS = 1_000  # how long an order waits for others where calls are short


def keep(market: str, hints: Sequence[port.Hint], at_ms: int) -> int:
    """Store hints for good, each for the channel of its shop; return how many things they name.

    One app has one webhook address for all its shops; a shop that is nobody's channel is none of our business.
    """
    shops = {hint.shop_id for hint in hints}
    channels = {one.shop_id: one for one in Channel.objects.filter(market=market, shop_id__in=shops)}
    for shop_id in sorted({hint.shop_id for hint in hints if hint.is_cut_off and hint.shop_id in channels}):
        trouble.cut_off(channels[shop_id])
    rows = {
        (hint.shop_id, kind, external_id): Hint(
            channel=channels[hint.shop_id], kind=kind, external_id=external_id[:80], at_ms=at_ms
        )
        for hint in hints
        if hint.shop_id in channels
        for kind, ids in ((ORDER, hint.order_ids), (PRODUCT, hint.product_ids))
        for external_id in ids
    }
    if rows:
        with writing():
            Hint.objects.bulk_create(
                [rows[place] for place in sorted(rows)],  # nobody waits for each other in a circle
                update_conflicts=True,
                unique_fields=["channel", "kind", "external_id"],
                update_fields=["at_ms", "next_try_at_ms"],
            )
            wake.after_commit(wake.hint)
    return len(rows)


def orders(channel: Channel, connector: port.Connector, now_ms: int) -> int | None:
    """Look up one batch of hinted orders; return how many were asked for, None if there are no hints."""
    if not due(channel, ORDER, now_ms, 1):
        return None
    with held(f"hints:{channel.pk}") as lease:
        if lease is None:
            return None
        hints = due(channel, ORDER, now_ms, connector.limits.order_detail_batch * connector.limits.calls_at_once)
        read_in(channel, connector, [hint.external_id for hint in hints], now_ms)
        looked_up(hints)
    return len(hints)


def are_worth_a_call(channel: Channel, connector: port.Connector, now_ms: int) -> bool:
    """Say whether the hinted orders fill a call, or one has waited for others long enough."""
    hints = due(channel, ORDER, now_ms, connector.limits.order_detail_batch)
    return bool(hints) and (len(hints) == connector.limits.order_detail_batch or hints[0].at_ms + GATHER_MS <= now_ms)


def lost(channel: Channel, connector: port.Connector, now_ms: int) -> int | None:
    """Fetch the webhooks that the marketplace could not deliver; return how many, None if it is not time."""
    if not isinstance(connector, LostPushes) or now_ms - channel.recovered_at_ms < pace().lost_pushes_s * 1000:
        return None
    count = connector.recover_pushes(lambda hints: _keep_all(channel.market, hints))
    with writing():
        Channel.objects.filter(pk=channel.pk).update(recovered_at_ms=now_ms)
    return count


def _keep_all(market: str, hints: Sequence[port.Hint]) -> None:
    keep(market, hints, now())


def due(channel: Channel, kind: str, now_ms: int, most: int) -> list[Hint]:
    """Return the hints that wait longest, at most so many."""
    rows = Hint.objects.filter(channel=channel, kind=kind, next_try_at_ms__lte=now_ms)
    return list(rows.order_by("at_ms")[:most])


def looked_up(hints: Sequence[Hint]) -> None:
    """Forget hints that were looked up, unless the same was said again meanwhile or the answer could not be booked."""
    with writing(durable=False):
        for hint in sorted(hints, key=lambda hint: hint.external_id):
            Hint.objects.filter(pk=hint.pk, at_ms=hint.at_ms, next_try_at_ms=hint.next_try_at_ms).delete()
