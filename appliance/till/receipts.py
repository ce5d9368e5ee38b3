"""What the customer takes home of a sale: paper, a link on the phone, or nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from appliance.core import entries, receipt_link
from appliance.core.personal import SALT_BYTES, personal

from .errors import AddressUnlikely
from .events import ReceiptSent

if TYPE_CHECKING:
    from collections.abc import Callable

    from .ports import Books
    from .till import Till

    Entry = dict[str, Any]

EMAIL, WHATSAPP = "email", "whatsapp"
FEWEST_DIGITS, MOST_DIGITS = 7, 15  # of a phone number; fifteen is the most there are (ITU-T E.164)


class Receipts:
    """Belongs to one till; `salt(n)` gives n bytes of chance."""

    def __init__(self, books: Books, till: Till, salt: Callable[[int], bytes] = os.urandom) -> None:
        self._books = books
        self._till = till
        self._salt = salt
        self._printed: set[int] = set()

    def link(self, entry: Entry) -> str:
        """Return where the customer finds this receipt, "" where nobody shows it."""
        if entry["body"].get("is_training"):
            return ""
        return receipt_link.link(self._till.shop.receipts_at, entry)

    def is_printed(self, entry: Entry) -> bool:
        """Say whether a receipt that is printed now would be a copy."""
        return self._till.shop.prints or entry["seq"] in self._printed

    def print(self, entry: Entry) -> None:
        """Print the receipt the customer asked for; whatever was printed before is a copy, with its own right."""
        if self.is_printed(entry):
            self._till.reprint(entry)
            return
        self._printed.add(entry["seq"])
        self._till.after(self._books.print_receipt(entry["seq"]), lambda _: None)

    def send(self, entry: Entry, kind: str, address: str) -> None:
        """Have the bridge send the link; kind: EMAIL or WHATSAPP. Raises AddressUnlikely.

        Works without the network: it goes out with the next connection. The address is forgotten here once it did.
        """
        address = address.strip()
        if not _is_likely(kind, address):
            raise AddressUnlikely(address=address)
        till, body = self._till, entry["body"]
        email, phone = (address.lower(), "") if kind == EMAIL else ("", address)
        told = personal(self._salt(SALT_BYTES), "", phone, email)
        sent = entries.receipt_sent(body["sale"], entry["seq"], kind, told, body.get("customer", ""))
        future = self._books.customers.record("receipt.sent", sent, told, at_ms=till.now_ms(), by=till.by)
        till.after(future, lambda _: till.tell(ReceiptSent(kind)))


def _is_likely(kind: str, address: str) -> bool:
    if kind == EMAIL:
        name, at, host = address.rpartition("@")
        return bool(name and at and "." in host.strip(".")) and " " not in address
    digits = [char for char in address if char.isdigit()]
    return FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and not any(char.isalpha() for char in address)
