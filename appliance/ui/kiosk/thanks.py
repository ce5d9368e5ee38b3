"""Thank you: the receipt as a code for the phone or on paper, and the way back to the beginning."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.ui._theme import look
from appliance.ui.screens.pane import Pane
from appliance.ui.text import _
from appliance.ui.ways.qr import Code
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.words import Words

from .notice import Picture


class Thanks(Pane):
    """Stays until the next shopper, or for as long as the owner set."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.padding = look.px(24)
        self.spacing = look.px(12)
        self._body = BoxLayout(spacing=look.px(24))
        words = BoxLayout(orientation="vertical", spacing=look.px(6))
        mark = Picture(icon="circle-check", size_hint_y=None, height=look.px(104))
        self._title = Words(bold=True, size_dp=52, halign="center", shrink=True, size_hint_y=None, height=look.px(76))
        self._paid = Words(size_dp=30, bold=True, halign="center", shrink=True, size_hint_y=None, height=look.px(44))
        self._text = Words(size_dp=22, ink=look.muted, halign="center", valign="top", lines=3, shrink=True)
        for part in (Widget(size_hint_y=0.4), mark, self._title, self._paid, self._text):
            words.add_widget(part)
        self._code = Code()
        self._hint = Words(
            size_dp=look.strong, halign="center", lines=2, shrink=True, size_hint_y=None, height=look.px(56)
        )
        self._side = BoxLayout(orientation="vertical", size_hint_x=0.8, spacing=look.px(6))
        self._side.add_widget(self._code)
        self._side.add_widget(self._hint)
        self._body.add_widget(words)
        foot = BoxLayout(size_hint_y=None, height=look.px(look.key + 10), spacing=look.px(12))
        self._print = BigButton(icon="printer", wide=True, bold=True, size_dp=24, icon_dp=34)
        self._print.bind(on_tap=lambda _button: self._print_it())
        self._next = BigButton(kind="primary", wide=True, bold=True, size_dp=26, icon="check", icon_dp=34)
        self._next.bind(on_tap=lambda _button: self.desk.kiosk.touch())
        self._foot = foot
        foot.add_widget(self._next)
        self.add_widget(self._body)
        self.add_widget(foot)

    def refresh(self) -> None:
        """Show how the sale ended."""
        sold = self.desk.kiosk.sold
        if sold is None:
            return
        entry, receipts = sold.entry, self.desk.till.receipts
        body = entry["body"]
        self._title.text = _("Thank you!")
        self._paid.text = self.desk.money(body["total_minor"] + body["rounding_minor"])
        link, is_printed = receipts.link(entry), receipts.is_printed(entry)
        self._text.text = _("Your receipt is being printed.") if is_printed else _("Would you like a receipt?")
        self._next.text, self._print.text = _("Done"), _("Print the receipt")
        self._show(self._foot, self._print, is_there=not is_printed)
        self._show(self._body, self._side, is_there=bool(link))
        if link:
            self._code.show(link)
            self._hint.text = _("Scan this to keep the receipt on your phone")

    @staticmethod
    def _show(box: BoxLayout, part: Any, *, is_there: bool) -> None:
        if is_there and part.parent is None:
            box.add_widget(part, index=len(box.children) if part is not None and isinstance(part, BigButton) else 0)
        elif not is_there and part.parent is not None:
            box.remove_widget(part)

    def _print_it(self) -> None:
        sold = self.desk.kiosk.sold
        if sold is not None and not self.desk.till.receipts.is_printed(sold.entry):
            self.desk.attempt(self.desk.till.receipts.print, sold.entry)
            self.refresh()
