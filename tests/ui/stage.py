"""The real screen over the fake stall, stepped by hand: touch it, look at it, read its pixels."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any, Self

from appliance.ui import PANELS, LapakApp, Loop
from tests.ui.fakes import NOW_MS, ORDERS, FakeBooks, FakeCatalogue, make_till


class Stage:
    """A till on a panel; use it with `with`. The event loop runs only inside settle()."""

    def __init__(
        self, size: str = "1024x600", *, language: str = "id", theme: str = "light", orders: bool = True, **more: Any
    ) -> None:
        self.loop = Loop()
        self.clock_ms = NOW_MS  # what time it is for till and screen
        self.catalogue = FakeCatalogue(orders=ORDERS if orders else None, extra=more.pop("extra", 0))
        self.books = FakeBooks(shift_open=more.pop("shift_open", True), staff=more.pop("staff", ()))
        self.till = make_till(self.loop.dispatch, self.catalogue, self.books, now_ms=self.now_ms)
        self.app = LapakApp(
            self.till,
            panel=PANELS[size],
            language=language,
            theme=theme,
            loop=self.loop,
            now_ms=self.now_ms,
            seconds=lambda: self.clock_ms / 1000,
            sound=False,
            **more,
        )

    def __enter__(self) -> Self:
        self.app._run_prepare()
        from kivy.base import _runTouchApp_prepare

        _runTouchApp_prepare()
        self.settle(0.3)
        return self

    def __exit__(self, *_exc: object) -> None:
        from kivy.core.window import Window

        self.app.stop()
        Window.remove_widget(self.app.root)
        from kivy.base import EventLoop

        EventLoop.stopping = EventLoop.quit = False

    def now_ms(self) -> int:
        return self.clock_ms

    @property
    def desk(self) -> Any:
        return self.app.desk

    def resize(self, size: str) -> None:
        """Put another panel under the same window."""
        from kivy.core.window import Window
        from kivy.metrics import Metrics

        if str(self.app.panel) != size:
            self.app.panel = PANELS[size]
            Window.size = self.app.panel.width, self.app.panel.height
            Metrics.density = self.app.panel.density
            self.settle(0.3)

    def begin_again(
        self,
        *,
        shift_open: bool = True,
        language: str = "",
        theme: str = "",
        catalogue: FakeCatalogue | None = None,
        staff: Any = (),
    ) -> None:
        """A fresh stall on the same window."""
        self.clock_ms = NOW_MS
        self.app.has_network = lambda: True
        self.app.language, self.app.theme = language or self.app.language, theme or self.app.theme
        self.catalogue = catalogue or self.catalogue
        self.books = FakeBooks(shift_open=shift_open, staff=staff)
        self.till = make_till(self.loop.dispatch, self.catalogue, self.books, now_ms=self.now_ms)
        self.app.till = self.till
        self.till.listen(self.app._hear)
        from appliance.ui._state import State

        self.app.state = State()
        self.app.training = None
        self.app.checkup = self.app.kiosk = None
        self.app.count_orders()
        self.app.lay_desk()
        self.settle(0.03)

    def practise(self) -> None:
        """Go into training mode, over books of its own."""
        from appliance.till.training import Training
        from tests.ui.fakes import make_till

        home = self.books
        practice = FakeBooks(shift_open=True)

        def make() -> Any:
            return make_till(self.loop.dispatch, self.catalogue, practice, is_training=True)

        def tell(till: Any) -> None:
            self.till = till
            self.books = practice if till.is_training else home
            self.app.use_till(till)

        self.app._home = self.till
        self.app.training = Training(self.till, make, tell)
        self.app.training.begin()
        self.settle(0.05)

    def settle(self, seconds: float = 0.15, *, awake: bool = True) -> None:
        """Let the loop run for a while; awake: without its long rests, else it rests to the end of the while."""
        if not awake:
            from kivy.clock import Clock

            since_tick = Clock.time() - Clock.get_time()  # the clock counts from there
            Clock.schedule_once(lambda _dt: None, since_tick + seconds + 0.01)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.frame(awake=awake)

    def frame(self, *, awake: bool = True) -> None:
        """One round of the loop."""
        from kivy.base import EventLoop

        if awake:
            self.loop.awake()
        EventLoop.idle()
        EventLoop.window.mainloop()

    # --- fingers -----------------------------------------------------------------------------------------------------

    def tap(self, x: float, y: float) -> None:
        """A finger down and up, through Kivy's own input."""
        self.drag((x, y), (x, y))

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 4) -> None:
        from kivy.base import EventLoop
        from kivy.input.providers.mouse import MouseMotionEvent

        window = EventLoop.window
        width, height = window.size

        def at(pos: tuple[float, float]) -> list[float]:
            return [pos[0] / (width - 1), pos[1] / (height - 1)]

        touch = MouseMotionEvent("test", 1, at(start), is_touch=True, type_id="touch")
        EventLoop.post_dispatch_input("begin", touch)
        self.frame()
        if start != end:
            for step in range(1, steps + 1):
                share = step / steps
                touch.move(at((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)))
                EventLoop.post_dispatch_input("update", touch)
                self.frame()
        EventLoop.post_dispatch_input("end", touch)
        self.settle(0.06)

    def hold_on(self, widget: Any, seconds: float = 0.8) -> None:
        """A finger that stays."""
        from kivy.base import EventLoop
        from kivy.input.providers.mouse import MouseMotionEvent

        width, height = EventLoop.window.size
        place = [widget.center_x / (width - 1), widget.center_y / (height - 1)]
        touch = MouseMotionEvent("test", 1, place, is_touch=True, type_id="touch")
        EventLoop.post_dispatch_input("begin", touch)
        self.settle(seconds)
        EventLoop.post_dispatch_input("end", touch)
        self.settle(0.06)

    def tap_on(self, widget: Any) -> None:
        self.tap(*widget.center)

    # --- finding -----------------------------------------------------------------------------------------------------

    def widgets(self, kind: type | None = None) -> list[Any]:
        """Everything on the screen, from the root down."""
        found = []
        todo = [self.app.root]
        while todo:
            widget = todo.pop()
            todo += widget.children
            if kind is None or isinstance(widget, kind):
                found.append(widget)
        return found

    def button(self, text: str) -> Any:
        """The button that says so."""
        from appliance.ui.widgets.button import BigButton

        for button in self.widgets(BigButton):
            if text in (button.text, button.caption, button.icon) and button.opacity:
                return button
        raise AssertionError(f"no button says {text}")

    def tile(self, index: int) -> Any:
        self.settle(0.04)
        grid = self.desk.screen.grid
        return next(cell for cell in grid.cells if cell.index == index)

    def line(self, index: int) -> Any:
        self.settle(0.04)
        return next(cell for cell in self.desk.cart.lines.cells if cell.index == index)

    def pixels(self) -> tuple[bytes, tuple[int, int]]:
        """What is on the screen, bottom row first, as RGB."""
        from kivy.core.window import Window
        from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

        Window.canvas.ask_update()
        with suppress(AttributeError):
            Window.dispatch("on_draw")
        width, height = (int(side) for side in Window.size)
        return bytes(glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)), (width, height)
