"""WooCommerce on loopback: REST API v3, keys and OAuth 1.0a, stock that is not counted, webhooks that fall silent."""

from ._sandbox import WooCommerceSandbox
from ._switches import Switches

__all__ = ["Switches", "WooCommerceSandbox"]
