from __future__ import annotations

import json

from cloud_bridge.channels import health
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.keys import now_ms
from cloud_bridge.replication.models import FeedRow


def told(stall):
    return json.loads(FeedRow.objects.get(table="channel", key=stall.channel.pk).data)["state"]


def test_a_channel_that_was_never_read_is_late(stall):
    assert health.state_of(stall.fresh(), now_ms()) == health.LATE


def test_a_channel_whose_orders_were_just_read_is_in_step(stall):
    Channel.objects.update(pulled_at_ms=now_ms())
    assert health.state_of(stall.fresh(), now_ms()) == health.OK


def test_stock_that_waits_for_minutes_makes_a_channel_late(stall):
    Channel.objects.update(pulled_at_ms=now_ms())
    Listing.objects.create(
        channel=stall.channel, external_product="1", name="x", wanted=3, wanted_at_ms=now_ms() - 120_000
    )
    assert health.lag_ms(stall.fresh(), now_ms()) >= 120_000
    assert health.state_of(stall.channel, now_ms()) == health.LATE


def test_a_refused_listing_does_not_make_a_channel_late(stall):
    Channel.objects.update(pulled_at_ms=now_ms())
    Listing.objects.create(
        channel=stall.channel, external_product="1", name="x", wanted=3, wanted_at_ms=1, refused="no"
    )
    assert health.state_of(stall.fresh(), now_ms()) == health.OK


def test_tills_are_told_once_and_again_when_it_changes(stall):
    Channel.objects.update(pulled_at_ms=now_ms())
    assert health.publish(stall.fresh(), now_ms())
    assert not health.publish(stall.fresh(), now_ms() + 5_000)
    assert told(stall) == "ok"
    Channel.objects.update(trouble_code="connector.needs_owner", trouble="ended")
    assert health.publish(stall.fresh(), now_ms())
    assert told(stall) == "down"


def row_of(stall):
    return json.loads(FeedRow.objects.get(table="channel", key=stall.channel.pk).data)


def test_a_lag_is_told_at_most_once_a_minute_and_only_where_it_is_noticed(stall):
    at_ms = now_ms()
    Channel.objects.update(pulled_at_ms=at_ms)
    assert health.publish(stall.fresh(), at_ms)
    assert row_of(stall)["lag_s"] == 0
    Listing.objects.create(channel=stall.channel, external_product="1", name="x", wanted=3, wanted_at_ms=at_ms)
    assert not health.publish(stall.fresh(), at_ms + 45_000)
    assert health.publish(stall.fresh(), at_ms + 130_000)
    assert (row_of(stall)["state"], row_of(stall)["lag_s"]) == ("late", 120)
    assert not health.publish(stall.fresh(), at_ms + 185_000)
    assert health.publish(stall.fresh(), at_ms + 200_000)
    assert (row_of(stall)["lag_s"], row_of(stall)["at_ms"]) == (180, at_ms + 130_000)
