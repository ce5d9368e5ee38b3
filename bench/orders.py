"""Marketplace orders into the bridge's books, on SQLite and on PostgreSQL, beside the bare SQL of the same rows.

An order comes in as the pull books it, read from a connector that has it in memory, and goes its way: ready, shipped,
completed. What the bare SQL writes was put together before the clock began, and it looks nothing up.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.report import figure, percentile, report, short_slice
from tests.postgres import cluster, programs

GOODS, PER_PRODUCT = 5_000, 20
ORDERS, ROUNDS = 2_000, 3
BATCHES = (50, 200)  # what the connectors read at once, and what a pull after a pause may book
STEPS = ("new", "ready", "shipped", "completed")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main() -> None:
    """Measure on SQLite, and once more below a PostgreSQL of our own; with an argument, measure where we are."""
    if len(sys.argv) > 1:
        measure()
        return
    short_slice()
    _alone({**os.environ, "LAPAK_DATABASE": ""})
    if programs() is None:
        sys.stderr.write("orders.py: skipped on PostgreSQL, which is not installed (apt install postgresql)\n")
        return
    with cluster() as url:
        _alone({**os.environ, "LAPAK_DATABASE": url})


def _alone(environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, __file__, "here"], env=environment, check=True)


def measure() -> None:
    from django.db import connection

    from bench import bridge  # sets Django up
    from bench.bare_orders import Bare

    shop, database = bridge.Shop(GOODS), NAMES[connection.vendor]
    gc.freeze()
    for together in BATCHES:
        ours: dict[str, list[float]] = {step: [] for step in STEPS}
        cpu: dict[str, list[float]] = {step: [] for step in STEPS}
        floor: dict[str, list[float]] = {step: [] for step in STEPS}
        for run in range(ROUNDS):
            stall = Stall(shop, f"{together}-{run}", together)
            bare = Bare(shop, stall.variants, f"channel:bare-{together}-{run}")
            for step in STEPS:
                batches = stall.batches(step)
                know_sizes()
                floor[step].append(bare.take_in(step, batches))
                before_s = cpu_s()
                ours[step].append(stall.take_in(batches))
                cpu[step].append(cpu_s() - before_s)
        report([
            _figure(f"{database}: new orders, {together} at once", ours, floor, cpu, STEPS[:1]),
            _figure(f"{database}: orders that change, {together} at once", ours, floor, cpu, STEPS[1:]),
            *(
                _figure(f"{database}: orders {step}, {together} at once", ours, floor, cpu, (step,))
                for step in STEPS[1:]
            ),
        ])  # fmt: skip


def know_sizes() -> None:
    """Let the database see how large its tables are by now, as PostgreSQL does by itself every minute."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def cpu_s() -> float:
    """Return the CPU seconds that we and the server process behind our connection have used."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    served = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(served[11]) + int(served[12])) / os.sysconf("SC_CLK_TCK")


def _figure(
    name: str,
    ours: dict[str, list[float]],
    floor: dict[str, list[float]],
    cpu: dict[str, list[float]],
    steps: tuple[str, ...],
) -> dict:
    """Return the orders per second of some steps together: the median of all rounds, beside the bare rate's.

    `a_core` is the rate per second of CPU, the database's included: what other programs on the machine change least.
    """
    rates, bare, a_core = (
        [ORDERS * len(steps) / sum(took) for took in zip(*(taken[step] for step in steps), strict=True)]
        for taken in (ours, floor, cpu)
    )
    rate, bare_rate = percentile(rates, 0.5), percentile(bare, 0.5)
    goal = ">= 3,000/s" if len(steps) != 1 or steps[0] == "new" else ""
    return figure(
        name, rate, "orders/s", goal=goal, best=max(rates), bare_sql=bare_rate, share_of_bare=rate / bare_rate,
        a_core=percentile(a_core, 0.5), load=os.getloadavg()[0],
    )  # fmt: skip


class Stall:
    """A channel with everything listed and linked, and shoppers who want it as shoppers do."""

    def __init__(self, shop, name: str, together: int) -> None:
        from cloud_bridge.channels.models import Channel, Listing
        from cloud_bridge.connectors.port import ListingKey
        from cloud_bridge.keys import now_ms
        from cloud_bridge.sandbox._shopper import Plan, visits

        self.channel = Channel.objects.create(
            merchant=shop.merchant, store=shop.store, market="shopee", name=name, shop_id=name,
            orders_cursor_ms=now_ms(),
        )  # fmt: skip
        self.keys = {
            variant: ListingKey(str(1_000 + at // PER_PRODUCT), str(at)) for at, variant in enumerate(shop.variants)
        }
        self.variants = {key: variant for variant, key in self.keys.items()}
        Listing.objects.bulk_create(
            Listing(channel=self.channel, external_product=key.product_id, external_variant=key.variant_id,
                    sku=f"S{key.variant_id}", name="Barang", variant_id=variant)
            for variant, key in self.keys.items()
        )  # fmt: skip
        self._together = together
        self._orders = [
            self._order(f"{name}-{number}", visit)
            for number, visit in enumerate(visits(Plan(ORDERS), shop.variants, name))
        ]

    def _order(self, number: str, visit):
        from cloud_bridge.connectors.port import MarketOrder, OrderLine
        from cloud_bridge.keys import now_ms

        lines = tuple(
            OrderLine(self.keys[variant], f"S{self.keys[variant].variant_id}", "Kopi Susu Gula Aren", units, 25_000)
            for variant, units in visit.basket
        )
        total = sum(line.quantity * line.price_minor for line in lines)
        at_ms = now_ms()
        return MarketOrder(
            number, "", "", at_ms, at_ms, "IDR", total, visit.buyer, lines, _raw(number, total, visit.buyer, lines)
        )

    def batches(self, step: str) -> list:
        """Return the orders as they are after this step, in batches."""
        from cloud_bridge.connectors import port

        state = {"new": port.TO_PREPARE, "ready": port.READY, "shipped": port.SHIPPED, "completed": port.COMPLETED}
        later_ms = STEPS.index(step)
        said = [
            replace(
                order, state=state[step], raw_state=step.upper(), updated_at_ms=order.updated_at_ms + later_ms,
                raw={**order.raw, "order_status": step.upper()},
            )
            for order in self._orders
        ]  # fmt: skip
        return [said[at : at + self._together] for at in range(0, len(said), self._together)]

    def take_in(self, batches: list) -> float:
        """Book these and return the seconds it took."""
        from cloud_bridge.channels import intake
        from cloud_bridge.connectors.port import Limits
        from cloud_bridge.keys import now_ms

        said = {order.order_id: order for batch in batches for order in batch}
        connector = SimpleNamespace(
            limits=Limits(stock_batch=1, order_window_ms=1, order_detail_batch=self._together),
            read_orders=lambda numbers: [said[number] for number in numbers],
        )
        start = time.perf_counter()
        changed = intake.read_in(self.channel, connector, list(said), now_ms())
        took = time.perf_counter() - start
        if changed != len(said):
            raise RuntimeError(f"{changed} of {len(said)} changed")
        return took


def _raw(number: str, total: int, buyer: str, lines: tuple) -> dict:
    """Return an order in about as many words as a marketplace makes of it."""
    return {
        "order_sn": number, "region": "ID", "currency": "IDR", "cod": False, "total_amount": total / 100,
        "shipping_carrier": "Reguler (Cashless)", "payment_method": "Online Payment", "message_to_seller": "",
        "estimated_shipping_fee": 9_000, "create_time": 1_762_790_400, "update_time": 1_762_790_400, "days_to_ship": 2,
        "ship_by_date": 1_762_963_200, "buyer_user_id": 258_065_931, "buyer_username": buyer, "note": "",
        "recipient_address": {
            "name": buyer, "phone": "62812******90", "town": "", "district": "Kebayoran Baru", "city": "Jakarta",
            "state": "DKI Jakarta", "region": "ID", "zipcode": "12110", "full_address": "Jalan Melawai 5, RT 3 RW 2",
        },
        "item_list": [
            {
                "item_id": line.key.product_id, "item_name": line.name, "item_sku": "", "model_id": line.key.variant_id,
                "model_name": line.sku, "model_sku": line.sku, "model_quantity_purchased": line.quantity,
                "model_original_price": line.price_minor, "model_discounted_price": line.price_minor, "weight": 0.25,
                "wholesale": False, "add_on_deal": False, "promotion_type": "", "order_item_id": line.key.product_id,
                "image_info": {"image_url": "https://cf.shopee.co.id/file/id-11134207-7r98o-lz0dkeq1"},
            }
            for line in lines
        ],
        "package_list": [{"package_number": f"OFG{number}", "logistics_status": "LOGISTICS_REQUEST_CREATED"}],
    }  # fmt: skip


if __name__ == "__main__":
    main()
