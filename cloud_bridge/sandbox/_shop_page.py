"""The shop as its buyers see it, at `/`: plain HTML forms, and the same actions for scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

from ._errors import NotThere, SandboxError
from ._shop_html import Page, page_html
from ._shop_words import words_for

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ._sandbox import Sandbox

FILES = Path(__file__).with_name("shop_files")
ORDERS_SHOWN = 30
# What a button may do; packing is the seller's business and comes through the API.
BUTTONS = ("pay", "cancel", "ship", "complete")


def shop_routes(sandbox: Sandbox) -> list[Route]:
    """Return the page, its files, `POST /buy`, the order buttons, and the live stock."""

    async def show(request: Request) -> Response:
        query = request.query_params
        wanted = query.get("q", "").strip()
        shelf = [row for row in sandbox.catalogue.everything() if row["status"] == "NORMAL"]
        found = [row for row in shelf if wanted.lower() in f"{row['item_name']} {row['name']} {row['sku']}".lower()]
        orders = [(order, sandbox.orders.lines(order["order_no"])) for order in sandbox.orders.newest(ORDERS_SHOWN)]
        words = words_for(request.headers.get("accept-language", ""))
        notice = query.get("notice", "")
        count = sum(sandbox.orders.states().values())
        page = Page(sandbox.title, words, found, orders, count, wanted, notice, is_trouble="trouble" in query)
        return HTMLResponse(page_html(page))

    async def buy(request: Request) -> Response:
        try:
            asked = await _asked(request)
            item_id, variant_id = int(asked["item_id"]), int(asked.get("model_id") or 0)
            quantity = int(asked.get("quantity") or 1)
            buyer = str(asked.get("buyer") or "pembeli")
            order_no = sandbox.buy(item_id, variant_id, quantity, buyer=buyer, pay=not asked.get("unpaid"))
        except (LookupError, TypeError, ValueError) as reason:
            return _no(request, SandboxError(reason=f"an order needs item_id, model_id and quantity ({reason!r})"), 400)
        except SandboxError as reason:
            return _no(request, reason, 404 if isinstance(reason, NotThere) else 409)
        state = sandbox.orders.order(order_no)["state"]
        return _yes(request, {"order_sn": order_no, "state": state}, order_no, 201)

    async def press(request: Request) -> Response:
        verb, order_no = request.path_params["verb"], request.path_params["order_no"]
        if verb not in BUTTONS:
            return _no(request, SandboxError(reason=f"an order knows {', '.join(BUTTONS)}"), 404)
        try:
            getattr(sandbox, verb)(order_no)
        except SandboxError as reason:
            return _no(request, reason, 404 if isinstance(reason, NotThere) else 409)
        return _yes(request, {"order_sn": order_no, "state": sandbox.orders.order(order_no)["state"]}, "", 200)

    async def shelf(_: Request) -> Response:
        rows = sandbox.catalogue.everything()
        return JSONResponse({f"{row['item_id']}-{row['variant_id']}": row["stock"] - row["reserved"] for row in rows})

    async def file(request: Request) -> Response:
        return FileResponse(FILES / request.url.path.removeprefix("/"))

    return [
        Route("/", show),
        Route("/buy", buy, methods=["POST"]),
        Route("/orders/{order_no}/{verb}", press, methods=["POST"]),
        Route("/shelf.json", shelf),
        Route("/shop.css", file),
        Route("/shop.js", file),
    ]


async def _asked(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(await request.json())
    return dict(parse_qsl((await request.body()).decode()))


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _yes(request: Request, answer: dict[str, Any], notice: str, status: int) -> Response:
    if _wants_json(request):
        return JSONResponse(answer, status)
    return RedirectResponse(f"/?{urlencode({'notice': notice})}" if notice else "/", 303)


def _no(request: Request, reason: SandboxError, status: int) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": reason.code, "text": str(reason)}, status)
    return RedirectResponse(f"/?{urlencode({'notice': str(reason), 'trouble': 1})}", 303)
