"""Paying alone: a QR code as large as the screen allows, a card, a gift card. There is no cash here."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.boxlayout import BoxLayout

from appliance.core.errors import LapakError
from appliance.core.tender import CARD, GIFT_CARD, QR
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.screens.pane import Pane
from appliance.ui.text import _, say
from appliance.ui.ways.note import Note
from appliance.ui.ways.qr import Code
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.words import Words

ICONS = {QR: "qrcode", CARD: "credit-card", GIFT_CARD: "gift"}


def way_name(kind: str) -> str:
    """Return a way to pay in a word."""
    return {QR: "QR", CARD: _("Card"), GIFT_CARD: _("Gift card")}.get(kind, kind)


class KioskPay(Pane):
    """The ways on top, the chosen one below. A payment that runs is not left by a tap."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kind = ""
        self._said = ""
        self._laid: list[str] = []
        self._head = BoxLayout(size_hint_y=None, height=look.px(look.key), spacing=look.px(look.gap))
        self._back = BigButton(icon="arrow-left", icon_dp=36, size_hint_x=None, width=look.px(look.key + 8))
        self._back.bind(on_tap=lambda _button: self.desk.kiosk.back())
        self._kinds = BoxLayout(spacing=look.px(look.gap))
        self._head.add_widget(self._back)
        self._head.add_widget(self._kinds)
        self._parts = Words(size_dp=look.strong, bold=True, halign="center", shrink=True, size_hint_y=None)
        self._body = BoxLayout(orientation="vertical", spacing=look.px(look.gap))
        self._code = Code()
        self._hint = Words(size_dp=look.strong, ink=look.muted, halign="center", lines=2, shrink=True, size_hint_y=None)
        self._hint.height = look.px(56)
        self._note = Note("credit-card")
        self._stop = BigButton(icon="x", wide=True, text=_("Stop"), size_hint_y=None, height=look.px(look.key))
        self._stop.bind(on_tap=lambda _button: self.desk.kiosk.till.charged.payment.abort())
        for part in (self._head, self._parts, self._body):
            self.add_widget(part)

    def shown(self) -> None:
        """Begin with the first way there is."""
        self._kind, self._said = "", ""
        self.refresh()

    def left(self) -> None:
        """Forget the way; its code stays offered while an attendant looks, who may have seen the payment."""
        self._kind = ""

    def say(self, text: str) -> None:
        """Show what the terminal says."""
        self._said = text
        self.refresh()

    def choose(self, kind: str, *_button: object) -> None:
        """Pay this way."""
        self.desk.kiosk.patience.renew()
        if not self.desk.kiosk.payment.is_charging:
            self._kind, self._said = kind, ""
            self.refresh()

    def refresh(self) -> None:
        """Show the ways there are now, and what is left to pay."""
        kiosk, till = self.desk.kiosk, self.desk.till
        if not till.sale.lines or till.is_paying:
            return
        kinds = kiosk.payment.tenders()
        if kiosk.payment.is_charging:
            self._kind = CARD
        elif self._kind not in kinds:
            self._kind = kinds[0] if kinds else ""
        if self._kind != QR:
            till.qr.stop()
        parts = [f"{way_name(part.kind)} {till.shop.currency.plain(part.tendered_minor)}" for part in till.sale.tenders]
        self._parts.text = _("Paid so far: {parts}", parts=", ".join(parts)) if parts else ""
        self._parts.height = look.px(32) if parts else 0
        self._back.disabled = bool(parts) or kiosk.payment.is_charging
        self._lay_kinds(kinds)
        self._lay_body()
        self.desk.cart.refresh_foot()

    def _lay_kinds(self, kinds: list[str]) -> None:
        if self._laid != kinds:
            self._laid = kinds
            self._kinds.clear_widgets()
            for kind in kinds:
                button = BigButton(icon=ICONS[kind], text=way_name(kind), wide=True, bold=True, size_dp=24, icon_dp=36)
                button.way = kind
                button.bind(on_tap=partial(self.choose, kind))
                self._kinds.add_widget(button)
        for button in self._kinds.children:
            button.kind = "primary" if button.way == self._kind else "plain"
            button.disabled = self.desk.kiosk.payment.is_charging and button.way != self._kind

    def _lay_body(self) -> None:
        till = self.desk.till
        wanted: list[Any] = [self._note]
        if self._kind == QR:
            wanted = [self._code, self._hint] if self._shows_code() else wanted
        elif self._kind == CARD:
            wanted = self._card()
        elif self._kind == GIFT_CARD:
            self._note.paint("gift")
            amount = self.desk.money(till.checkout.left_minor(GIFT_CARD))
            self._note.say(amount, _("Hold the code of your gift card under the scanner."))
        else:
            self._note.paint("users")
            self._note.say("", _("Nothing can be paid here now. An attendant is called with “Help”."))
        if [*reversed(self._body.children)] != wanted:
            self._body.clear_widgets()
            for part in wanted:
                self._body.add_widget(part)

    def _shows_code(self) -> bool:
        qr, left = self.desk.till.qr, self.desk.till.checkout.left_minor(QR)
        try:
            offer = qr.offer if qr.offer is not None and qr.offer.amount_minor == left else qr.begin(left)
        except LapakError as error:
            self._note.paint("qrcode")
            self._note.say("", say(error), look.on_warn)
            return False
        self._code.show(offer.text)
        amount = self.desk.money(offer.amount_minor)
        self._hint.text = _(
            "Scan this with your banking or wallet app and pay {amount}. It ends by itself.", amount=amount
        )
        return True

    def _card(self) -> list[Any]:
        kiosk = self.desk.kiosk
        self._note.paint("credit-card")
        ready = _("Tap “Pay by card”, then hold your card to the terminal.")
        amount = self.desk.money(self.desk.till.checkout.left_minor(CARD))
        self._note.say(amount, _(self._said) if self._said else ready)
        return [self._note, self._stop] if kiosk.payment.is_charging else [self._note]

    def act(self) -> Act:
        """Charge the card; everything else comes by itself."""
        till, kiosk = self.desk.till, self.desk.kiosk
        money = self.desk.money(till.checkout.left_minor(QR))
        if till.is_paying:
            return Act(_("One moment"))
        if till.sale.lines and till.checkout.payment.is_settled:
            return Act(_("Finish"), do=partial(self.desk.attempt, kiosk.payment.finish))
        if self._kind == CARD and not kiosk.payment.is_charging:
            return Act(money, _("Pay by card"), partial(self.desk.attempt, kiosk.payment.charge), is_money=True)
        waits = {QR: _("Waiting for the payment"), CARD: _("At the terminal"), GIFT_CARD: _("Scan the card")}
        return Act(money, waits.get(self._kind, _("To pay")), None, is_money=True)
