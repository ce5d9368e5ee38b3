"""A marketplace's label on its way to paper: told by the feed, fetched over HTTP, printed for a packed parcel."""

from __future__ import annotations

import io
import queue
import time

import pytest
from PIL import Image

from appliance.__main__ import Machine
from appliance.core.photo import name_of
from appliance.settings import load
from tests.drivers.test_gallery import Bridge
from tests.store.goods import COFFEE, STALL, apply

PATIENCE_S = 20


def label_of(width):
    image = Image.new("1", (width, 40), 1)
    image.paste(0, (0, 0, width, 20))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


class Till:
    """A whole till without a screen, and what its screen's thread has to do."""

    def __init__(self, folder) -> None:
        settings = folder / "till.toml"
        known = {"data": folder, "till": "t", "store": "s", "merchant": "m"}
        settings.write_text("".join(f'{name} = "{value}"\n' for name, value in known.items()))
        self.todo: queue.Queue = queue.Queue()
        self.machine = Machine(load(settings, {}), self.todo.put)
        self.printed: list[str] = []
        print_document = self.machine.till.print_document

        def note(kind, body):
            self.printed.append(kind)
            print_document(kind, body)

        self.machine.till.print_document = note
        self.machine.start()

    def hear(self, *things):
        apply(self.machine.store, things)
        self.todo.put(lambda: self.machine.till.feed_applied(frozenset(thing[0] for thing in things)))

    def until(self, is_so):
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end
            try:
                self.todo.get(timeout=0.02)()
            except queue.Empty:
                continue


@pytest.fixture
def bridge():
    server = Bridge()
    server.photos |= {name_of(label_of(width)): label_of(width) for width in (384, 576)}
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def till(tmp_path):
    made = Till(tmp_path)
    yield made
    made.machine.stop()


def test_the_label_is_printed_without_anybody_asking(till, bridge):
    order = {"channel": "c", "number": "X-1", "state": "to_prepare", "buyer": "Budi", "at_ms": 1}
    order["lines"] = [{"name": "Kopi", "variant": COFFEE, "quantity_milli": 1_000}]
    till.hear(*STALL, ("store", "s", {"name": "Toko", "labels_at": bridge.address}), ("order", "o1", order))
    tray = till.machine.till.orders
    till.until(lambda: [one.key for one in tray.waiting()] == ["o1"] and till.machine.till.shop.labels_at)
    tray.pick(tray.picking("o1"), 1)
    till.until(lambda: tray.order("o1").stage == "picked")
    tray.pack(tray.picking("o1"))
    till.until(lambda: tray.order("o1").stage == "packed")
    labels = {str(width): name_of(label_of(width)) for width in (384, 576)}
    till.hear(("order", "o1", order | {"state": "ready", "stage": "packed", "labels": labels}))
    till.until(lambda: till.printed == ["label.market"])
    assert len([name for name in bridge.asked if name in labels.values()]) == 1
