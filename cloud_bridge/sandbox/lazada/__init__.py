"""Lazada Open Platform on loopback, at its real paths."""

from ._sandbox import LazadaSandbox
from ._switches import Switches

__all__ = ["LazadaSandbox", "Switches"]
