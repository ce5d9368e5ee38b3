"""A parcel gets the label that its marketplace wants, as soon as it is here; until then it gets our own."""

from __future__ import annotations

from base64 import b64encode

import pytest

from appliance.till.paper import Paper
from appliance.till.ports import Job
from tests.till.stall import Stall
from tests.till.test_orders import bring, row

NARROW, WIDE = "a" * 40, "b" * 40
LABELS = {"384": NARROW, "576": WIDE}


def dots(width):
    return {"width": width, "height": 8, "bits": b64encode(bytes(width // 8 * 8)).decode()}


@pytest.fixture
def stall(tmp_path):
    made = Stall(tmp_path)
    made.here = {}
    made.till.orders.fit(384, made.here.get)
    yield made
    made.close()


def printed(stall):
    """Return what waits in the spool, and take it out."""
    stall.settle()
    kinds = []
    while (job := stall.store.spool.next_job()) is not None:
        kinds.append(job.entry["type"])
        stall.store.spool.printed(job.job)
    return kinds


def pack(stall, key="o1"):
    tray = stall.till.orders
    picking = tray.picking(key)
    for line in picking.lines:
        while not line.is_done:
            tray.pick(picking, line.number)
    stall.settle()
    tray.pack(tray.picking(key))
    stall.settle()


@pytest.mark.parametrize(("paper", "name"), [(384, NARROW), (576, WIDE), (600, WIDE), (300, "")])
def test_the_widest_label_that_fits_is_fetched(stall, paper, name):
    stall.till.orders.fit(paper, stall.here.get)
    bring(stall, o1=row(labels=LABELS), o2=row("X-2"))
    assert stall.till.orders.labels() == {name} - {""}


def test_the_marketplaces_label_is_printed_once_it_is_here_and_our_own_before(stall):
    bring(stall, o1=row(labels=LABELS))
    stall.till.orders.print_label(stall.till.orders.picking("o1"))
    assert printed(stall) == ["label.order"]
    stall.here[NARROW] = dots(384)
    stall.till.orders.print_label(stall.till.orders.picking("o1"))
    assert printed(stall) == ["label.market"]


def test_a_label_that_comes_after_its_parcel_was_packed_here_prints_by_itself(stall):
    bring(stall, o1=row(), o2=row("X-2"))
    pack(stall)
    bring(stall, o1=row(labels=LABELS, stage="packed"), o2=row("X-2", labels=LABELS))
    stall.here[NARROW] = dots(384)
    stall.till.orders.label_came(NARROW)
    assert printed(stall) == ["label.market"]
    stall.till.orders.label_came(WIDE)
    assert printed(stall) == []


def test_the_paper_shows_the_labels_dots(stall):
    paper = Paper(lambda: stall.till.shop, 32, str)
    entry = {"seq": 0, "at_ms": 0, "by": "", "type": "label.market", "hash": "", "body": dots(384)}
    [picture] = paper.render(Job(1, entry, is_copy=False))
    assert (picture.width, picture.height) == (384, 8)
    assert paper.render(Job(1, entry | {"body": {}}, is_copy=False)) == []
