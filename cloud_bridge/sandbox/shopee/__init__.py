"""Shopee Open Platform v2 on loopback, at its real paths."""

from ._sandbox import ShopeeSandbox
from ._switches import Switches

__all__ = ["ShopeeSandbox", "Switches"]
