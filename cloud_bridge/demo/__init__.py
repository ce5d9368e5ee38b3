"""A stall to look at and to practise with: its goods, its shelves, and its shop on a marketplace."""

from cloud_bridge.demo._display import VirtualDisplay, has_display
from cloud_bridge.demo._goods import CATEGORIES, TAX_CLASSES, load, products
from cloud_bridge.demo._market import market_items
from cloud_bridge.demo._practice import PracticeStall
from cloud_bridge.demo._stall import open_stall

__all__ = [
    "CATEGORIES",
    "TAX_CLASSES",
    "PracticeStall",
    "VirtualDisplay",
    "has_display",
    "load",
    "market_items",
    "open_stall",
    "products",
]
