"""What is sold and on which terms, one subject per file."""

from cloud_bridge.catalog.models.favourite import Favourite
from cloud_bridge.catalog.models.goods import Barcode, Category, Product, TaxClass, Variant
from cloud_bridge.catalog.models.modifier import ModifierChoice, ModifierGroup
from cloud_bridge.catalog.models.promotion import Promotion

__all__ = (
    "Barcode", "Category", "Favourite", "ModifierChoice", "ModifierGroup", "Product", "Promotion", "TaxClass",
    "Variant",
)  # fmt: skip
