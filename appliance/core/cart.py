"""An open sale as plain data, so that it can be kept on disk and come back after a power cut."""

from .discount import Discount
from .sale import Item, Line, Sale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .tax import TaxClass

    Snapshot = dict[str, Any]


def _discount(discount: "Discount | None") -> "Snapshot | None":
    if discount is None:
        return None
    return {"ppm": discount.ppm, "minor": discount.minor, "reason": discount.reason}


def snapshot(sale: Sale) -> "Snapshot":
    """Return everything that is needed to go on with the sale."""
    lines = []
    for line in sale.lines:
        item = line.item
        lines.append({
            "line": line.number,
            "variant": item.variant,
            "sku": item.sku,
            "name": item.name,
            "price_minor": item.price_minor,
            "unit": item.unit,
            "tax_class": item.tax_class.key,
            "quantity_milli": line.quantity_milli,
            "label_minor": line.label_minor,
            "discount": _discount(line.discount),
        })  # fmt: skip
    return {
        "sale": sale.key,
        "opened_at_ms": sale.opened_at_ms,
        "policy": sale.policy,
        "last_number": sale.last_number,
        "lines": lines,
        "discounts": [_discount(discount) for discount in sale.discounts],
    }


def restored(data: "Snapshot", tax_classes: "dict[str, TaxClass]") -> Sale:
    """Return the sale a snapshot was made of, at the prices it had then; raises KeyError for an unknown tax class."""
    sale = Sale(data["sale"], data["opened_at_ms"], data["policy"])
    sale.last_number = data["last_number"]
    for kept in data["lines"]:
        tax_class = tax_classes[kept["tax_class"]]
        item = Item(kept["variant"], kept["sku"], kept["name"], kept["price_minor"], tax_class, unit=kept["unit"])
        line = Line(kept["line"], item, kept["quantity_milli"])
        line.label_minor = kept["label_minor"]
        if kept["discount"] is not None:
            line.discount = Discount(**kept["discount"])
        sale.lines.append(line)
    sale.discounts = [Discount(**discount) for discount in data["discounts"]]
    return sale
