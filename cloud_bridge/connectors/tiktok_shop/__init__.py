"""TikTok Shop Open API (202309 and later): one shop as a `port.Connector`; Tokopedia is a platform of it."""

from ._connector import TikTokShopConnector
from ._market import MARKET

__all__ = ["MARKET", "TikTokShopConnector"]
