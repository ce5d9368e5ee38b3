"""Done: the change, as large as the screen allows, until the drawer closes or the next thing is scanned.

Below it, what the customer takes home: paper, a code for the phone, a message, or nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.till.receipts import EMAIL, WHATSAPP
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui._typed import NOTE
from appliance.ui.text import _
from appliance.ui.ways.qr import Code
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.words import Words

from .pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.events import SaleCompleted

Builder.load_file(str(Path(__file__).with_name("done.kv")))


class Done(Pane):
    """What to give back, and how the receipt goes to the customer."""

    gives_way = True

    def __init__(self, **kwargs: Any) -> None:
        self._event: SaleCompleted | None = None
        self._shows_code = False
        super().__init__(**kwargs)
        self._code = Code()
        self._hint = Words(size_dp=look.small, ink=look.muted, halign="center", shrink=True)
        self._hint.size_hint_y, self._hint.height = None, look.px(30)

    def shown(self, event: SaleCompleted | None = None) -> None:
        """Show how a sale ended; without an event, the one that was shown last."""
        if event is not None:
            self._event, self._shows_code = event, False
        if self._event is None:
            return
        self._show_sums(self._event)
        self._lay()

    def _show_sums(self, event: SaleCompleted) -> None:
        body, change, ids, money = event.entry["body"], event.change_minor, self.ids, self.desk.money
        tip = body.get("tip_minor", 0)
        tendered = sum(tender["tendered_minor"] for tender in body["tenders"]) + tip
        total = body["total_minor"] + body["rounding_minor"] + tip
        if total < 0:
            ids.paid.text = _("{number} · refund", number=body["number"])
            ids.label.text, ids.change.text, ids.change.ink = _("Give back"), money(-total), look.good
            return
        ids.paid.text = _(
            "{number} · paid {paid} of {total}", number=body["number"], paid=money(tendered), total=money(total)
        )
        ids.label.text = _("Change") if change else _("Paid exactly, nothing to give back")
        ids.change.text = money(change)
        ids.change.ink = look.good if change else look.ink

    # --- the receipt -------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        """Offer what is possible: paper always, the phone where there is a page to look at."""
        row, receipts = self.ids.receipts, self.desk.till.receipts
        row.clear_widgets()
        is_printed = self._event is None or receipts.is_printed(self._event.entry)
        link = receipts.link(self._event.entry) if self._event else ""
        self._offer(
            "printer", _("Print again") if is_printed else _("Print"), self.print_again, is_usual=not is_printed
        )
        if link:
            self._offer("qrcode", _("Hide the code") if self._shows_code else _("Show as QR"), self.toggle_code)
            self._offer("phone", _("Send it"), self.ask_address)
        self._offer("gift", _("Gift receipt"), self.print_gift)
        if not self.desk.till.shop.prints:
            self._offer("x", _("No receipt"), self.desk.home)
        self._show_code(link if self._shows_code else "")

    def _offer(self, icon: str, text: str, do: Callable[[], object], *, is_usual: bool = False) -> None:
        button = BigButton(icon=icon, text=text, size_dp=look.small, lines=2, kind="quiet" if is_usual else "plain")
        button.bold = is_usual
        button.bind(on_tap=lambda _button: do())
        self.ids.receipts.add_widget(button)

    def _show_code(self, link: str) -> None:
        side = self.ids.side
        self._code.show(link)
        self._hint.text = _("The receipt, for the customer's phone") if link else ""
        if link and self._code.parent is None:
            side.add_widget(self._code)
            side.add_widget(self._hint)
        elif not link:
            side.clear_widgets()
        side.size_hint_x = 0.8 if link else 0.0001

    def toggle_code(self) -> None:
        """Show the code of the receipt beside the change, or take it away."""
        self._shows_code = not self._shows_code
        self._lay()

    def ask_address(self) -> None:
        """Ask where to send the link: a phone number or an e-mail address; what is known of the customer is offered."""
        event = self._event
        if event is None:
            return
        customer = self.desk.till.customers.find(event.entry["body"].get("customer", ""))
        offers = [address for address in (customer.phone, customer.email) if address] if customer else []
        self.desk.show(
            "typing",
            title=_("Phone number or e-mail address"),
            hint=_("A phone number gets it by WhatsApp. It is used for this receipt and forgotten."),
            style=NOTE,
            signs=True,
            offers=offers,
            done=self._send,
            back=self._again,
        )

    def _again(self) -> None:
        self.desk.show("done", event=self._event)

    def _send(self, address: str) -> None:
        if self._event is not None:
            kind = EMAIL if "@" in address else WHATSAPP
            if self.desk.attempt(self.desk.till.receipts.send, self._event.entry, kind, address):
                self._again()

    def print_again(self) -> None:
        """Print the receipt; once there was one it says COPY."""
        event = self._event
        if event is None:
            return
        was_printed = self.desk.till.receipts.is_printed(event.entry)
        if self.desk.attempt(self.desk.till.receipts.print, event.entry):
            self.desk.tell(
                _("A copy is being printed.") if was_printed else _("The receipt is being printed."), "quiet"
            )
            self._lay()

    def print_gift(self) -> None:
        """Print what was bought without prices."""
        event = self._event
        if event is not None and self.desk.attempt(lambda: self.desk.till.reprint(event.entry, is_gift=True)):
            self.desk.tell(_("A gift receipt is being printed."), "quiet")

    def act(self) -> Act:
        """Go on with the next customer."""
        return Act(_("New sale"), do=self.desk.home)
