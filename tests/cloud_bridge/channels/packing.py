"""A stall whose marketplace can be told things, with a packing table at its till."""

from __future__ import annotations

import json

from appliance.core import entries
from cloud_bridge.channels import sync
from cloud_bridge.channels.models import Channel
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Till
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import preparing
from cloud_bridge.orders.models import Label, Order, Telling
from cloud_bridge.replication.models import FeedRow

BODIES = {"packed": entries.order_packed, "handed_over": lambda order: entries.order_handed_over(order, [])}


class Table:
    """Verbs: `buy`, `stage`, `run`, `hour_passes`."""

    def __init__(self, stall, market) -> None:
        self.stall, self.market = stall, market
        stall.market = market
        self.till = Till.objects.create(merchant=stall.merchant, store=stall.store, name="Kasir 1")
        self.key = market.put_on_sale("1", "A", 10)
        self.seq = 0

    def buy(self, number="1", units=1):
        self.market.buy(number, self.key, units, now_ms())
        self.read(number)
        return self.order(number)

    def read(self, number):
        Channel.objects.update(pulled_at_ms=0, next_try_at_ms=0)
        self.run("orders")

    def order(self, number="1") -> Order:
        return Order.objects.get(external_id=number)

    def stage(self, number: str, *stages: str) -> None:
        for stage in stages:
            self.seq += 1
            body = BODIES[stage](self.order(number).key)
            entry = {"seq": self.seq, "type": f"order.{stage}", "at_ms": now_ms(), "body": body}
            with writing():
                preparing.take_in_stages(self.till, [entry])

    def run(self, *jobs: str) -> None:
        for job in jobs:
            (sync.JOBS | sync.CHORES)[job][0](self.stall.fresh())

    def hour_passes(self) -> None:
        Channel.objects.update(next_try_at_ms=0, pulled_at_ms=0)
        Telling.objects.update(next_try_at_ms=0)
        Label.objects.update(next_try_at_ms=0)

    def row(self, number="1"):
        row = FeedRow.objects.filter(table="order", key=self.order(number).key).first()
        return json.loads(row.data) if row and row.data else None
