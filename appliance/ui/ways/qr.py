"""A QR code the customer pays with a phone; it turns into a tick by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.core.errors import LapakError
from appliance.core.tender import QR
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _, say
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.words import Words

from .way import Way

if TYPE_CHECKING:
    from appliance.till.till import Till
    from appliance.ui.screens.pay import Pay

QUIET_MODULES = 4  # of white around a code (ISO/IEC 18004)
WHITE, BLACK = b"\xff", b"\x00"


class Code(Widget):
    """A QR code, black on white whatever the theme, in whole dots."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._modules = 1
        with self.canvas:
            Color(1, 1, 1, 1)
            self._area = Rectangle(size=(0, 0))
        self.bind(pos=self._place, size=self._place)

    def show(self, text: str) -> None:
        """Draw a text as a code; "" draws nothing."""
        if not text:
            self._area.size = 0, 0
            self._modules = 0
            return
        import segno  # noqa: PLC0415 - many tills never show a code

        rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_MODULES))
        self._modules = len(rows)
        texture = Texture.create(size=(len(rows), len(rows)), colorfmt="luminance")
        texture.mag_filter = "nearest"
        pixels = b"".join(BLACK if dark else WHITE for row in reversed(rows) for dark in row)
        texture.blit_buffer(pixels, colorfmt="luminance", bufferfmt="ubyte")
        self._area.texture = texture
        self._place()

    def _place(self, *_args: object) -> None:
        if self._modules:
            side = int(min(self.size) // self._modules) * self._modules
            self._area.size = side, side
            self._area.pos = round(self.center_x - side / 2), round(self.center_y - side / 2)


class ByQr(Way):
    """The shop's own code with the amount in it."""

    kind = QR
    icon = "qrcode"
    has_pad = False
    takes_tip = asks_tip = True

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(pay, **kwargs)
        self._code = Code()
        self._text = Words(size_dp=look.body, ink=look.muted, lines=2, shrink=True)
        self._seen = BigButton(kind="quiet", text=_("I saw the payment"), lines=2)
        self._seen.bind(on_tap=lambda _button: self.desk.attempt(self.till.qr.confirm, self.till.qr.offer))
        foot = BoxLayout(size_hint_y=None, height=look.px(look.target), spacing=look.px(look.gap))
        foot.add_widget(self._text)
        foot.add_widget(self._seen)
        self.add_widget(self._code)
        self.add_widget(foot)

    @staticmethod
    def label() -> str:
        """Return its name."""
        return "QR"

    @classmethod
    def is_possible(cls, till: Till) -> bool:
        """Say whether the shop has a code, and money comes in."""
        return till.qr.is_possible and till.checkout.left_minor(QR) > 0

    def refresh(self) -> None:
        """Show the code for what is left, or for the part that was typed."""
        wanted, tip = self.wanted_minor(), self.tip_minor
        offer = self.till.qr.offer
        if offer is not None and (offer.amount_minor, offer.tip_minor) == (wanted + tip, tip):
            return
        try:
            offer = self.till.qr.begin(wanted, tip)
        except LapakError as error:
            self._code.show("")
            self._text.text = say(error)
            self._seen.disabled = True
            return
        self._seen.disabled = False
        self._code.show(offer.text)
        self._text.text = _("The customer scans this and pays {amount}", amount=self.desk.money(offer.amount_minor))

    def hidden(self) -> None:
        """Show no code any more."""
        self.till.qr.stop()

    def act(self) -> Act:
        """Wait: the payment comes by itself."""
        return Act(_("Waiting for the payment"), self.desk.money(self.wanted_minor() + self.tip_minor), None)
