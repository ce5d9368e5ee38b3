"""One marketplace on loopback: its state, its server, and the verbs of the people and accidents around it."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, ClassVar, Self

from starlette.applications import Starlette

from . import _orders
from ._calls import Calls
from ._catalogue import Catalogue
from ._control import control_routes
from ._faults import Faults
from ._orders import Orders, new_number
from ._pusher import Pusher, PushRules
from ._server import HOST, Server
from ._shop_page import shop_routes
from ._shoppers import Shoppers
from ._store import Store
from ._tally import tally

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

    from starlette.routing import Route

    from ._dials import Dials
    from ._shopper import Plan

# What the server answers besides the marketplace's API.
OWN_PATHS = ("/_sandbox/", "/buy", "/orders/", "/shelf.json", "/shop.")


class Sandbox(ABC):
    """The base of every marketplace; its verbs may be called from any thread, whether it is running or not."""

    title: ClassVar[str]
    CREDENTIALS: ClassVar[Mapping[str, str]]  # the app's and the shop's names and secrets, unless others are given

    def __init__(
        self,
        *,
        credentials: Mapping[str, str] | None = None,
        data: str = ":memory:",
        push_url: str = "",
        time_factor: float = 1.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.credentials = {**self.CREDENTIALS, **(credentials or {})}
        self.clock = clock
        self.store = Store(data)
        self.faults = Faults()
        self.catalogue = Catalogue(self.store, clock)
        self.orders = Orders(
            self.store, self.catalogue, self.faults, clock, changed=self.order_changed, new_number=self.new_order_no
        )
        self.pusher = Pusher(self.store, self.faults, self.push_rules(), clock)
        self.pusher.url = push_url
        self.pusher.time_factor = time_factor
        self.shoppers: Shoppers | None = None
        self._calls: Calls | None = None
        self._server: Server | None = None

    @property
    @abstractmethod
    def shop_id(self) -> str:
        """How the marketplace names the shop."""

    @abstractmethod
    def settings(self) -> dict[str, Any]:
        """Return what a channel needs to connect to it: addresses, the app's secrets, what authorising would find."""

    @abstractmethod
    def grant(self) -> dict[str, Any]:
        """Return tokens as if the owner had said yes, with `access_expires_at_ms` and `refresh_expires_at_ms`."""

    @abstractmethod
    def push_rules(self) -> PushRules:
        """Return what this marketplace asks of a receiver of pushes."""

    @abstractmethod
    def api_routes(self) -> list[Route]:
        """Return the marketplace's API at its real paths."""

    @abstractmethod
    def switches(self) -> Dials:
        """Return what is unknown about the real marketplace, as dials."""

    @abstractmethod
    def order_changed(self, order_no: str, state: str) -> None:
        """Push what this marketplace pushes when an order is made or moves."""

    @abstractmethod
    def stock_reserved(self, item_id: int, variant_id: int, was: int, now: int) -> None:
        """Push what this marketplace pushes when a promotion takes or returns stock."""

    def new_order_no(self) -> str:
        """Return a number that no order has; most marketplaces count in digits, some with letters."""
        return new_number(self.clock())

    # --- the server ---------------------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self._server.port}" if self._server else ""

    def start(self, port: int = 0) -> Self:
        """Listen on a port of 127.0.0.1: the one given, else the one used before, else a free one."""
        if self._server is None:
            routes = [*self.api_routes(), *control_routes(self), *shop_routes(self)]
            self._calls = Calls(Starlette(routes=routes, lifespan=self._lifespan), OWN_PATHS)
            self._server = Server(self._calls)
        self._server.start(port)
        return self

    def stop(self) -> None:
        """Stop listening and pushing; the state stays, and `start` goes on from it."""
        if self._server is not None:
            self._server.stop()

    def wait(self) -> None:
        """Wait until somebody stops it."""
        if self._server is not None:
            self._server.wait()

    def close(self) -> None:
        """Stop, and give the file back."""
        if self.shoppers is not None:
            self.shoppers.stop()
        self.stop()
        self.store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        pushing = asyncio.create_task(self.pusher.run())
        yield
        pushing.cancel()
        with suppress(asyncio.CancelledError):
            await pushing

    # --- what people do -----------------------------------------------------------------------------------------------

    def seed(self, items: Iterable[Mapping[str, Any]]) -> list[int]:
        """Put items on sale and return their ids; see Catalogue.seed for what an item is."""
        return self.catalogue.seed(items)

    def buy(
        self, item_id: int, variant_id: int = 0, quantity: int = 1, *, buyer: str = "pembeli", pay: bool = True
    ) -> str:
        """Buy, and return the order's number; raises SoldOut."""
        return self.check_out([(item_id, variant_id, quantity)], buyer=buyer, pay=pay)

    def check_out(self, lines: Sequence[tuple[int, int, int]], *, buyer: str = "pembeli", pay: bool = True) -> str:
        """Buy several (item_id, variant_id, quantity) at once and return the order's number; raises SoldOut."""
        order_no = self.orders.buy(lines, buyer, pay=pay)
        self.pusher.wake()
        return order_no

    def open_to(self, plan: Plan) -> None:
        """Let a plan's shoppers in; those who were here before go home."""
        if self.shoppers is not None:
            self.shoppers.stop()
        self.shoppers = Shoppers(self, plan)
        self.shoppers.start()

    def pay(self, order_no: str) -> None:
        """Pay an order that was left unpaid."""
        self._move(order_no, _orders.PAID)

    def pack(self, order_no: str) -> None:
        """Let the seller arrange the shipment."""
        self._move(order_no, _orders.PACKED)

    def ship(self, order_no: str) -> None:
        """Hand the parcel to the courier."""
        self._move(order_no, _orders.SHIPPED)

    def complete(self, order_no: str) -> None:
        """Let the buyer confirm that it came."""
        self._move(order_no, _orders.COMPLETED)

    def ask_to_cancel(self, order_no: str) -> None:
        """Let the buyer of a paid order ask for its cancellation."""
        self._move(order_no, _orders.CANCELLING)

    def cancel(self, order_no: str) -> None:
        """Cancel an order and put its units back on the shelf."""
        self._move(order_no, _orders.CANCELLED)

    def restock(self, item_id: int, variant_id: int, stock: int) -> None:
        """Write stock behind the bridge's back, as a seller or another tool does."""
        self.catalogue.set_stock(item_id, variant_id, stock)

    def reserve(self, item_id: int, variant_id: int, quantity: int) -> None:
        """Keep so many units for a promotion; 0 gives them back."""
        with self.store.transaction():
            was = self.catalogue.variant(item_id, variant_id)["reserved"]
            self.catalogue.set_reserved(item_id, variant_id, quantity)
            self.stock_reserved(item_id, variant_id, was, quantity)
        self.pusher.wake()

    def tally(self) -> dict[str, Any]:
        """Return the sandbox's own count; see _tally."""
        calls = dict(self._calls.counts) if self._calls else {}
        return {**tally(self.catalogue, self.orders, self.pusher), "calls": calls}

    def _move(self, order_no: str, state: str) -> None:
        self.orders.move(order_no, state)
        self.pusher.wake()
