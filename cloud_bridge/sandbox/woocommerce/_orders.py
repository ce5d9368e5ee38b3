"""Orders as WooCommerce shows them, with their refunds and notes.

Source: woocommerce-rest-api-docs, "Orders", "Order notes", "Refunds"; WC_REST_Orders_Controller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.sandbox._errors import NotThere, SandboxError

from ._gate import batched, number_of, paged
from ._refusal import Refusal, no_such
from ._statuses import TRASH

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call, Json, Page
    from ._statuses import Statuses
    from ._words import Words

LINES_PER_ORDER = 100
TAX_PERCENT = 11
FOR_EVER_S = 9e12


class Orders:
    """The endpoints under /orders."""

    def __init__(self, store: Store, purchases: Purchases, statuses: Statuses, words: Words) -> None:
        self._store = store
        self._purchases = purchases
        self._statuses = statuses
        self._words = words

    def find(self, call: Call) -> Page:
        """GET /orders; "any" status is any but the trash, and leaves what else is named beside it out of account."""
        since, include = self._words.since(call.params), call.listed("include")
        wanted = call.listed("status") or ["any"]
        rows = [
            row
            for row in self._purchases.window("updated_at", since + 1 if since else 0, FOR_EVER_S)
            if not include or row["order_no"] in include
        ]
        rows = [row for row in rows if self._is_wanted(self._statuses.of(row["order_no"], row["state"]), wanted)]
        rows.sort(key=lambda row: int(row["order_no"]), reverse=call.params.get("order", "desc") != "asc")
        return paged(rows, call, self.shown)

    def one(self, call: Call) -> Json:
        """GET /orders/{id}."""
        return self.shown(self._row(call.numbers["order_id"]))

    def create(self, call: Call) -> Json:
        """POST /orders; `set_paid` pays it."""
        lines = [
            (int(line["product_id"]), int(line.get("variation_id") or 0), int(line.get("quantity") or 1))
            for line in call.body.get("line_items") or ()
        ]
        buyer = str((call.body.get("billing") or {}).get("first_name") or "pembeli")
        try:
            order_no = self._purchases.buy(lines, buyer, pay=call.body.get("set_paid") is True)
        except SandboxError as reason:
            raise Refusal(400, "woocommerce_rest_invalid_product_id", str(reason)) from reason
        return self.shown(self._row(int(order_no)))

    def update(self, call: Call) -> Json:
        """PUT /orders/{id}."""
        return self._update({**call.body, "id": call.numbers["order_id"]})

    def delete(self, call: Call) -> Json:
        """DELETE /orders/{id}: into the trash."""
        self._statuses.set(self._row(call.numbers["order_id"])["order_no"], TRASH)
        return self.one(call)

    def batch(self, call: Call) -> Json:
        """POST /orders/batch, for changes."""
        return batched(call, {"update": self._update}, number_of)

    def notes(self, call: Call) -> list[Json]:
        """GET /orders/{id}/notes."""
        order_no = self._row(call.numbers["order_id"])["order_no"]
        rows = self._store.rows("SELECT * FROM woocommerce_note WHERE order_no = ? ORDER BY note_id DESC", order_no)
        return [self._note(row) for row in rows]

    def add_note(self, call: Call) -> Json:
        """POST /orders/{id}/notes."""
        order_no = self._row(call.numbers["order_id"])["order_no"]
        self._store.write(
            "INSERT INTO woocommerce_note (order_no, note, to_buyer, at) VALUES (?, ?, ?, ?)",
            order_no, str(call.body["note"]), bool(call.body.get("customer_note")), self._words.clock(),
        )  # fmt: skip
        return self.notes(call)[0]

    def refunds(self, call: Call) -> Page:
        """GET /orders/{id}/refunds."""
        order_no = self._row(call.numbers["order_id"])["order_no"]
        return paged(self._refunds(order_no), call, self._refund)

    def shown(self, row: Row) -> Json:
        """Return an order as the API shows it."""
        order_no, words = row["order_no"], self._words
        is_paid = row["state"] not in ("unpaid", "cancelled")
        return {
            "id": int(order_no),
            "number": order_no,
            "status": self._statuses.of(order_no, row["state"]),
            "currency": words.switches.currency,
            "prices_include_tax": words.switches.prices_include_tax,
            "total": words.amount(row["total_minor"]),
            "billing": {"first_name": row["buyer"], "last_name": "", "email": "", "phone": ""},
            "line_items": [self._line(line, at) for at, line in enumerate(self._purchases.lines(order_no))],
            "refunds": [{"id": one["refund_id"], "reason": "", "total": "0"} for one in self._refunds(order_no)],
            **words.moments(
                created=row["created_at"],
                modified=row["updated_at"],
                paid=row["updated_at"] if is_paid else None,
                completed=self._statuses.completed_at(order_no),
            ),
        }

    def _line(self, line: Row, at: int) -> Json:
        words, gross = self._words, line["price_minor"] * line["quantity"]
        is_taxed = words.switches.prices_include_tax
        tax = gross - gross * 100 // (100 + TAX_PERCENT) if is_taxed else 0
        name = f"{line['name']} - {line['variant_name']}" if line["variant_name"] else line["name"]
        return {
            "id": int(line["order_no"]) * LINES_PER_ORDER + at,
            "name": name,
            "product_id": line["item_id"],
            "variation_id": line["variant_id"],
            "quantity": line["quantity"],
            "subtotal": words.amount(gross - tax),
            "total": words.amount(gross - tax),
            "total_tax": words.amount(tax),
            "sku": line["sku"],
            "price": float(words.price(gross - tax)) / line["quantity"],
            "meta_data": [],
        }

    def _refund(self, row: Row) -> Json:
        meta = [{"id": 1, "key": "_refunded_item_id", "value": str(row["line_id"])}]
        return {"id": row["refund_id"], "line_items": [{"id": 1, "quantity": -row["quantity"], "meta_data": meta}]}

    def _refunds(self, order_no: str) -> list[Row]:
        return self._store.rows("SELECT * FROM woocommerce_refund WHERE order_no = ? ORDER BY refund_id", order_no)

    def _note(self, row: Row) -> Json:
        told = {"id": row["note_id"], "note": row["note"], "customer_note": bool(row["to_buyer"])}
        return {**told, **self._words.moments(created=row["at"])}

    def _update(self, given: Json) -> Json:
        order_no = self._row(number_of(given), 400)["order_no"]
        if given.get("status"):
            self._statuses.set(order_no, str(given["status"]))
        if given.get("set_paid") is True:
            self._statuses.set(order_no, "processing")
        return self.shown(self._row(int(order_no)))

    def _row(self, order_id: int, status: int = 404) -> Row:
        try:
            return self._purchases.order(str(order_id))
        except NotThere as reason:
            raise no_such("shop_order", status) from reason

    @staticmethod
    def _is_wanted(status: str, wanted: list[str]) -> bool:
        return status != TRASH if "any" in wanted else status in wanted
