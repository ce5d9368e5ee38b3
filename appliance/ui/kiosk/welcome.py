"""Before a shopper begins: the picture that waits, the choice of a language, and a closed checkout."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.boxlayout import BoxLayout

from appliance.till.kiosk import NOBODY
from appliance.ui._theme import look
from appliance.ui.screens.pane import Pane
from appliance.ui.text import LANGUAGES, _, translator
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Icon, Words

from .notice import Notice, Picture

PICTURES = 5
BEGIN = "Touch to begin"  # said in every language at once


class Attract(Pane):
    """Nothing moves; a touch anywhere begins."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.padding = look.px(20), look.px(16)
        self.spacing = look.px(10)
        _("Touch to begin")  # so that the catalogue has it
        shop = Words(text=self.desk.till.shop.name, bold=True, size_dp=look.title, halign="center", size_hint_y=None)
        shop.height = look.px(40)
        self.add_widget(shop)
        self._row = BoxLayout(spacing=look.px(16), padding=(look.px(24), look.px(8)))
        self.add_widget(self._row)
        for place, language in enumerate([self.desk.app.language, *self._others()]):
            words = Words(
                text=translator(language)(BEGIN),
                bold=place == 0,
                size_dp=64 if place == 0 else 34,
                ink=look.good if place == 0 else look.muted,
                halign="center",
                shrink=True,
                size_hint_y=None,
            )
            words.height = look.px(92 if place == 0 else 50)
            self.add_widget(words)
        self.add_widget(self._foot())
        self._fill()

    def _others(self) -> list[str]:
        return [language for language in LANGUAGES if language != self.desk.app.language]

    def _foot(self) -> BoxLayout:
        foot = BoxLayout(size_hint_y=None, height=look.px(look.key), spacing=look.px(14))
        foot.add_widget(Sign("barcode", _("Scan")))
        foot.add_widget(Sign("qrcode", _("Pay without cash")))
        foot.add_widget(Sign("receipt", _("Take your receipt")))
        staff = BigButton(icon="key", kind="quiet", text=_("Staff"), size_dp=look.small, size_hint_x=None)
        staff.width = look.px(look.key + 10)
        staff.bind(on_tap=lambda _button: self.desk.ask_pin())
        foot.add_widget(staff)
        return foot

    def _fill(self) -> None:
        """Show the shop's favourites; nobody can buy a picture here."""
        catalogue = self.desk.till.catalogue
        seen: set[str] = set()
        variants = [*catalogue.page(None, 0, 24)]
        for category in catalogue.categories():
            variants += catalogue.page(category.key, 0, 4)
        for variant in variants:
            category_of = self.desk.app.category(variant.category)
            name = variant.picture or (category_of.picture if category_of else "")
            if name and name not in seen and len(seen) < PICTURES:
                seen.add(name)
                shown = Picture()
                shown.show(name, category_of.color if category_of else "")
                self._row.add_widget(shown)
        if not seen:
            self._row.add_widget(Picture(icon="shopping-cart"))

    def on_touch_up(self, touch: Any) -> bool:
        """Begin, unless the touch was for the staff."""
        if super().on_touch_up(touch):
            return True
        if self.collide_point(*touch.pos) and touch.grab_current is None and not touch.ud.get("veiled"):
            self.desk.kiosk.touch()
            return True
        return False


class Sign(BoxLayout):
    """A step in a few words."""

    def __init__(self, icon: str, text: str, **kwargs: Any) -> None:
        super().__init__(spacing=look.px(10), padding=(look.px(14), look.px(6)), **kwargs)
        self._card = Card(self.canvas.before, look.surface)
        self.add_widget(Icon(icon=icon, size_dp=40, ink=look.good, size_hint_x=None, width=look.px(46)))
        self.add_widget(Words(text=text, size_dp=look.strong, lines=2, shrink=True))
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    def _place(self, *_args: object) -> None:
        self._card.place(self.x, self.y, self.width, self.height)


class Language(Pane):
    """One large button for each language, in its own words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.padding = look.px(24)
        self.spacing = look.px(16)
        head = BoxLayout(orientation="vertical", size_hint_y=None, height=look.px(108))
        head.add_widget(Icon(icon="language", size_dp=54, ink=look.good))
        ask = " · ".join(translator(language)("Choose your language") for language in LANGUAGES)
        head.add_widget(Words(text=ask, size_dp=look.strong, ink=look.muted, halign="center", shrink=True))
        _("Choose your language")  # so that the catalogue has it
        self.add_widget(head)
        row = BoxLayout(spacing=look.px(20))
        for place, (code, name) in enumerate(LANGUAGES.items()):
            kind = (
                "primary" if code == self.desk.app.language or (not place and not self.desk.app.language) else "plain"
            )
            button = BigButton(kind=kind, text=name, caption=translator(code)("Start shopping"), bold=True, size_dp=44)
            button.caption_dp = look.title
            button.bind(on_tap=partial(self._chosen, code))
            row.add_widget(button)
        _("Start shopping")  # so that the catalogue has it
        self.add_widget(row)

    def _chosen(self, language: str, _button: BigButton) -> None:
        self.desk.kiosk.choose_language(language)


class Closed(Notice):
    """Nobody can shop here now."""

    def refresh(self) -> None:
        """Say why, as far as a shopper cares."""
        if self.desk.kiosk.why_closed() == NOBODY:
            text = _("No attendant is set up for it yet. The owner adds one in the back office.")
        else:
            text = _("Please go to a cashier. An attendant can open it here.")
        self.say("lock", _("This checkout is closed"), text)
        self.offer(("quiet", "key", _("Staff"), self.desk.ask_pin))
