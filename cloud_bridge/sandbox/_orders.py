"""What people buy in the sandbox: an order takes stock once when it is made and gives it back once when cancelled."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ._errors import NotThere, NotYet, SandboxError, SoldOut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Row

    from ._catalogue import Catalogue
    from ._faults import Faults
    from ._store import Store

UNPAID, PAID, PACKED, SHIPPED, COMPLETED = "unpaid", "paid", "packed", "shipped", "completed"
CANCELLING, CANCELLED = "cancelling", "cancelled"
# What must have been true before.
BEFORE = {
    PAID: (UNPAID,),
    PACKED: (PAID,),
    SHIPPED: (PAID, PACKED),
    COMPLETED: (SHIPPED,),
    CANCELLING: (PAID, PACKED),
    CANCELLED: (UNPAID, PAID, PACKED, CANCELLING),
}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_number(now_s: float, letters: str = LETTERS, length: int = 8) -> str:
    """Return a number for an order: the day, and so many letters drawn by lot."""
    day = datetime.fromtimestamp(now_s, UTC).strftime("%y%m%d")
    return day + "".join(secrets.choice(letters) for _ in range(length))


class Orders:
    """Orders and their lines; `changed` is told of every new state inside the transaction that makes it.

    `new_number` names a new order.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        faults: Faults,
        clock: Callable[[], float],
        *,
        changed: Callable[[str, str], None],
        new_number: Callable[[], str],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._faults = faults
        self._clock = clock
        self._changed = changed
        self._new_number = new_number

    def buy(self, lines: Sequence[tuple[int, int, int]], buyer: str, *, pay: bool) -> str:
        """Make an order of (item_id, variant_id, quantity) lines and return its number, or raise SoldOut."""
        if not lines or any(quantity < 1 for _, _, quantity in lines):
            raise SandboxError(reason="an order has at least one line of at least one")
        try:
            with self._store.transaction():
                return self._buy(lines, buyer, pay=pay)
        except SoldOut:
            for item_id, variant_id, quantity in lines:
                self._catalogue.turn_away(item_id, variant_id, quantity)
            raise

    def _buy(self, lines: Sequence[tuple[int, int, int]], buyer: str, *, pay: bool) -> str:
        order_no = self._new_number()
        now = int(self._clock())
        self._store.write("INSERT INTO purchase VALUES (?, ?, ?, 0, ?, ?)", order_no, UNPAID, buyer, now, now)
        for item_id, variant_id, quantity in lines:
            row = self._catalogue.variant(item_id, variant_id)
            if not self._catalogue.take(item_id, variant_id, quantity):
                raise SoldOut(name=row["item_name"], left=row["stock"] - row["reserved"])
            self._store.write(
                "INSERT INTO purchase_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                order_no, item_id, variant_id, row["item_name"], row["name"], row["sku"], row["price_minor"], quantity,
            )  # fmt: skip
            self._store.write(
                "UPDATE purchase SET total_minor = total_minor + ? WHERE order_no = ?",
                row["price_minor"] * quantity, order_no,
            )  # fmt: skip
        self._changed(order_no, UNPAID)
        if pay:
            self.move(order_no, PAID)
        return order_no

    def move(self, order_no: str, state: str) -> None:
        """Bring an order into a state that may follow its own, or raise NotYet."""
        with self._store.transaction():
            order = self.order(order_no)
            if order["state"] not in BEFORE[state]:
                raise NotYet(order_no=order_no, state=order["state"], wanted=state)
            self._store.write(
                "UPDATE purchase SET state = ?, updated_at = ? WHERE order_no = ?", state, int(self._clock()), order_no
            )
            if state == CANCELLED:
                for line in self.lines(order_no):
                    self._catalogue.put_back(line["item_id"], line["variant_id"], line["quantity"])
            self._changed(order_no, state)

    def order(self, order_no: str) -> Row:
        """Return one order, or raise NotThere."""
        row = self._store.row("SELECT * FROM purchase WHERE order_no = ?", order_no)
        if row is None:
            raise NotThere(what=f"order {order_no}")
        return row

    def lines(self, order_no: str) -> list[Row]:
        """Return an order's lines."""
        return self._store.rows("SELECT * FROM purchase_line WHERE order_no = ?", order_no)

    def window(
        self, column: str, first: float, last: float, after: tuple[float, str] = (0, ""), most: int = -1
    ) -> list[Row]:
        """Return the orders whose `created_at` or `updated_at` (seconds) lies in the window, both ends included.

        In the order of that moment and of their numbers, beginning behind `after`, at most so many. While `read_lag_s`
        is on, what changed so lately is not there yet.
        """
        if column not in {"created_at", "updated_at"}:
            raise SandboxError(reason=f"orders have no {column}")
        if self._faults.read_lag_s:
            last = min(last, self._clock() - self._faults.read_lag_s)
        return self._store.rows(
            f"SELECT * FROM purchase WHERE {column} BETWEEN ? AND ? AND ({column}, order_no) > (?, ?)"  # noqa: S608
            f" ORDER BY {column}, order_no LIMIT ?",
            first, last, *after, most,
        )  # fmt: skip

    def newest(self, most: int) -> list[Row]:
        """Return the orders made last, newest first."""
        return self._store.rows("SELECT * FROM purchase ORDER BY created_at DESC, rowid DESC LIMIT ?", most)

    def states(self) -> dict[str, int]:
        """Return how many orders there are in each state."""
        rows = self._store.rows("SELECT state, count(*) AS many FROM purchase GROUP BY state")
        return {row["state"]: row["many"] for row in rows}
