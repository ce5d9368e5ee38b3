"""The whole screen: the task on one side, the cart on the other, and what the till tells passed on to both."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from appliance.core.errors import LapakError
from appliance.till.people_errors import NeedsApproval

from ._adding import Adding
from ._aside import Aside
from ._back_room import BackRoom
from ._door import Door
from ._kiosks import KioskWatch
from ._payer import Payer
from ._returner import Returner
from ._seller import Seller
from ._slide import Slide
from ._state import Act, State
from ._surroundings import Surroundings
from ._theme import look
from ._weigher import Weigher
from .screens import open_screen
from .text import _, say
from .zones.banner import Banner
from .zones.cart import Cart, line_text
from .zones.frame import TrainingFrame
from .zones.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till import events
    from appliance.till.catalogue import Variant
    from appliance.till.till import Till

    from ._app import LapakApp
    from ._panel import Panel


class Desk(FloatLayout):
    """Built anew when the language, the theme or the hand changes; what lasts is in the till and the state."""

    def __init__(self, app: LapakApp, state: State) -> None:
        super().__init__()
        self.app = app
        self.till: Till = app.till
        self.panel: Panel = app.panel
        self.left_handed = app.left_handed
        self.state = state
        self.quantity = 0  # typed before a scan or a tap
        self.open_line = 0
        self.parked_count = len(self.till.parking.all())
        self.screen: Any = None
        self.showing: tuple[str, dict[str, Any]] = ("sell", {})
        self.door = Door(self)
        self.back_room: BackRoom = BackRoom(self)
        self.weigher = Weigher(self)
        self.adding = Adding(self)
        self.aside = Aside(self)
        self.payer = Payer(self)
        self.kiosk_watch = KioskWatch(self)
        self.returner = Returner(self)
        self.surroundings = Surroundings(self)
        companions = (
            Seller(self), self.door, self.back_room, self.weigher, self.adding, self.payer, self.kiosk_watch,
            self.returner, self.surroundings,
        )  # fmt: skip
        self._ears = [companion.hears for companion in companions]
        self._screens: dict[str, Any] = {}
        with self.canvas.before:
            Color(*look.ground)
            self._ground = Rectangle()
        self.stage = BoxLayout()
        self._slide = Slide(self.stage, from_left=self.left_handed)
        self.strip = Strip(desk=self)
        self.cart = Cart(desk=self)
        self.banner = Banner()
        task = BoxLayout(orientation="vertical")
        task.add_widget(self.stage)
        task.add_widget(self.strip)
        zones = BoxLayout()
        for zone in (self.cart, task) if self.left_handed else (task, self.cart):
            zones.add_widget(zone)
        self.add_widget(zones)
        if self.till.is_training:
            self.add_widget(TrainingFrame())
        self.bind(pos=self._place, size=self._place)
        self.cart.ids.foot.bind(pos=self._place_banner, size=self._place_banner)
        self.cart.refresh()
        self.strip.refresh()
        self.stage.bind(pos=self.surroundings.outage.place, size=self.surroundings.outage.place)
        self.show("shift_open" if self.till.shifts.current is None else "sell")
        self.surroundings.look()

    def _place(self, *_args: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size

    # --- screens -----------------------------------------------------------------------------------------------------

    def screen_of(self, name: str) -> Any:
        """Return a screen, made when it is first wanted."""
        if name not in self._screens:
            self._screens[name] = open_screen(name, self)
        return self._screens[name]

    def has_screen(self, name: str) -> bool:
        """Whether a screen is made already."""
        return name in self._screens

    def show(self, name: str, **what: Any) -> None:
        """Put a screen on the stage, or what must come before it: a sign-in, an approval."""
        if self.door.passes(name, what):
            self.put(name, what)

    def put(self, name: str, what: dict[str, Any]) -> None:
        """Put a screen on the stage; it slides in, unless it is the grid or already there."""
        self.showing = name, what
        screen = self.screen_of(name)
        self.open_line = what.get("number", 0)
        if screen is not self.screen:
            if self.screen is not None:
                self.screen.left()
            self.stage.clear_widgets()
            self.stage.add_widget(screen)
            self.screen = screen
            if name != "sell":
                self._slide.begin()
        screen.shown(**what)
        self.cart.refresh()
        self.cart.veil(self.screen.scan_text())
        self.surroundings.outage.lay()

    def toggle(self, name: str) -> None:
        """Open a screen, or close it if it is the one that is open."""
        if self.screen is self._screens.get(name):
            self.home()
        else:
            self.show(name)

    def home(self) -> None:
        """Back to the products, or to what must be done before selling."""
        self.show("sell" if self.till.shifts.current is not None else "shift_open")

    def is_showing(self, name: str) -> bool:
        """Whether a screen is on the stage."""
        return self.screen is not None and self.screen is self._screens.get(name)

    # --- the next action ---------------------------------------------------------------------------------------------

    def next_act(self) -> Act:
        """Return what the big button does now."""
        act: Act | None = self.screen.act() if self.screen else None
        if act is not None:
            return act
        if self.till.shifts.current is None:
            return Act(_("Open shift"), do=partial(self.show, "shift_open"))
        if not self.till.sale.lines:
            return Act(self.money(0), _("Pay"), None, is_money=True)
        left = self.till.checkout.left_minor()
        caption = _("Give back") if left < 0 else _("Pay")
        return Act(self.money(abs(left)), caption, partial(self.show, "pay"), is_money=True)

    def act(self) -> None:
        """Do what the big button says."""
        do = self.next_act().do
        if do is not None:
            do()

    # --- commands ----------------------------------------------------------------------------------------------------

    def attempt(self, do: Callable[..., object], *args: Any) -> bool:
        """Do something the till may refuse; a refusal is shown and heard. Returns whether it was done."""
        try:
            do(*args)
        except NeedsApproval as needs:
            self.door.ask(needs, partial(self.attempt, do, *args))
            return False
        except LapakError as error:
            self.complain(error)
            return False
        return True

    def tick(self) -> None:
        """Show the time, and what is late by now; once a minute."""
        self.strip.tick()
        self.back_room.tick()

    def set_quantity(self, quantity: int) -> None:
        """Remember how many of the next thing there are."""
        self.quantity = quantity
        self.cart.refresh_head()

    def scan(self, code: str) -> None:
        """Scan, as many as were typed before."""
        self.door.touched()
        if self.door.badge(code) or self.back_room.takes_scan(code):
            return
        quantity, self.quantity = self.quantity or 1, 0
        self.till.scan(code, quantity)
        self.cart.refresh_head()

    def add(self, variant: Variant) -> None:
        """Add a product that was tapped, once everything is asked that must be; what is weighed asks for its weight."""
        quantity, self.quantity = self.quantity or 1, 0
        self.adding.tapped(variant, quantity)
        self.cart.refresh_head()

    def remove(self, number: int) -> None:
        """Take a line out, with five seconds to think better of it."""
        line = self.till.sale.line(number)
        if self.attempt(self.till.basket.remove, number):
            if self.open_line == number:
                self.home()
            undo = partial(self.attempt, self.till.basket.undo_remove)
            self.tell(_("Removed: {line}", line=line_text(line)), "info", _("Undo"), undo)

    # --- telling the cashier -----------------------------------------------------------------------------------------

    def tell(self, text: str, kind: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a banner over the cart's foot."""
        self.banner.tell(text, kind, action_text, action)  # type: ignore[arg-type]
        if not self.banner.is_shown:
            self.add_widget(self.banner)
        self._place_banner()

    def complain(self, error: LapakError) -> None:
        """Show and sound what is wrong."""
        self.app.sounds.play("refused")
        self.tell(say(error), "danger")

    def _place_banner(self, *_args: object) -> None:
        foot = self.cart.ids.foot
        self.banner.size = foot.width, look.px(112)
        self.banner.pos = foot.x, foot.top + look.px(6)

    def needs_attention(self) -> bool:
        """Whether the menu holds something that wants a look: a sick device."""
        return any(health.state == "sick" for health in self.state.devices.values())

    def money(self, minor: int) -> str:
        """Return an amount with its symbol."""
        return self.till.shop.currency.format(minor)

    def shop_text(self) -> str:
        """Return whose till this is."""
        shop = self.till.shop
        return " · ".join(part for part in (shop.name, shop.till_name, self.till.people.name_of(self.till.by)) if part)

    def clock_text(self, at_ms: int | None = None) -> str:
        """Return the time of day where the shop is."""
        at_s = (self.app.now_ms() if at_ms is None else at_ms) // 1000 + self.till.shop.utc_offset_minutes * 60
        return time.strftime("%H:%M", time.gmtime(at_s))

    # --- what the till tells -----------------------------------------------------------------------------------------

    def hear(self, event: events.Event) -> None:
        """Take an event of the till."""
        for hears in self._ears:
            if type(event) in hears:
                hears[type(event)](event)

    def on_touch_down(self, touch: Any) -> Any:
        """Somebody is there."""
        self.door.touched()
        return super().on_touch_down(touch)
