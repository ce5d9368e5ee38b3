"""TikTok Shop Open API on loopback, at its real paths."""

from ._sandbox import TikTokShopSandbox
from ._switches import Switches

__all__ = ["Switches", "TikTokShopSandbox"]
