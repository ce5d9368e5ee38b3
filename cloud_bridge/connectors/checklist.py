"""What is asked of every connector: the rules its checklist.toml grades, each done, exempt with a reason, or to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GRADES = ("done", "exempt", "todo")

RULES: Mapping[str, str] = {
    "authorise": "the owner says yes at the marketplace and comes back with what becomes tokens",
    "reauthorise": "an owner whose authorisation ended can say yes again and nothing else changes",
    "renew_tokens": "access is renewed before it ends, and once more when it ended early",
    "renew_once": "two workers never use up one refresh token twice",
    "list_products": "everything sellable, page by page, however much there is",
    "list_by_time": "only what changed since a moment",
    "list_by_status": "what is off sale is listed too, with its status",
    "read_product": "single products as they are now; what is gone is left out",
    "write_stock": "absolute numbers; done twice does no harm",
    "stock_batch": "as many numbers to a call as the marketplace takes",
    "stock_partial": "each number of a call is refused or done by itself",
    "stock_locked": "a number below what a campaign locked is refused in words",
    "stock_warehouses": "shops with several warehouses",
    "stock_compare": "a number is only written over the one that is believed to be there",
    "write_price": "prices, exactly",
    "create_listing": "a product is put on sale once, however often it is asked for",
    "update_listing": "a product becomes what its draft says",
    "order_window": "orders of a window of update times, page by page, none left out",
    "read_order": "orders in full, with what the marketplace said kept",
    "order_states": "every status of the marketplace in Lapak's words",
    "accept": "an order is taken and its courier arranged",
    "ship": "the marketplace hears that goods have left",
    "cancel": "an order that cannot be delivered is cancelled",
    "label": "the parcel's label as PDF",
    "push_verify": "a webhook that was forged or altered is refused",
    "push_acknowledge": "a webhook is answered the way and as fast as the marketplace wants",
    "push_lost": "webhooks that never arrived are fetched",
    "push_subscribe": "webhooks are ordered by the connector, and switched on again",
    "chat": "what buyers write can be read and answered",
    "rate_limit": "calls wait their turn, stock first, and slow down when told to",
    "errors": "every failure is one of three fates",
    "sdk": "the sandbox it is tested with was judged by code that is not ours",
}
