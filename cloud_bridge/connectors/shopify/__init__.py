"""Shopify Admin GraphQL API: one shop as a `port.Connector`."""

from ._connector import ShopifyConnector
from ._market import MARKET

__all__ = ["MARKET", "ShopifyConnector"]
