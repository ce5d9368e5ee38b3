"""The controls under /_sandbox/: the same verbs as the Python object, for scripts and other processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ._errors import SandboxError
from ._shopper import Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from ._sandbox import Sandbox

VERBS = ("pay", "pack", "ship", "complete", "ask_to_cancel", "cancel")


def control_routes(sandbox: Sandbox) -> list[Route]:
    """Return the routes that read the tally, connect, seed, reserve, turn dials, move orders and let shoppers in."""

    def shown(read: Callable[[], Any]) -> Callable[[Request], Any]:
        async def show(_: Request) -> Response:
            return JSONResponse(read())

        return show

    def done(do: Callable[[Any], Any]) -> Callable[[Request], Any]:
        async def act(request: Request) -> Response:
            try:
                return JSONResponse(do(await request.json()))
            except SandboxError as reason:
                return JSONResponse({"error": reason.code, "text": str(reason)}, 409)
            except (LookupError, TypeError, ValueError) as reason:
                return JSONResponse({"error": "sandbox.unreadable", "text": repr(reason)}, 400)

        return act

    def seed(items: Any) -> Any:
        return {"item_ids": sandbox.seed(items)}

    def reserve(asked: Any) -> Any:
        sandbox.reserve(int(asked["item_id"]), int(asked.get("model_id", 0)), int(asked["quantity"]))
        return {}

    def restock(asked: Any) -> Any:
        sandbox.restock(int(asked["item_id"]), int(asked.get("model_id", 0)), int(asked["stock"]))
        return {}

    def pushes(asked: Any) -> Any:
        sandbox.pusher.url = str(asked.get("url", sandbox.pusher.url))
        sandbox.pusher.time_factor = float(asked.get("time_factor", sandbox.pusher.time_factor))
        return show_pushes()

    def show_pushes() -> Any:
        return {"url": sandbox.pusher.url, "time_factor": sandbox.pusher.time_factor, **sandbox.pusher.counts()}

    def turn(dials: Any) -> Callable[[Any], Any]:
        def turned(changes: Any) -> Any:
            dials.turn(**changes)
            return dials.shown()

        return turned

    def order(asked: Any) -> Any:
        if asked["verb"] not in VERBS:
            raise SandboxError(reason=f"an order knows {', '.join(VERBS)}")
        getattr(sandbox, asked["verb"])(asked["order_no"])
        return {}

    def shoppers(asked: Any) -> Any:
        sandbox.open_to(Plan(**asked))
        return show_shoppers()

    def show_shoppers() -> Any:
        return sandbox.shoppers.shown() if sandbox.shoppers else {}

    def connection() -> Any:
        return {"shop_id": sandbox.shop_id, "settings": sandbox.settings(), "grant": sandbox.grant()}

    faults, switches = sandbox.faults, sandbox.switches()
    return [
        Route("/_sandbox/tally", shown(sandbox.tally)),
        Route("/_sandbox/connection", shown(connection)),
        Route("/_sandbox/seed", done(seed), methods=["POST"]),
        Route("/_sandbox/reserve", done(reserve), methods=["POST"]),
        Route("/_sandbox/restock", done(restock), methods=["POST"]),
        Route("/_sandbox/order", done(order), methods=["POST"]),
        Route("/_sandbox/faults", shown(faults.shown), methods=["GET"]),
        Route("/_sandbox/faults", done(turn(faults)), methods=["POST"]),
        Route("/_sandbox/switches", shown(switches.shown), methods=["GET"]),
        Route("/_sandbox/switches", done(turn(switches)), methods=["POST"]),
        Route("/_sandbox/pushes", shown(show_pushes), methods=["GET"]),
        Route("/_sandbox/pushes", done(pushes), methods=["POST"]),
        Route("/_sandbox/shoppers", shown(show_shoppers), methods=["GET"]),
        Route("/_sandbox/shoppers", done(shoppers), methods=["POST"]),
    ]
