"""What has to be known of a channel before anything is read or written: asked once, for it hardly ever changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import NeedsOwner

from ._documents import SHOP
from ._fates import TITLE
from ._money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency

    from ._client import Client
    from ._reply import Json


@dataclass(frozen=True)
class Facts:
    """A channel's language, how it writes money, and the location whose stock Lapak keeps."""

    location_id: str
    language: str
    money: Money


class Shop:
    """One channel.

    It sells the sum of all its locations. With several, writing one of them and leaving the rest would sell what is not
    there, so the owner has to say which one Lapak keeps.
    """

    def __init__(self, client: Client, currency: Currency, token: str, location_id: str) -> None:
        self._client = client
        self._currency = currency
        self._token = token
        self._location_id = location_id
        self._facts: Facts | None = None

    def facts(self) -> Facts:
        """Return what is known; raises NeedsOwner where it is another channel, currency or location than was typed."""
        if self._facts is None:
            self._facts = self._checked(self._client.ask(SHOP))
        return self._facts

    def _checked(self, found: Json) -> Facts:
        channel = found["activeChannel"]
        # A server with one channel only answers to every token.
        if channel["token"] != self._token:
            raise NeedsOwner(market=TITLE, reason=f"no channel has the token {self._token}")
        sells_in = channel["defaultCurrencyCode"]
        if sells_in != self._currency.code:
            raise NeedsOwner(market=TITLE, reason=f"the channel sells in {sells_in}, not in {self._currency.code}")
        return Facts(
            location_id=self._chosen(found["stockLocations"]["items"]),
            language=str(channel["defaultLanguageCode"]),
            money=Money(int(found["globalSettings"]["serverConfig"]["moneyStrategyPrecision"])),
        )

    def _chosen(self, locations: Sequence[Json]) -> str:
        ids = [str(location["id"]) for location in locations]
        if self._location_id in ids:
            return self._location_id
        if len(ids) == 1 and not self._location_id:
            return ids[0]
        names = ", ".join(f"{location['id']} {location['name']}" for location in locations) or "none"
        raise NeedsOwner(market=TITLE, reason=f"choose the stock location that Lapak keeps ({names})")
