"""Everything about the open sale but its lines: for whom, its discount, table, note and coupons, a quotation of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.ui._customers import holding_text, name_text
from appliance.ui._discounts import discount_text
from appliance.ui._theme import look
from appliance.ui._typed import CODE, NAME
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.row import Row, RowText

from .pane import Pane
from .percents import fill_percents, mark_percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.discount import Discount

Builder.load_file(str(Path(__file__).with_name("sale.kv")))

ON_NARROW = 5  # percents beside the button for another discount


class SalePane(Pane):
    """A row for everything a sale may have besides goods."""

    def __init__(self, **kwargs: Any) -> None:
        self._rows: list[tuple[RowText, Callable[[], object]]] = []
        super().__init__(**kwargs)
        percents = self.ids.percents
        self._percents = fill_percents(percents, self._discount, most=ON_NARROW)
        self._other = BigButton(icon="dots", size_dp=look.small)
        self._other.bind(on_tap=lambda _button: self.desk.show("discount"))
        percents.add_widget(self._other)
        self._list = Recycler(Row, self._show_row, self._tapped, columns=2, pitch_dp=92, gap_dp=look.gap)
        body = self.ids.body
        body.add_widget(self._list)
        body.bind(pos=self._stretch, size=self._stretch)

    def _stretch(self, body: Any, _value: object) -> None:
        self._list.pos, self._list.size = body.pos, body.size

    def refresh(self) -> None:
        """Show how the sale stands."""
        till = self.desk.till
        sale, has_lines = till.sale, bool(till.sale.lines)
        self.ids.heading.text = _("This sale")
        discount = sale.discounts[0] if sale.discounts else None
        mark_percent(self._percents, discount)
        for button in (*self._percents.values(), self._other):
            button.disabled = not has_lines
        is_own = discount is not None and all(button.kind != "primary" for button in self._percents.values())
        self._other.text = discount_text(discount, till.shop.currency) if is_own else _("Other")
        self._other.kind = "primary" if is_own else "plain"
        self._rows = self._items()
        self._list.show(len(self._rows))

    def _items(self) -> list[tuple[RowText, Callable[[], object]]]:
        sale, currency = self.desk.till.sale, self.desk.till.shop.currency
        customer = self.desk.till.customers.current
        if customer is None:
            who = RowText("user-plus", _("Customer"), _("Find or add, for points, prices and credit"))
        else:
            who = RowText("user", name_text(customer), holding_text(customer, currency) or customer.phone, "", "info")
        table = RowText("armchair", _("Table or number"), _("Where it goes, or who is called"))
        if sale.table:
            table = RowText("armchair", _("Table {table}", table=sale.table), _("Tap to change"), "", "info")
        note = RowText("note", _("Note"), _("It is printed on the receipt"))
        if sale.note:
            note = RowText("note", _("Note"), sale.note, "", "info")
        coupon = RowText("ticket", _("Coupon"), _("Scan it, or type its code"))
        if sale.coupons:
            coupon = RowText("ticket", ", ".join(sale.coupons), _("Tap to take it off"), "", "info")
        items: list[tuple[RowText, Callable[[], object]]] = [
            (who, partial(self.desk.show, "customers" if customer is None else "customer")),
            (table, self._ask_table),
            (note, self._ask_note),
            (coupon, self._drop_coupon if sale.coupons else self._ask_coupon),
        ]
        if sale.lines:
            items += [
                (RowText("bookmark", _("Park under a name"), _("Take it back from Parked")), self.desk.aside.ask_name),
                (RowText("file-text", _("Quotation"), _("Print the prices; nothing is sold yet")), self._quote),
            ]
        return items

    def _show_row(self, row: Row, index: int) -> None:
        row.fill(self._rows[index][0])

    def _tapped(self, index: int) -> None:
        self._rows[index][1]()

    def _discount(self, discount: Discount | None) -> None:
        self.desk.attempt(self.desk.till.basket.discount_sale, discount)

    # --- what is typed -----------------------------------------------------------------------------------------------

    def _ask(self, title: str, done: Callable[[str], object], **more: Any) -> None:
        def take(text: str) -> None:
            if self.desk.attempt(done, text):
                self.desk.show("sale")

        self.desk.show("typing", title=title, done=take, back=partial(self.desk.show, "sale"), **more)

    def _ask_table(self) -> None:
        till = self.desk.till
        offers = [] if till.sale.table else [_("Take away")]
        hint = _("A table, or the number that is called out. It is printed on the receipt.")
        done = till.basket.set_table
        title = _("Table or number")
        self._ask(
            title, done, text=till.sale.table, hint=hint, style=NAME, signs=True, can_be_empty=True, offers=offers
        )

    def _ask_note(self) -> None:
        till = self.desk.till
        offers = [] if till.sale.note else [_("Take away"), _("Deliver"), _("Gift wrap")]
        self._ask(_("Note"), till.basket.note_sale, text=till.sale.note, can_be_empty=True, offers=offers)

    def _ask_coupon(self) -> None:
        hint = _("Or scan the coupon: that works on every screen.")
        self._ask(_("Coupon"), self.desk.till.basket.add_coupon, hint=hint, style=CODE)

    def _drop_coupon(self) -> None:
        self.desk.attempt(self.desk.till.basket.remove_coupon, self.desk.till.sale.coupons[-1])

    def _quote(self) -> None:
        till = self.desk.till
        name = till.customers.current.name if till.customers.current else ""
        if self.desk.attempt(till.quotation.give):
            self.desk.home()
            self.desk.tell(_("The quotation is printed and waits as “{name}”.", name=name or _("Quotation")), "quiet")
