"""A full day's journal (5,000 sales), exported and verified: entries per second, beside SHA-256 and Ed25519 alone."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.core import entries
from appliance.core.canonical import canonical
from appliance.core.cash import CashRounding, settle
from appliance.core.journal import GENESIS, seal
from appliance.core.key import time_key
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.core.tax import Tax, TaxClass
from appliance.store import DeviceKey, entries_of, verify_file
from bench.report import figure, percentile, report

SALES = 5_000
START_MS = 1_795_000_000_000
RUNS = 3
PPN = TaxClass("ppn", "PPN", [Tax("ppn", "PPN 12%", 120_000, included=True, base_num=11, base_den=12)])


def write_day(folder: Path) -> Path:
    """Write a day's journal of three-line sales as `lapak-till export` would."""
    key = DeviceKey.at(folder / "device.key")
    path = folder / "day.jsonl"
    prev = GENESIS
    with path.open("w", encoding="utf-8") as file:
        for seq in range(1, SALES + 2):
            at_ms = START_MS + seq * 5_000
            if seq == 1:
                kind, body = "till.claimed", entries.till_claimed("t", "s", "m", key.public_hex)
            else:
                kind, body = "sale.completed", _sale(seq, at_ms)
            entry = seal(seq, at_ms, "", kind, body, prev)
            prev = entry["hash"]
            entry["sig"] = key.sign(bytes.fromhex(prev)).hex()
            file.write(canonical(entry) + "\n")
    return path


def _sale(seq: int, at_ms: int) -> dict[str, object]:
    sale = Sale(time_key(at_ms, seq.to_bytes(10, "big")), at_ms)
    for line in range(3):
        name = f"variant-{(seq * 7 + line * 11) % 500}"
        sale.add(Item(name, name, f"Barang {name}", 12_500 + line * 500, PPN))
    due = sale.totals().total_minor
    return entries.sale_completed(sale, f"A-{seq:06d}", "shift", "IDR", settle(due, due, CashRounding()))


def floor(path: Path) -> float:
    """Return entries/s of nothing but hashing the text of each entry and checking its signature."""
    signed = list(entries_of(path))
    texts = [canonical({key: entry[key] for key in ("seq", "at_ms", "by", "type", "body")}) for entry in signed]
    parts = [
        (bytes.fromhex(entry["prev"]) + text.encode(), bytes.fromhex(entry["sig"]))
        for entry, text in zip(signed, texts, strict=True)
    ]
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed[0]["body"]["public_key"]))
    start = time.perf_counter()
    for said, sig in parts:
        key.verify(sig, sha256(said).digest())
    return len(parts) / (time.perf_counter() - start)


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    path = write_day(folder)
    rates, floors = [], []
    for _ in range(RUNS):
        floors.append(floor(path))
        start = time.perf_counter()
        count = verify_file(path).entries
        rates.append(count / (time.perf_counter() - start))
    rate, bare = percentile(rates, 0.5), percentile(floors, 0.5)
    report([
        figure("journal entries verified", rate, "1/s", goal=">= 50 % of SHA-256 + Ed25519 alone",
               hash_and_signature_alone=bare, share_of_floor=rate / bare, day_s=(SALES + 1) / rate,
               file_mib=path.stat().st_size / 2**20),
    ])  # fmt: skip
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
