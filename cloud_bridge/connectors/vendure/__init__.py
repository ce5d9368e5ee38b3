"""Vendure Admin GraphQL API: one channel of one server as a `port.Connector`."""

from ._connector import VendureConnector
from ._market import MARKET

__all__ = ["MARKET", "VendureConnector"]
