"""Reading the catalogue: item ids by page, then each item, then the models of those that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import ListedPage

from ._fates import TITLE, name_of
from ._known import NOT_FOUND, known
from ._mapping import to_listed
from ._walk import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import Listed

    from ._client import Client
    from ._reply import Reply

LIST = "/api/v2/product/get_item_list"
BASE_INFO = "/api/v2/product/get_item_base_info"
MODELS = "/api/v2/product/get_model_list"
PAGE = 50  # the list gives 100, the details 50: a page is one call of each
SHOWN = ("NORMAL", "UNLIST", "BANNED", "REVIEWING")  # every status but the two of deleted items


class Products:
    """A shop's catalogue; a `location_id` picks one warehouse of shops that have several."""

    def __init__(self, client: Client, currency: Currency, location_id: str) -> None:
        self._client = client
        self._currency = currency
        self._location_id = location_id

    def page(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything that is not deleted, and the cursor of the next."""
        walk = Walk.read(cursor) if cursor else Walk(from_s=(updated_since_ms or 0) // 1000)
        reply = self._ids(walk)
        while _is_too_deep(reply) or self._is_deeper_than_it_goes(walk):
            walk = self._narrower(walk)
            reply = self._ids(walk)
        found = reply.checked().data
        items = self.read([str(item["item_id"]) for item in found.get("item", [])])
        onwards = walk.deeper(int(found["next_offset"])) if found.get("has_next_page") else walk.onwards()
        return ListedPage(items, str(onwards) if onwards else None)

    def read(self, item_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these items as they are now, models apart; what is gone is left out."""
        items = known(item_ids, PAGE, self._base_info, "item_list")
        listed: list[Listed] = []
        for item in items:
            if not item.get("has_model"):
                listed += to_listed(item, None, self._currency, self._location_id)
                continue
            reply = self._client.ask(MODELS, [("item_id", str(item["item_id"]))])
            if name_of(reply.error) not in NOT_FOUND:
                listed += to_listed(item, reply.checked().data, self._currency, self._location_id)
        return tuple(listed)

    def _ids(self, walk: Walk, page: int = PAGE) -> Reply:
        statuses = [("item_status", status) for status in SHOWN]
        return self._client.ask(LIST, [*walk.params(), ("page_size", str(page)), *statuses])

    def _base_info(self, item_ids: Sequence[str]) -> Reply:
        return self._client.ask(BASE_INFO, [("item_id_list", ",".join(item_ids))])

    def _narrower(self, walk: Walk) -> Walk:
        narrower = walk.narrower(int(self._client.app.clock()))
        if narrower is None:
            raise Refused(market=TITLE, reason="more products changed in one second than can be listed")
        return narrower

    def _is_deeper_than_it_goes(self, walk: Walk) -> bool:
        """Say whether a window that was just opened will end in a refusal, without walking there."""
        if walk.offset or not walk.deepest:
            return False
        end = self._ids(Walk(walk.from_s, walk.to_s, walk.deepest))
        return _is_too_deep(end) or bool(end.data.get("has_next_page"))


def _is_too_deep(reply: Reply) -> bool:
    return bool(reply.error) and "offset over limit" in reply.message.lower()
