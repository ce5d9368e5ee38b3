"""What is sold and on which terms, one subject per file."""

from cloud_bridge.catalog.models.favourite import Favourite
from cloud_bridge.catalog.models.goods import Barcode, Category, Product, TaxClass, Variant
from cloud_bridge.catalog.models.layout import Layout
from cloud_bridge.catalog.models.modifier import ModifierChoice, ModifierGroup
from cloud_bridge.catalog.models.picture import Picture
from cloud_bridge.catalog.models.promotion import Promotion

__all__ = (
    "Barcode", "Category", "Favourite", "Layout", "ModifierChoice", "ModifierGroup", "Picture", "Product", "Promotion",
    "TaxClass", "Variant",
)  # fmt: skip
