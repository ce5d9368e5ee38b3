"""Which marketplaces there are: the one place where a name becomes a connector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import lazada, shopee, shopify, tiktok_shop, vendure, woocommerce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .market import Market

MARKETS: Mapping[str, Market] = {
    "lazada": lazada.MARKET,
    "shopee": shopee.MARKET,
    "shopify": shopify.MARKET,
    "tiktok_shop": tiktok_shop.MARKET,
    "vendure": vendure.MARKET,
    "woocommerce": woocommerce.MARKET,
}
