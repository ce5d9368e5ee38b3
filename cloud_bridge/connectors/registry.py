"""Which marketplaces there are: the one place where a name becomes a connector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloud_bridge.connectors import shopee

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .port import Connector, Tokens


@dataclass(frozen=True)
class Market:
    """How to connect one shop: where the owner says yes, how that becomes tokens, and the connector itself."""

    title: str
    connector: Callable[..., Connector]
    authorise_link: Callable[..., str]
    exchange_code: Callable[..., Tokens]


MARKETS: Mapping[str, Market] = {
    "shopee": Market("Shopee", shopee.ShopeeConnector, shopee.authorise_link, shopee.exchange_code),
}
