"""WooCommerce REST API v3: one shop as a `port.Connector`."""

from ._connector import WooCommerceConnector
from ._market import MARKET

__all__ = ["MARKET", "WooCommerceConnector"]
