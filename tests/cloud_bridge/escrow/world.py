"""A bridge, several tills and a marketplace, with every message and every crash in a test's hands.

Whatever decides is the real code: the till, its store, the bridge's ingest and feed, the order book, channels/scarce.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from django.db import transaction

from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import TaxClass, Variant
from cloud_bridge.channels import pull, scarce
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.connectors.errors import ConnectorError
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.keys import new_key
from cloud_bridge.replication import ingest
from cloud_bridge.stock import escrow, ledger
from cloud_bridge.stock.models import KitPart, Right
from tests.cloud_bridge.escrow.market import KEY, Crash, Market
from tests.cloud_bridge.escrow.tills import RealTill

SETTLE_MS = scarce.USUAL_SETTLE_S * 1000


class World:
    """`units` of one scarce variant, `tills` tills, and a listing that shows all of them at the beginning."""

    def __init__(self, units: int = 4, tills: int = 2, *, compares: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lapak-escrow-"))
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self.now_ms = 1_760_000_000_000
        self.ever = units
        self.merchant = Merchant.objects.create(name="Warung")
        self.store = Store.objects.create(merchant=self.merchant, name="Pasar")
        TaxClass.objects.create(merchant=self.merchant, key="none", name="None", taxes=[])
        goods = {"sku": "A", "price_minor": 1_000, "stock_milli": units * 1_000}
        add_products(self.merchant.key, [{"name": "A", "tax_class": "none", "variants": [goods]}], self.store.key)
        self.variant = Variant.objects.get(merchant=self.merchant)
        self.variant.is_scarce = True
        self.variant.save()
        self.channel = Channel.objects.create(
            merchant=self.merchant, store=self.store, market="fake", name="Toko", shop_id="1"
        )
        Listing.objects.create(
            channel=self.channel, external_product=KEY.product_id, name="A", variant=self.variant, pushed=units
        )
        self.market = Market(lambda: self.now_ms, SETTLE_MS, units, compares=compares)
        self.crash_in = -1
        self.tills = []
        self.up: list[tuple[int, dict]] = []
        self.down: list[tuple[int, dict]] = []
        for number in range(tills):
            till = Till.objects.create(
                merchant=self.merchant, store=self.store, name=f"Kasir {number}", prefix=str(number)
            )
            self.tills.append(RealTill(till.key, self.store.key, self.merchant.key, self.folder / f"{number}.db"))
        self.connect()

    def close(self) -> None:
        for till in self.tills:
            till.close()
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    # --- what is true

    @property
    def sold(self) -> int:
        return self.market.sold + sum(till.sold_milli for till in self.tills) // 1000

    def check(self) -> None:
        """Complain where something was sold twice."""
        assert self.sold <= self.ever, f"{self.sold} of {self.ever} sold"

    # --- the wire

    def say(self, number: int) -> None:
        self.up.append((number, self.tills[number].say()))

    def ask(self, number: int) -> None:
        self.up.append((number, self.tills[number].ask()))

    def deliver_up(self, at: int, *, keeps: bool = False) -> None:
        number, said = self.up[at] if keeps else self.up.pop(at)
        self.down += [(number, answer) for answer in ingest.handle(self.tills[number].key, said)]

    def deliver_down(self, at: int, *, keeps: bool = False) -> None:
        number, said = self.down[at] if keeps else self.down.pop(at)
        self.tills[number].hear(said)

    def connect(self) -> None:
        """Let every till and the bridge hear all that the other has to say."""
        self.up, self.down = [], []
        for _ in range(12):
            for number in range(len(self.tills)):
                self.say(number)
                self.ask(number)
            while self.up:
                self.deliver_up(0)
            while self.down:
                self.deliver_down(0)

    # --- the bridge

    def clock(self) -> int:
        """Return the time; each question is a place between two steps, where the bridge may crash."""
        if self.crash_in == 0:
            self.crash_in = -1
            raise Crash
        self.crash_in -= 1
        return self.now_ms

    def step(self) -> None:
        """Let the stock job do one round."""
        with contextlib.suppress(ConnectorError, Crash):
            scarce.step(self.channel, self.market, self.now_ms, self.clock)
        self.crash_in = -1

    def pull(self) -> None:
        with contextlib.suppress(ConnectorError):
            pull.pull(self.channel, self.market, self.now_ms)

    def deliver_goods(self, units: int) -> None:
        self.ever += units
        with writing():
            move = ledger.Move(self.store.key, self.variant.key, "delivery", units * 1_000, new_key(), self.now_ms)
            ledger.move(self.merchant.key, [move])

    def make_kit(self) -> Variant:
        """Let one of what is scarce be in a kit, too; every till has heard of it."""
        goods = {"sku": "KIT", "price_minor": 1_500}
        add_products(self.merchant.key, [{"name": "Kit", "tax_class": "none", "variants": [goods]}], self.store.key)
        self.kit = Variant.objects.get(merchant=self.merchant, sku="KIT")
        KitPart.objects.create(kit=self.kit, part=self.variant, quantity_milli=1_000)
        self.connect()
        return self.kit

    def ask_back(self, number: int) -> bool:
        """Let the office ask a till for what it holds."""
        right = Right.objects.filter(holder=self.tills[number].key).first()
        return right is not None and escrow.ask_back(right.pk)

    def pass_time(self, ms: int) -> None:
        self.now_ms += ms
        self.market.come_to_pass()

    # --- in the end

    def heal(self) -> None:
        """Everything is connected and nobody fails; time goes by."""
        self.market.fates, self.market.ambushes, self.crash_in = [], [], -1
        for _ in range(8):
            self.connect()
            self.pass_time(SETTLE_MS + 1)
            self.pull()
            self.step()

    def sell_out(self) -> None:
        """Sell all there is at one till."""
        for till in self.tills:
            till.clear()
        for _ in range(4 * self.ever + 4):
            if self.sold >= self.ever:
                return
            if not (self.tills[0].put(self.variant.key, 1) and self.tills[0].pay()):
                self.tills[0].clear()
                self.connect()
                self.pass_time(SETTLE_MS + 1)
                self.step()
                self.connect()

    def sell(self, number: int, units: int = 1) -> bool:
        """Sell at a till that is connected, as a cashier does who tries again while the stock job goes round."""
        till = self.tills[number]
        for _ in range(3):
            if till.put(self.variant.key, units):
                return till.pay()
            self.meet(number)
            self.step()
            self.step()
            self.meet(number)
        return False

    def meet(self, number: int) -> None:
        """Let a till and the bridge hear each other in one go, as on most days."""
        for _ in range(2):
            for tell in (self.say, self.ask):
                tell(number)
                self.deliver_up(-1)
                self.deliver_down(-1)

    def rights(self) -> list[tuple[str, int, int, int, int]]:
        """Return what the bridge knows, for a person who reads a failure."""
        columns = (
            "holder",
            "granted_milli",
            "returned_milli",
            "used_milli",
            "back_milli",
            "wanted_milli",
            "asked_milli",
        )
        return list(Right.objects.values_list(*columns))
