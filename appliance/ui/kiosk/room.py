"""The room of the self-checkout: what the shopper sees now, and every way on from it."""

from __future__ import annotations

import time
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from appliance.core.errors import LapakError
from appliance.till.calls import REMOVE
from appliance.till.kiosk_errors import KioskNotSold
from appliance.till.kiosk_states import SELLING
from appliance.till.people_errors import NeedsApproval
from appliance.ui._adding import Adding
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _, say
from appliance.ui.zones.banner import Banner

from .ear import Ear
from .idle import Idle
from .panes import QUESTIONS, WHOLE, Panes
from .side import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till import events
    from appliance.till.catalogue import Variant
    from appliance.till.kiosk import Kiosk
    from appliance.ui._app import LapakApp
    from appliance.ui._state import State

PIN_S = 30.0  # a number pad that nobody types on goes away


class Room(FloatLayout):
    """Stands where the cashier's desk stands: the parts they share ask either for the same things."""

    def __init__(self, app: LapakApp, state: State) -> None:
        super().__init__()
        self.app, self.till, self.panel, self.state = app, app.till, app.panel, state
        if app.kiosk is None:
            raise LapakError
        self.kiosk: Kiosk = app.kiosk
        self.left_handed = app.left_handed
        self.view = "basket"  # what the shopper looks at while selling
        self.asks_pin = False
        self.showing: tuple[str, dict[str, Any]] = ("", {})
        self.screen: Any = None
        self.quantity, self.open_line = 0, 0
        self.door = SimpleNamespace(last="")
        self.weigher = SimpleNamespace(takes=self._keeps_from, container="")
        self.adding = Adding(self)
        self.language = self.kiosk.language  # it is laid in
        self.question: tuple[str, dict[str, Any]] | None = None
        self.panes = Panes(self)
        self._ear = Ear(self)
        self._touched = time.monotonic()
        with self.canvas.before:
            Color(*look.ground)
            self._ground = Rectangle()
        self.stage = BoxLayout()
        self.cart = Side(self)
        self.banner = Banner()
        self.idle = Idle(self)
        self._zones = BoxLayout()
        self._zones.add_widget(self.stage)
        self.add_widget(self._zones)
        self.bind(pos=self._place, size=self._place)
        self.refresh()
        Clock.schedule_interval(self._tick, 1)

    def _place(self, *_args: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        self._place_banner()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what belongs on the screen now; nothing any more once the till is no self-checkout."""
        if not self.kiosk.is_on:
            return
        if self.kiosk.state != SELLING:
            self.view, self.question = "basket", None
        name = self.panes.wanted()
        what = self.question[1] if self.question and name == self.question[0] else {}
        is_new = name != self.showing[0] or (name in QUESTIONS and what is not self.showing[1])
        self.showing = name, what
        if is_new:
            self._put(self.panes.pane(name))
        self._place_side(is_there=name not in WHOLE)
        if is_new:
            self.screen.shown(**what)
        else:
            self.screen.refresh()
        self.cart.refresh()
        self.idle.refresh()

    def _put(self, pane: Any) -> None:
        if self.screen is not None:
            self.screen.left()
        self.screen = pane
        self.stage.clear_widgets()
        self.stage.add_widget(pane)

    def _place_side(self, *, is_there: bool) -> None:
        if is_there and self.cart.parent is None:
            self._zones.add_widget(self.cart, index=1 if self.left_handed else 0)
        elif not is_there and self.cart.parent is not None:
            self._zones.remove_widget(self.cart)

    def _tick(self, _dt: float) -> bool:
        if self.app.desk is not self or not self.kiosk.is_on:
            return False
        if self.asks_pin and time.monotonic() - self._touched > PIN_S:
            self.drop_pin()
        self.kiosk.patience.tick()
        if self.app.desk is self and self.kiosk.is_on:
            self.idle.refresh()
            return True
        return False

    # --- what the shopper does ---------------------------------------------------------------------------------------

    def on_touch_down(self, touch: Any) -> Any:
        """Somebody is there."""
        self._touched = time.monotonic()
        if not self.kiosk.patience.warning_s():
            self.kiosk.patience.renew()
        return super().on_touch_down(touch)

    def go_on_shopping(self) -> None:
        """Somebody is still there."""
        self.kiosk.patience.renew()
        self.idle.refresh()

    def browse(self) -> None:
        """Show the pictures, or the basket again."""
        self.look_at("basket" if self.view == "browse" else "browse")

    def go_on(self) -> None:
        """Back to the basket."""
        self.look_at("basket")

    def look_at(self, view: str) -> None:
        """Show another view while selling."""
        self.question = None
        self.view = view
        self.kiosk.patience.renew()
        self.refresh()

    def ask_help(self, reason: str) -> None:
        """Call somebody, and say that they come."""
        self.kiosk.call(reason)
        self.question = None
        if self.kiosk.state == SELLING and not self.kiosk.stopped_by:
            self.look_at("help")

    def ask_leave(self) -> None:
        """Leave an empty basket, or ask about a full one."""
        if self.till.sale.lines:
            self.look_at("leave")
        else:
            self.kiosk.stop()

    def ask_pin(self) -> None:
        """Ask who of the staff it is."""
        self.asks_pin = True
        self._touched = time.monotonic()
        self.refresh()

    def drop_pin(self) -> None:
        """It was nobody."""
        self.asks_pin = False
        self.refresh()

    def next_act(self) -> Act:
        """Return what the big button does now."""
        act: Act | None = self.screen.act() if self.screen else None
        if act is not None:
            return act
        lines, is_selling = self.till.sale.lines, self.kiosk.state == SELLING and not self.kiosk.stopped_by
        left = self.till.checkout.left_minor("qr") if lines else 0
        do: Callable[[], Any] | None = partial(self.attempt, self.kiosk.pay) if lines and is_selling else None
        return Act(self.money(left), _("Pay"), do, is_money=True)

    def act(self) -> None:
        """Do what the big button says."""
        do = self.next_act().do
        if do is not None:
            do()

    def add(self, variant: Variant) -> None:
        """Put one of what was tapped into the basket, once everything is asked that must be."""
        self.kiosk.patience.renew()
        if self.attempt(self.kiosk.cart.require_sellable, variant) and self.attempt(self.kiosk.open_cart):
            self.adding.tapped(variant, 1)

    def _keeps_from(self, variant: Variant) -> bool:
        """Say whether something cannot be sold here, after all that was asked."""
        return not self.attempt(self.kiosk.cart.require_sellable, variant)

    # --- what the parts shared with the cashier's desk ask -----------------------------------------------------------

    def show(self, name: str, **what: Any) -> None:
        """Ask something about what is to be added; nothing else can be shown from here."""
        if name in QUESTIONS:
            self.question = name, what
            self.refresh()
        elif name == "open_price":
            self.adding.cancel()
            self.complain(KioskNotSold(name=what["wanted"].found.variant.name))

    def home(self) -> None:
        """Nothing is asked any more."""
        self.question = None
        self.refresh()

    def attempt(self, do: Callable[..., object], *args: Any) -> bool:
        """Do something the till may refuse; what needs somebody's approval calls them. Returns whether it was done."""
        try:
            do(*args)
        except NeedsApproval:
            self.ask_help(REMOVE if self.kiosk.cart.removals else "help")
            return False
        except LapakError as error:
            self.complain(error)
            return False
        return True

    def scan(self, code: str) -> None:
        """Give a scan to the checkout, or to a number pad that waits for a badge."""
        self._touched = time.monotonic()
        if self.asks_pin and self.kiosk.attendant.staff is None:
            self.screen.badge(code)
        else:
            self.kiosk.scanner.scan(code)

    def tick(self) -> None:
        """Show the time; once a minute."""
        self.cart.tick()

    def set_quantity(self, quantity: int) -> None:
        """A shopper scans one after the other."""

    def is_showing(self, name: str) -> bool:
        """Whether a pane is on the stage."""
        return self.showing[0] == name

    def has_screen(self, _name: str) -> bool:
        """Nothing here is made before it is wanted."""
        return True

    def money(self, minor: int) -> str:
        """Return an amount with its symbol."""
        return self.till.shop.currency.format(minor)

    def clock_text(self) -> str:
        """Return the time of day where the shop is."""
        at_s = self.app.now_ms() // 1000 + self.till.shop.utc_offset_minutes * 60
        return time.strftime("%H:%M", time.gmtime(at_s))

    def picture_of(self, key: str) -> tuple[str, str]:
        """Return the picture of a variant and the colour it stands on."""
        variant = self.till.catalogue.by_key(key)
        category = self.app.category(variant.category) if variant else None
        image = variant.picture if variant and variant.picture else category.picture if category else ""
        return image, category.color if category else ""

    # --- telling -----------------------------------------------------------------------------------------------------

    def tell(self, text: str, kind: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a banner over the stage."""
        self.banner.tell(text, kind, action_text, action)  # type: ignore[arg-type]
        if not self.banner.is_shown:
            self.add_widget(self.banner)
        self._place_banner()

    def complain(self, error: LapakError) -> None:
        """Show and sound what is wrong."""
        self.app.sounds.play("refused")
        self.tell(say(error), "danger")

    def _place_banner(self, *_args: object) -> None:
        wide = min(look.px(600), self.stage.width - look.px(32))
        self.banner.size = wide, look.px(112)
        self.banner.pos = self.stage.center_x - wide / 2, self.stage.y + look.px(14)

    def hear(self, event: events.Event) -> None:
        """Take an event of the till."""
        self._ear.hear(event)
