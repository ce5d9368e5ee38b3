"""One line of text: a note, a table, a coupon, a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui._typed import NOTE
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.words import Words

from .text_pane import TextPane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_OFFERS = 4


class Typing(TextPane):
    """What is typed is handed to done() at the foot; an offer is one tap."""

    def __init__(self, **kwargs: Any) -> None:
        self._done: Callable[[str], object] | None = None
        self._back: Callable[[], object] | None = None
        self._needs_text = True
        super().__init__(**kwargs)
        self._offers = BoxLayout(spacing=look.px(look.gap), size_hint_y=None, height=look.px(look.key))
        self._hint = Words(ink=look.muted, halign="center", lines=2, shrink=True, size_dp=look.body)

    def shown(
        self,
        *,
        title: str = "",
        text: str = "",
        hint: str = "",
        style: str = NOTE,
        signs: bool = False,
        offers: Sequence[str] = (),
        can_be_empty: bool = False,
        done: Callable[[str], object] | None = None,
        back: Callable[[], object] | None = None,
    ) -> None:
        """Begin with a text; done gets what is typed, back is where the arrow leads."""
        self._done, self._back, self._needs_text = done, back, not can_be_empty and not text
        self.style = style
        self.ids.box.label = title
        self._hint.text = hint
        self._offer(offers[:MOST_OFFERS])
        self.begin(text, signs=signs)

    def _offer(self, offers: Sequence[str]) -> None:
        middle = self.ids.middle
        middle.clear_widgets()
        middle.add_widget(Widget() if offers else self._hint)
        if offers:
            middle.add_widget(self._offers)
        self._offers.clear_widgets()
        for offer in offers:
            button = BigButton(text=offer, size_dp=20, lines=2)
            button.bind(on_tap=partial(self._take_offer, offer))
            self._offers.add_widget(button)

    def typed(self) -> None:
        """Show it at the foot."""
        self.desk.cart.refresh_foot()

    def _take_offer(self, offer: str, _button: BigButton) -> None:
        self.text = offer
        self._take()

    def act(self) -> Act:
        """Take what is typed."""
        text = self.text.strip()
        if not text and self._needs_text:
            return Act(_("Type it"))
        return Act(text or _("Leave it empty"), _("Done"), self._take)

    def _take(self) -> None:
        if self._done is not None:
            self._done(self.text.strip())

    def back(self) -> None:
        """Leave without taking it."""
        if self._back is not None:
            self._back()
        else:
            self.desk.home()
