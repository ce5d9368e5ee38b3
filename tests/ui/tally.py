"""What must never get lost on a till, watched from outside while somebody plays with it."""

from __future__ import annotations

from typing import Any


class Tally:
    """Compares what is there now with what was there the last time it was asked."""

    def __init__(self, stage: Any) -> None:
        self._stage = stage
        self._till: Any = None
        self._given_back: set[str] = set()
        self._watch()

    def _watch(self) -> None:
        """Begin with a till: what is there now, and what a person takes back from now on."""
        self._till = till = self._stage.till
        self._tenders, self._parked, self._sale, self._lines = set(), set(), till.sale.key, 0
        remove, give_back = till.checkout.remove, till.checkout.give_back

        def removed(key: str) -> None:
            remove(key)
            self._given_back.add(key)

        def given(key: str) -> None:
            give_back(key)
            self._given_back.add(key)

        till.checkout.remove, till.checkout.give_back = removed, given

    def lost(self) -> str:
        """Return what is gone, or nothing."""
        if self._stage.till is not self._till:
            self._watch()
        till, books = self._till, self._stage.books
        booked = [entry["body"] for entry in books.entries if "tenders" in entry["body"]]
        parked = {key: cart for key, (_row, cart) in books._parked.items()}
        tenders = {tender.key for tender in till.sale.tenders}
        tenders |= {tender["tender"] for body in booked for tender in body["tenders"]}
        tenders |= {tender["tender"] for cart in parked.values() for tender in cart.get("tenders", ())}
        sales = {body["sale"] for body in booked} | set(parked) | {till.sale.key}
        gone = self._tenders - tenders - self._given_back
        vanished = self._parked - sales
        taken_out = {entry["body"]["sale"] for entry in books.entries if entry["kind"] == "line.removed"}
        emptied = self._lines > 1 and self._sale not in sales | taken_out
        self._tenders, self._parked = tenders, set(parked)
        self._sale, self._lines = till.sale.key, len(till.sale.lines)
        if gone:
            return f"paid and gone: {sorted(gone)}"
        if vanished:
            return f"parked and gone: {sorted(vanished)}"
        return f"sale {self._sale} and its lines are gone" if emptied else ""
