"""A customer's phone for practice: it reads the QR off the till's screen and pays it, and the bridge is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx2

from appliance.core.emv_qr import PaymentCode
from appliance.core.errors import LapakError
from appliance.core.money import CURRENCIES
from cloud_bridge.keys import now_ms
from cloud_bridge.payments.reports import HEADER, signature

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

_read: Any
try:
    from zxingcpp import read_barcodes as _read
except ImportError:  # there is no wheel for every machine
    _read = None

TIMEOUT_S = 5
WORDS = {
    "id": {
        "pay": "Bayar QR di layar kasir", "none": "Tidak ada QR pembayaran di layar kasir. Pilih Bayar, lalu QR.",
        "paid": "Lunas: {amount}. Lihat layar kasir.", "failed": "Pembayaran tidak sampai: {reason}",
        "about": "Ponsel pembeli untuk latihan: tidak ada uang yang berpindah.",
    },
    "en": {
        "pay": "Pay the QR shown on the till", "none": "There is no payment QR on the till. Choose Pay, then QR.",
        "paid": "Paid: {amount}. Look at the till.", "failed": "The payment did not arrive: {reason}",
        "about": "A customer's phone for practice: no money changes hands.",
    },
}  # fmt: skip


class Wallet:
    """Pays what `look` shows; address and secret are those of a payment provider (cloud_bridge.payments)."""

    def __init__(self, look: Callable[[], Image], address: str, secret: str) -> None:
        self._look = look
        self._address = address
        self._secret = secret

    @staticmethod
    def is_possible() -> bool:
        """Say whether this machine can read a QR off a picture."""
        return _read is not None

    def pay(self, words: dict[str, str]) -> str:
        """Pay the code that is shown and return what the phone says."""
        code = self._code()
        currency = CURRENCIES.get(code.currency) if code else None
        if code is None or currency is None:
            return words["none"]
        amount_minor = currency.parse(code.amount)
        said = {"reference": code.reference, "amount_minor": amount_minor, "paid_at_ms": now_ms()}
        body = json.dumps(said).encode()
        headers = {HEADER: signature(self._secret, body), "Content-Type": "application/json"}
        try:
            answer = httpx2.post(self._address, content=body, headers=headers, timeout=TIMEOUT_S)
            answer.raise_for_status()
        except httpx2.HTTPError as reason:
            return words["failed"].format(reason=reason)
        return words["paid"].format(amount=currency.format(amount_minor))

    def _code(self) -> PaymentCode | None:
        """Return the payment code on the screen that asks for an amount."""
        for found in _read(self._look().convert("L")) if _read else ():
            try:
                code = PaymentCode(found.text)
            except LapakError:
                continue
            if code.amount and code.reference:
                return code
        return None


def words_for(accept_language: str) -> dict[str, str]:
    """Return the words of the language a browser asks for first, English where it is neither."""
    return WORDS["id" if accept_language.strip().lower().startswith("id") else "en"]
