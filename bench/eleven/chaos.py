"""The day's accidents, at the same moments of every day."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from bench.eleven.markets import TROUBLED

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.eleven.bridge import Bridge
    from bench.eleven.markets import Market
    from bench.eleven.stall import Stall

MINUTE_S = 60.0
SERVICE_S = 1.0  # until a service manager starts again what died; not scaled
# Shares of the day.
BRIDGE_DIES, BROKER_DIES, MARKET_FALLS = (0.22, 0.5, 0.75), 0.4, 0.6


class Chaos:
    """A thread that kills, darkens and counts."""

    def __init__(self, stall: Stall, bridge: Bridge, markets: list[Market]) -> None:
        self.done: list[str] = []
        self._stop = threading.Event()
        self._stall, self._bridge = stall, bridge
        down = markets[0]
        length = MINUTE_S / stall.size.speed / stall.size.seconds
        self._plan: list[tuple[float, str, Callable[[], None]]] = sorted(
            [
                *((share, "bridge killed", self._kill_bridge) for share in BRIDGE_DIES),
                (BROKER_DIES, "broker killed", self._kill_broker),
                (MARKET_FALLS, f"{down.name} down", lambda: down.trouble(maintenance=True)),
                (MARKET_FALLS + length, f"{down.name} up", lambda: down.trouble(maintenance=False)),
            ],
            key=lambda one: one[:2],
        )
        for market in markets:
            market.trouble(**TROUBLED)
        self._thread = threading.Thread(target=self._run, name="chaos", daemon=True)

    def start(self) -> None:
        """Begin with the day."""
        self._thread.start()

    def is_over(self) -> bool:
        """Say whether everything that goes wrong has gone wrong."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Let nothing more go wrong."""
        self._stop.set()
        self._thread.join(MINUTE_S)

    def _run(self) -> None:
        opened = time.monotonic()
        for share, what, do in self._plan:
            wait_s = share * self._stall.size.seconds - (time.monotonic() - opened)
            if wait_s > 0 and self._stop.wait(wait_s):
                return
            do()
            self.done.append(what)

    def _kill_bridge(self) -> None:
        self._bridge.serve.kill()
        self._stop.wait(SERVICE_S)
        self._bridge.serve.start()

    def _kill_broker(self) -> None:
        self._bridge.broker.kill()
        self._stop.wait(SERVICE_S)
        self._bridge.broker.start()
