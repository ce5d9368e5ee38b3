"""Reading the catalogue: every variant is a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import ListedPage

from ._documents import VARIANTS
from ._mapping import readable, to_listed
from ._stock import level_of
from ._times import since
from ._walk import walk_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import Listed

    from ._client import Client
    from ._reply import Json
    from ._shop import Shop
    from ._stock import Level


class Products:
    """A channel's catalogue as one stock location has it."""

    def __init__(self, client: Client, currency: Currency, shop: Shop) -> None:
        self._client = client
        self._currency = currency
        self._shop = shop

    def page(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of every variant, or of those that changed since.

        A purchase changes a variant's stock but not its time of change: it is heard of by its order.
        """
        wanted = {} if updated_since_ms is None else {"updatedAt": since(updated_since_ms)}
        rows, answer, onwards = walk_on(self._client, VARIANTS, "productVariants", wanted, cursor)
        return ListedPage(tuple(self._listed(rows, answer)), onwards)

    def read(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' variants as they are now; what is gone is left out."""
        listed: list[Listed] = []
        cursor: str | None = None
        while product_ids:
            wanted = {"productId": {"in": list(product_ids)}}
            rows, answer, cursor = walk_on(self._client, VARIANTS, "productVariants", wanted, cursor)
            listed += self._listed(rows, answer)
            if cursor is None:
                break
        return tuple(listed)

    def levels(self, variant_ids: Sequence[str]) -> dict[str, Level]:
        """Return the stock of these variants; one that is gone has none."""
        wanted = {"filter": {"id": {"in": list(variant_ids)}}, "take": len(variant_ids)}
        answer = self._client.ask(VARIANTS, {"options": wanted}, is_urgent=True)
        location_id = self._shop.facts().location_id
        with readable("stock"):
            return {
                str(variant["id"]): level_of(variant, answer["globalSettings"], location_id)
                for variant in answer["productVariants"]["items"]
            }

    def _listed(self, rows: Sequence[Json], answer: Json) -> Iterator[Listed]:
        facts = self._shop.facts()
        return (to_listed(variant, answer["globalSettings"], facts, self._currency) for variant in rows)
