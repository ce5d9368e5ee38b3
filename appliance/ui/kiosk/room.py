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
from appliance.till import events
from appliance.till.calls import AGE, BAG, REMOVE
from appliance.till.kiosk import ATTRACT, CHECKING, CLOSED, DONE, LANGUAGE, PAYING, SELLING
from appliance.till.kiosk_errors import KioskNotSold
from appliance.till.people_errors import NeedsApproval
from appliance.ui._adding import Adding
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.screens.choose import Choose
from appliance.ui.screens.modifiers import Modifiers
from appliance.ui.text import _, say
from appliance.ui.zones.banner import Banner

from .attendant import AttendantPane, KioskPin
from .basket import Basket
from .browse import Browse
from .idle import Idle
from .pay import KioskPay
from .side import Side
from .stops import AgeStop, BagCheck, Check, Help, Leave
from .thanks import Thanks
from .welcome import Attract, Closed, Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.catalogue import Variant
    from appliance.till.kiosk import Kiosk
    from appliance.ui._app import LapakApp
    from appliance.ui._state import State

PANES: dict[str, Any] = {
    "closed": Closed, "attract": Attract, "language": Language, "basket": Basket, "browse": Browse, "help": Help,
    "leave": Leave, "age": AgeStop, "bag": BagCheck, "check": Check, "pay": KioskPay, "thanks": Thanks, "pin": KioskPin,
    "attendant": AttendantPane, "choose": Choose, "modifiers": Modifiers,
}  # fmt: skip
WHOLE = ("closed", "attract", "language", "thanks")  # they need no column at the side
QUESTIONS = ("choose", "modifiers")
OF_STATE = {
    CLOSED: "closed",
    ATTRACT: "attract",
    LANGUAGE: "language",
    CHECKING: "check",
    PAYING: "pay",
    DONE: "thanks",
}
PIN_S = 30.0  # a number pad that nobody types on goes away
UNKNOWN = ("till.item_unknown",)


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
        self._language = self.kiosk.language
        self._question: tuple[str, dict[str, Any]] | None = None
        self._panes: dict[str, Any] = {}
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

    def _wanted(self) -> str:
        kiosk = self.kiosk
        if kiosk.attendant.staff is not None:
            return "attendant"
        if self.asks_pin:
            return "pin"
        if kiosk.state != SELLING:
            return OF_STATE[kiosk.state]
        if kiosk.stopped_by:
            return {AGE: "age", BAG: "bag"}[kiosk.stopped_by]
        return self._question[0] if self._question else self.view

    def refresh(self) -> None:
        """Show what belongs on the screen now; nothing any more once the till is no self-checkout."""
        if not self.kiosk.is_on:
            return
        if self.kiosk.state != SELLING:
            self.view, self._question = "basket", None
        name = self._wanted()
        what = self._question[1] if self._question and name == self._question[0] else {}
        is_new = name != self.showing[0] or (name in QUESTIONS and what is not self.showing[1])
        self.showing = name, what
        if is_new:
            self._put(name)
        has_side = self.cart.parent is not None
        if name not in WHOLE and not has_side:
            self._zones.add_widget(self.cart, index=1 if self.left_handed else 0)
        elif name in WHOLE and has_side:
            self._zones.remove_widget(self.cart)
        if is_new:
            self.screen.shown(**what)
        else:
            self.screen.refresh()
        self.cart.refresh()
        self._warn()

    def _put(self, name: str) -> None:
        if self.screen is not None:
            self.screen.left()
        if name not in self._panes:
            self._panes[name] = PANES[name](desk=self)
        self.screen = self._panes[name]
        self.stage.clear_widgets()
        self.stage.add_widget(self.screen)

    def _warn(self) -> None:
        seconds = self.kiosk.warning_s()
        if seconds:
            self.idle.show(seconds)
            if self.idle.parent is None:
                self.add_widget(self.idle)
        elif self.idle.parent is not None:
            self.remove_widget(self.idle)

    def _tick(self, _dt: float) -> bool:
        if self.app.desk is not self or not self.kiosk.is_on:
            return False
        if self.asks_pin and time.monotonic() - self._touched > PIN_S:
            self.drop_pin()
        self.kiosk.tick()
        if self.app.desk is self and self.kiosk.is_on:
            self._warn()
            return True
        return False

    # --- what the shopper does ---------------------------------------------------------------------------------------

    def on_touch_down(self, touch: Any) -> Any:
        """Somebody is there."""
        self._touched = time.monotonic()
        if not self.kiosk.warning_s():
            self.kiosk.saw_activity()
        return super().on_touch_down(touch)

    def go_on_shopping(self) -> None:
        """Somebody is still there."""
        self.kiosk.saw_activity()
        self._warn()

    def browse(self) -> None:
        """Show the pictures, or the basket again."""
        self.look_at("basket" if self.view == "browse" else "browse")

    def go_on(self) -> None:
        """Back to the basket."""
        self.look_at("basket")

    def look_at(self, view: str) -> None:
        """Show another view while selling."""
        self._question = None
        self.view = view
        self.kiosk.saw_activity()
        self.refresh()

    def ask_help(self, reason: str) -> None:
        """Call somebody, and say that they come."""
        self.kiosk.call(reason)
        self._question = None
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
        self.kiosk.saw_activity()
        if self.attempt(self.kiosk.require_sellable, variant) and self.attempt(self.kiosk.open_cart):
            self.adding.tapped(variant, 1)

    def _keeps_from(self, variant: Variant) -> bool:
        """Say whether something cannot be sold here, after all that was asked."""
        return not self.attempt(self.kiosk.require_sellable, variant)

    # --- what the parts shared with the cashier's desk ask -----------------------------------------------------------

    def show(self, name: str, **what: Any) -> None:
        """Ask something about what is to be added; nothing else can be shown from here."""
        if name in QUESTIONS:
            self._question = name, what
            self.refresh()
        elif name == "open_price":
            self.adding.cancel()
            self.complain(KioskNotSold(name=what["wanted"].found.variant.name))

    def home(self) -> None:
        """Nothing is asked any more."""
        self._question = None
        self.refresh()

    def attempt(self, do: Callable[..., object], *args: Any) -> bool:
        """Do something the till may refuse; what needs somebody's approval calls them. Returns whether it was done."""
        try:
            do(*args)
        except NeedsApproval:
            self.ask_help(REMOVE if self.kiosk.removals else "help")
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
            self.kiosk.scan(code)

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
        heard: Any = HEARD.get(type(event))
        if heard is not None:
            heard(self, event)

    def _kiosk_changed(self, _event: events.KioskChanged) -> None:
        if not self.kiosk.is_on or self.kiosk.language != self._language:
            self.app.lay_desk()
            return
        if self.kiosk.attendant.staff is not None:
            self.asks_pin = False
        self.refresh()

    def _line_added(self, event: events.LineAdded) -> None:
        if event.scanned:
            self.app.sounds.play("ok")
            self.view = "basket" if self.view in ("help", "leave") else self.view
        self.banner.hide()
        self.refresh()
        if self.is_showing("basket"):
            self.screen.see(event.line)

    def _item_asks(self, event: events.ItemAsks) -> None:
        self.app.sounds.play("ok")
        self.adding.scanned(event.found)

    def _scan_refused(self, event: events.ScanRefused) -> None:
        is_unknown = event.error.code in UNKNOWN
        self.app.sounds.play("unknown" if is_unknown else "refused")
        text = _("This code is not known here. Try again, or tap “Help”.") if is_unknown else say(event.error)
        self.tell(text, "warn" if is_unknown else "danger")

    def _sale_completed(self, _event: events.SaleCompleted) -> None:
        self.app.sounds.play("ok")
        self.banner.hide()

    def _failed(self, event: events.Failed) -> None:
        self.complain(event.error)
        self.refresh()

    def _card_progressed(self, event: events.CardProgressed) -> None:
        if self.is_showing("pay"):
            self.screen.say(event.text)

    def _card_refused(self, event: events.CardRefused) -> None:
        self.complain(event.error)
        if self.is_showing("pay"):
            self.screen.say("")

    def _catalogue_changed(self, event: events.CatalogueChanged) -> None:
        if "category" in event.tables:
            self.app.read_categories()
        if "browse" in self._panes:
            self._panes["browse"].reload()
        if event.tables & {"variant", "category", "store", "merchant"} and not self.is_showing("attract"):
            self._panes.pop("attract", None)
        self.refresh()

    def _redraw(self, _event: object) -> None:
        self.refresh()


HEARD: dict[type, Callable[[Room, Any], None]] = {
    events.KioskChanged: Room._kiosk_changed,  # noqa: SLF001 - the table of the class above
    events.LineAdded: Room._line_added,  # noqa: SLF001
    events.ItemAsks: Room._item_asks,  # noqa: SLF001
    events.ScanRefused: Room._scan_refused,  # noqa: SLF001
    events.SaleCompleted: Room._sale_completed,  # noqa: SLF001
    events.Failed: Room._failed,  # noqa: SLF001
    events.CardProgressed: Room._card_progressed,  # noqa: SLF001
    events.CardRefused: Room._card_refused,  # noqa: SLF001
    events.CatalogueChanged: Room._catalogue_changed,  # noqa: SLF001
    events.ShiftChanged: Room._redraw,  # noqa: SLF001
    events.SaleChanged: Room._redraw,  # noqa: SLF001
}
