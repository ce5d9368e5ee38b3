"""A QR is shown, a payment provider tells the bridge, and the till's sale is finished: over the real wire."""

from __future__ import annotations

import json
import queue
import sys
import time

import httpx2
import pytest

from appliance.__main__ import Machine
from appliance.core.emv_qr import PaymentCode
from appliance.settings import load
from appliance.till.events import SaleCompleted
from cloud_bridge.demo._programs import Program, free_port
from cloud_bridge.payments.reports import HEADER, signature
from tests.journeys.bridge_process import SEED, BridgeProcess
from tests.journeys.goods import BARCODES
from tests.ui.fakes import QRIS

TOKEN, SECRET = "practice", "a secret of nobody"
PAID_SEED = f"""{SEED}
from cloud_bridge.payments.models import Provider
store.qr = {QRIS!r}
store.save()
Provider.objects.create(merchant=merchant, name="Bank", token={TOKEN!r}, secret={SECRET!r})
"""
PATIENCE_S = 20
MOST_S = 1.0


class ServingBridge(BridgeProcess):
    """`lapak-bridge serve`: the wire and the web in one process, as a stall runs it."""

    def __init__(self, folder):
        super().__init__(folder, PAID_SEED)
        self.web = free_port()
        serve = [
            sys.executable, "-m", "cloud_bridge", "serve", "--port", str(self.web), "--broker",
            str(self.data / "broker"), "--broker-port", str(self.port),
        ]  # fmt: skip
        self.ingest = Program("The bridge", serve, folder / "bridge.log", self._env)

    def report(self, said, secret=SECRET):
        body = json.dumps(said).encode()
        address = f"http://127.0.0.1:{self.web}/api/payments/{TOKEN}"
        return httpx2.post(address, content=body, headers={HEADER: signature(secret, body)}, timeout=10).status_code


class Counter:
    """A till without a screen, worked on this thread."""

    def __init__(self, folder, toml):
        settings = folder / "till.toml"
        settings.write_text(f'data = "{folder / "till"}"\n{toml}\n[scanner]\ndriver = "simulated"\n')
        self._todo = queue.Queue()
        self.machine = Machine(load(settings), self._todo.put)
        self.till = self.machine.till
        self.sold = []
        self.till.listen(lambda event: self.sold.append(event.entry) if isinstance(event, SaleCompleted) else None)
        self.machine.start()

    def work_until(self, is_so, patience_s=PATIENCE_S):
        """Do what the till has to do until something is so; return how long that took."""
        start = time.monotonic()
        while not is_so():
            assert time.monotonic() - start < patience_s, "it never happened"
            try:
                self._todo.get(timeout=0.02)()
            except queue.Empty:
                continue
        return time.monotonic() - start


@pytest.fixture
def bridge(tmp_path):
    bridge = ServingBridge(tmp_path)
    bridge.start()
    bridge.ingest.wait_for_port(bridge.web)
    yield bridge
    bridge.stop()


@pytest.fixture
def counter(bridge, tmp_path):
    counter = Counter(tmp_path, bridge.toml())
    yield counter
    counter.machine.stop()


def test_a_sale_is_finished_within_a_second_of_the_report_that_its_qr_was_paid(bridge, counter):
    till = counter.till
    counter.work_until(lambda: till.catalogue.by_barcode("0" + BARCODES[0]) is not None and bool(till.shop.qr))
    till.shifts.open(0)
    counter.work_until(lambda: till.shifts.current is not None)
    till.scan(BARCODES[0])
    offer = till.qr.begin()
    shown = PaymentCode(offer.text)
    assert (shown.reference, shown.amount) == (offer.reference, str(offer.amount_minor))
    said = {"reference": shown.reference, "amount_minor": int(shown.amount), "paid_at_ms": 1}

    assert bridge.report(said, "guessed") == 401
    assert bridge.report({**said, "reference": "OTHER"}) == 201
    with pytest.raises(AssertionError):
        counter.work_until(lambda: counter.sold, MOST_S)

    assert bridge.report(said) == 201
    took_s = counter.work_until(lambda: counter.sold)
    assert took_s < MOST_S
    assert bridge.report(said) == 200
    [tender] = counter.sold[0]["body"]["tenders"]
    assert (tender["kind"], tender["reference"], tender["amount_minor"]) == ("qr", offer.reference, offer.amount_minor)

    number = counter.sold[0]["body"]["number"]
    booked = "SELECT number FROM payments_qrtender WHERE reference = '" + offer.reference + "'"
    counter.work_until(lambda: bridge.ask(booked) == [(number,)])
    unsold = "SELECT p.reference FROM payments_qrpayment p LEFT JOIN payments_qrtender t USING (reference)"
    assert bridge.ask(unsold + " WHERE t.id IS NULL") == [("OTHER",)]
