"""What authorities are handed, made from journal entries alone."""

from ._closing import Seller
from ._dsfinvk import write_dsfinvk

__all__ = ["Seller", "write_dsfinvk"]
