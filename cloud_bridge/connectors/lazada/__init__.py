"""Lazada Open Platform: one shop as a `port.Connector`."""

from ._connector import LazadaConnector
from ._market import MARKET

__all__ = ["MARKET", "LazadaConnector"]
