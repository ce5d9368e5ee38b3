"""One sale and one order through the whole house, driven from outside; prints one JSON line last.

Scans go in through the evdev driver as input_event records, receipts come out of a TCP socket, the drawer is seen on
gpiozero's pins, the till is touched through the X server, the marketplace is asked over HTTP.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

SCANS = 100
ORDER_QUANTITY = 1
SLIDE_S = 0.25  # longer than any of the till's movements
MOST_STATUS_BYTES = 64  # what only asks the printer how it is
RECORD = struct.Struct("llHHi")
KEYS = {"1": 2, "2": 3, "3": 4, "4": 5, "5": 6, "6": 7, "7": 8, "8": 9, "9": 10, "0": 11, "\n": 28}
DEVICES = """
[scanner]
driver = "evdev"
path = "{fifo}"
grab = false

[printer]
driver = "network"
host = "127.0.0.1"
port = {port}

[drawer]
driver = "gpio"
pin = 17
pin_factory = "mock"
"""


class Failed(Exception):
    """Something that must hold did not."""


class Hand:
    """Scans and touches, as a cashier's hand does."""

    def __init__(self, fifo: Path, display: str, eyes: Eyes) -> None:
        os.mkfifo(fifo)
        self._fd = os.open(fifo, os.O_RDWR)
        self._display = display
        self._eyes = eyes

    def scan(self, code: str) -> float:
        """Type a code as a scanner does; return when its last key went down."""
        records = b""
        for char in code + "\n":
            last = time.monotonic()
            for value in (1, 0):
                records += RECORD.pack(0, 0, 1, KEYS[char], value) + RECORD.pack(0, 0, 0, 0, 0)
        os.write(self._fd, records)
        return last

    def touch(self, *texts: str, timeout_s: float = 15) -> None:
        """Touch the button that says one of these texts (or shows this icon)."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            for button in self._eyes.buttons():
                if any(text in (button["text"], button["caption"], button["icon"]) for text in texts):
                    place = [str(button["x"]), str(button["y"])]
                    command = ["xdotool", "mousemove", *place, "click", "1"]
                    env = {**os.environ, "DISPLAY": self._display}
                    subprocess.run(command, env=env, check=True, timeout=10)
                    return
            time.sleep(0.05)
        raise Failed(f"no button says {texts}; there are {[b['text'] or b['caption'] for b in self._eyes.buttons()]}")


class Eyes:
    """Reads what the till with eyes writes down."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.pid: Callable[[], int] = os.getpid

    def lines(self, what: str, after: float = 0) -> list[dict[str, Any]]:
        text = self._path.read_text() if self._path.exists() else ""
        whole = text[: text.rfind("\n") + 1].splitlines()
        return [line for line in map(json.loads, whole) if line["what"] == what and line["at"] > after]

    def buttons(self) -> list[dict[str, Any]]:
        """Return what can be touched and stands still: it was at the same place when asked twice."""
        seen = self._look()
        time.sleep(SLIDE_S)
        return [button for button in self._look() if button in seen]

    def _look(self) -> list[dict[str, Any]]:
        now = time.monotonic()
        os.kill(self.pid(), signal.SIGUSR1)
        return self.wait("buttons", now, 10)["buttons"]

    def wait(self, what: str, after: float, timeout_s: float = 20, **wanted: Any) -> dict[str, Any]:
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            for line in self.lines(what, after):
                if all(line.get(key) == value for key, value in wanted.items()):
                    return line
            time.sleep(0.005)
        raise Failed(f"no {what} {wanted} in {timeout_s} s")


class Market:
    """The marketplace, asked as anybody can ask it."""

    def __init__(self, url: str) -> None:
        import httpx2

        self._http = httpx2.Client(base_url=url, timeout=10)

    def stock(self, item: int, model: int) -> int:
        for one in self._http.get("_sandbox/tally").json()["variants"]:
            if one["item_id"] == item and one["variant_id"] == model:
                return int(one["left"])
        raise Failed(f"item {item} is not on the marketplace")

    def wait_stock(self, item: int, model: int, wanted: int, timeout_s: float = 20) -> float:
        end = time.monotonic() + timeout_s
        while self.stock(item, model) != wanted:
            if time.monotonic() > end:
                raise Failed(f"the marketplace shows {self.stock(item, model)}, not {wanted}")
            time.sleep(0.01)
        return time.monotonic()

    def buy(self, item: int, model: int, quantity: int) -> str:
        answer = self._http.post(
            "buy",
            json={"item_id": item, "model_id": model, "quantity": quantity},
            headers={"Accept": "application/json"},
        )
        if answer.status_code != 201:
            raise Failed(f"the marketplace does not sell: {answer.text}")
        return str(answer.json()["order_sn"])


def ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def percentile(samples: list[float], share: float) -> float:
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * share))]


def barcodes() -> list[str]:
    """Return the barcodes of counted goods of the demo stall."""
    from cloud_bridge.catalog.models import Barcode

    rows = Barcode.objects.filter(variant__unit="pcs", gtin__startswith="0899").order_by("gtin")
    return [gtin[1:] for gtin in rows.values_list("gtin", flat=True)]


def sold_online() -> tuple[str, int, int]:
    """Return (barcode, item, model) of something that is on the shelf and on the marketplace."""
    from cloud_bridge.channels.models import Listing

    for listing in Listing.objects.filter(variant__unit="pcs", wanted__gte=5).select_related("variant"):
        barcode = listing.variant.barcodes.filter(gtin__startswith="0899").first()
        if barcode:
            return barcode.gtin[1:], int(listing.external_product), int(listing.external_variant or 0)
    raise Failed("nothing on the shelf is on the marketplace")


def journey(folder: Path) -> dict[str, Any]:
    from cloud_bridge.demo import PracticeStall, VirtualDisplay
    from tests.drivers.printer.bench import TcpPrinter

    display = VirtualDisplay("1024x600", folder / "log/display.log", window=False)
    screen = display.start()
    eyes = Eyes(folder / "seen.jsonl")
    hand = Hand(folder / "scanner", display.name, eyes)
    found: dict[str, Any] = {}
    with TcpPrinter() as printer:
        stall = PracticeStall(
            folder,
            devices=DEVICES.format(fifo=folder / "scanner", port=printer.port),
            till=[sys.executable, "-m", "tests.journeys.till_with_eyes"],
            till_after=[str(folder / "seen.jsonl")],
            screen={**screen, "LAPAK_TILL_LANGUAGE": "en", "PYTHONPATH": str(ROOT)},
        )
        try:
            stall.start()
            eyes.pid = lambda: stall.till.pid
            market = Market(stall.market_url)
            eyes.wait("WireChanged", 0, 30, online=True)
            open_shift(hand, eyes)
            found["scan_to_line_ms"] = scan_many(hand, eyes)
            found |= sell(hand, eyes, market)
            found |= order(eyes, market)
            found |= paper_and_drawer(printer, eyes)
        finally:
            stall.stop()
            display.stop()
    verify = [sys.executable, "-m", "appliance", "verify", str(folder / "till.db")]
    found["journal_verified"] = subprocess.run(verify, cwd=ROOT, timeout=60, check=False).returncode == 0
    return found


def open_shift(hand: Hand, eyes: Eyes) -> None:
    """Wait for the catalogue, then open the shift with no cash in the drawer."""
    eyes.wait("CatalogueChanged", 0, 30)
    now = time.monotonic()
    hand.touch("Open shift")
    eyes.wait("ShiftChanged", now)


def scan_many(hand: Hand, eyes: Eyes) -> dict[str, float]:
    """Scan a hundred different things one after another and empty the cart again by paying for it."""
    took = []
    codes = barcodes()
    for number in range(SCANS):
        at = hand.scan(codes[number % len(codes)])
        took.append(eyes.wait("LineAdded", at)["at"] - at)
    pay(hand, eyes)
    return {"p50": ms(percentile(took, 0.5)), "p99": ms(percentile(took, 0.99))}


def pay(hand: Hand, eyes: Eyes) -> dict[str, Any]:
    start = time.monotonic()
    hand.touch("Pay")
    time.sleep(0.6)  # sooner, it is the second half of a double tap
    hand.touch("Exact")
    return eyes.wait("SaleCompleted", start)


def sell(hand: Hand, eyes: Eyes, market: Market) -> dict[str, Any]:
    """Sell one thing that is on the marketplace too, and see its stock fall there."""
    eyes.wait("WireChanged", eyes.lines("SaleCompleted")[-1]["at"], unsent=0)
    code, item, model = sold_online()
    time.sleep(1)  # the hundred scanned things have reached the marketplace as well
    before = market.stock(item, model)
    at = hand.scan(code)
    eyes.wait("LineAdded", at)
    sold = pay(hand, eyes)
    fallen = market.wait_stock(item, model, before - 1)
    asked = eyes.lines("pay", at)[-1]["at"]
    return {
        "commit_ms": ms(sold["at"] - asked),
        "sale_to_ack_ms": ms(eyes.wait("WireChanged", sold["at"] - 1, unsent=0)["at"] - sold["at"]),
        "sale_to_marketplace_ms": ms(fallen - sold["at"]),
        "marketplace_stock_before": before,
        "marketplace_stock_after": market.stock(item, model),
        "listing": [item, model],
    }


def order(eyes: Eyes, market: Market) -> dict[str, Any]:
    """Buy on the marketplace and wait until the till knows."""
    _code, item, model = sold_online()
    start = time.monotonic()
    market.buy(item, model, ORDER_QUANTITY)
    end = start + 20
    while time.monotonic() < end:
        for line in eyes.lines("CatalogueChanged", start):
            if "order" in line["tables"]:
                return {"order_to_till_ms": ms(line["at"] - start)}
        time.sleep(0.005)
    raise Failed("the till never heard of the order")


def paper_and_drawer(printer: Any, eyes: Eyes) -> dict[str, Any]:
    end = time.monotonic() + 20
    receipts: list[bytes] = []
    while len(receipts) < 2 and time.monotonic() < end:
        receipts = [bytes(document) for document in printer.documents if len(document) > MOST_STATUS_BYTES]
        time.sleep(0.05)
    if len(receipts) != 2:
        raise Failed(f"{len(receipts)} receipts were printed, not 2")
    last = eyes.lines("pay")[-1]["at"]
    pins = [line["state"] for line in eyes.lines("pin", last)]
    return {
        "receipt_bytes": len(receipts[-1]),
        "drawer_pulses": len(re.findall("10", "".join(map(str, pins)))),
    }


def check(found: dict[str, Any]) -> None:
    if found["marketplace_stock_after"] != found["marketplace_stock_before"] - 1:
        raise Failed("the marketplace's stock did not fall by one")
    if found["drawer_pulses"] != 1:
        raise Failed(f"the drawer was pulsed {found['drawer_pulses']} times")
    if found["receipt_bytes"] < 200 or not found["journal_verified"]:
        raise Failed("the receipt or the journal is not whole")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="keep the data in this folder")
    given = parser.parse_args()
    folder = (given.keep or Path(tempfile.mkdtemp(prefix="lapak-smoke-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["LAPAK_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cloud_bridge.settings"
    import django

    django.setup()
    try:
        found = journey(folder)
        found.pop("listing")
        print(json.dumps(found))
        check(found)
    except Failed as error:
        print(f"smoke: {error} (the logs are in {folder}/log)", file=sys.stderr)
        return 1
    if given.keep is None:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
