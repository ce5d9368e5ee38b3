"""Shopify's Admin GraphQL API on loopback, at its real paths."""

from ._sandbox import ShopifySandbox
from ._switches import Switches

__all__ = ["ShopifySandbox", "Switches"]
