"""Shopee Open Platform v2: one shop as a `port.Connector`."""

from ._auth import authorise_link, exchange_code
from ._connector import ShopeeConnector

__all__ = ["ShopeeConnector", "authorise_link", "exchange_code"]
