"""Shopee Open Platform v2: one shop as a `port.Connector`."""

from ._connector import ShopeeConnector
from ._market import MARKET

__all__ = ["MARKET", "ShopeeConnector"]
