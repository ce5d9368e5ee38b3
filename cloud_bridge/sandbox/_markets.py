"""Which marketplaces the sandbox can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazada import LazadaSandbox
from .shopee import ShopeeSandbox
from .shopify import ShopifySandbox
from .tiktok_shop import TikTokShopSandbox
from .woocommerce import WooCommerceSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._sandbox import Sandbox

MARKETS: Mapping[str, Callable[..., Sandbox]] = {
    "lazada": LazadaSandbox,
    "shopee": ShopeeSandbox,
    "shopify": ShopifySandbox,
    "tiktok_shop": TikTokShopSandbox,
    "woocommerce": WooCommerceSandbox,
}
