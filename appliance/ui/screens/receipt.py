"""One receipt: a tap on a line lets it come back, everything comes back with one, and it is printed again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.core.quantity import quantity_text
from appliance.ui._signs import TIMES
from appliance.ui._state import Act
from appliance.ui._tenders import tender_name
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.row import RowText

from .listing import Listing
from .receipts import standing, standing_text, when_text

if TYPE_CHECKING:
    from appliance.till.ports import Sold

    Body = dict[str, Any]

Builder.load_file(str(Path(__file__).with_name("receipt.kv")))

INKS = {"void": "on_danger", "part": "on_warn", "back": "on_warn", "refund": "on_info"}


class Receipt(Listing):
    """The lines as they were sold, and what can still come back of each; what comes back is in the cart at once."""

    icon = "receipt"

    def __init__(self, **kwargs: Any) -> None:
        self._sold: Sold | None = None
        super().__init__(**kwargs)

    def shown(self, sold: Sold | None = None) -> None:
        """Open a receipt."""
        self._sold = sold or self._sold
        self.refresh()

    def refresh(self) -> None:
        """Read it again: something may have come back meanwhile."""
        if self._sold is None:
            return
        returns = self.desk.till.returns
        self._sold = sold = returns.find(self._sold.entry["body"]["number"])
        super().refresh()
        entry, ids = sold.entry, self.ids
        body = entry["body"]
        name = self.desk.till.people.name_of(entry.get("by", ""))
        paid = " + ".join(dict.fromkeys(tender_name(tender["kind"]) for tender in body["tenders"]))
        said = [when_text(self.desk, entry["at_ms"]), name, paid, body.get("reason", "")]
        ids.heading.note = " · ".join(part for part in said if part)
        state = standing(self.desk, sold)
        ids.total.label = standing_text(state) or _("Paid")
        ids.total.amount = self.desk.money(body["total_minor"] + body["rounding_minor"])
        ids.total.ink = getattr(look, INKS.get(state, "ink"))
        can_return = bool(self._left())
        coming = returns.coming_back(sold)
        ids.all.disabled = not can_return
        ids.all.text = _("Nothing back") if coming and not self._more() else _("Everything back")
        ids.all.icon = "x" if coming and not self._more() else "arrow-back-up"
        ids.exchange.disabled = not coming
        ids.void.disabled = not returns.can_void(sold)
        self.desk.cart.refresh_foot()

    def title(self) -> str:
        """Return its number."""
        return self._sold.entry["body"]["number"] if self._sold else ""

    def empty_text(self) -> str:
        """Return why it has no lines."""
        return _("Nothing stands on this receipt.")

    # --- lines -------------------------------------------------------------------------------------------------------

    def rows(self) -> list[RowText]:
        """Return the lines with what can come back."""
        if self._sold is None:
            return []
        coming, left = self.desk.till.returns.coming_back(self._sold), self._left()
        return [self._row(line, left.get(line["line"], 0), coming.get(line["line"], 0)) for line in self._lines()]

    def _lines(self) -> list[Body]:
        return list(self._sold.entry["body"]["lines"]) if self._sold else []

    def _left(self) -> dict[int, int]:
        """Return how much of each line can still come back; of a void, a refund and a card nothing can."""
        sold = self._sold
        if sold is None or sold.is_voided or sold.entry["type"] == "sale.refunded":
            return {}
        original = self.desk.till.returns.original(sold)
        return {number: original.left_milli(number) for number in original.numbers}

    def _more(self) -> bool:
        """Whether something could come back that is not in the cart."""
        if self._sold is None:
            return False
        coming = self.desk.till.returns.coming_back(self._sold)
        return any(coming.get(number, 0) < milli for number, milli in self._left().items())

    def _row(self, line: Body, left_milli: int, coming_milli: int) -> RowText:
        currency = self.desk.till.shop.currency

        def amount(milli: int) -> str:
            unit = "" if line["unit"] == "pcs" else f" {line['unit']}"
            return quantity_text(milli, currency.decimal) + unit

        price = currency.plain(line["price_minor"] - line["share_minor"])
        note = f"{amount(line['quantity_milli'])} {TIMES} {currency.plain(line['unit_price_minor'])}"
        if coming_milli:
            side = _("{n} of {all} comes back", n=amount(coming_milli), all=amount(left_milli))
            return RowText("arrow-back-up", line["name"], note, price, "primary", side)
        if not left_milli:
            was = line["quantity_milli"] > 0 and not line.get("card") and not self._is_dead()
            return RowText(
                "check" if was else "receipt", line["name"], note, price, "quiet", _("Returned") if was else ""
            )
        side = _("{n} can come back", n=amount(left_milli)) if left_milli < line["quantity_milli"] else ""
        return RowText("circle-dashed", line["name"], note, price, "quiet", side)

    def _is_dead(self) -> bool:
        sold = self._sold
        return sold is None or sold.is_voided or sold.entry["type"] == "sale.refunded"

    def chosen(self, index: int) -> None:
        """Let one more come back, or as many as were typed; a tap on all of them lets them stay."""
        sold, line = self._sold, self._lines()[index]
        number = line["line"]
        left = self._left().get(number, 0)
        if sold is None or not left:
            return
        returns = self.desk.till.returns
        coming = returns.coming_back(sold).get(number, 0)
        step = (self.desk.quantity or 1) * 1000 if line["unit"] == "pcs" else left
        self.desk.set_quantity(0)
        if coming >= left:
            self.desk.attempt(returns.keep, sold, number)
        else:
            self.desk.attempt(returns.take_back, sold, number, min(left, coming + step))

    # --- what can be done --------------------------------------------------------------------------------------------

    def all_back(self) -> None:
        """Let everything come back, or nothing once everything does."""
        sold, returns = self._sold, self.desk.till.returns
        if sold is None:
            return
        if self._more():
            self.desk.attempt(returns.take_all_back, sold)
            return
        for number in returns.coming_back(sold):
            self.desk.attempt(returns.keep, sold, number)

    def exchange(self) -> None:
        """Go on selling: what comes back stays in the cart."""
        self.desk.home()
        self.desk.tell(_("What comes back is in the cart. Add what the customer takes instead."), "info")

    def ask_void(self) -> None:
        """Ask for the reason."""
        reasons = [_("Wrong goods"), _("Customer changed their mind"), _("Wrong way of paying"), _("Rung up twice")]
        self.desk.show("typing", title=_("Why is it void?"), offers=reasons, done=self._void, back=partial(self._again))

    def _again(self) -> None:
        self.desk.show("receipt", sold=self._sold)

    def _void(self, reason: str) -> None:
        self._again()
        if self._sold is not None:
            self.desk.attempt(self.desk.till.returns.void, self._sold, reason)

    def print_again(self, *, is_gift: bool = False) -> None:
        """Print it once more, marked as a copy, or without prices."""
        if self._sold is None:
            return
        if self.desk.attempt(partial(self.desk.till.returns.reprint, self._sold, is_gift=is_gift)):
            text = _("A gift receipt is being printed.") if is_gift else _("A copy is being printed.")
            self.desk.tell(text, "quiet")

    def act(self) -> Act | None:
        """Give the money back; without anything in the cart, go on selling."""
        if self.desk.till.sale.lines:
            return None
        return Act(
            _("Tap what comes back") if self._left() else _("New sale"), do=None if self._left() else self.desk.home
        )
