"""Finished and parked sales."""

from ._fields import BodyWrong, check_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from appliance.core.cash import Settlement
    from appliance.core.sale import Sale

    from ._fields import Entries

    Body = dict[str, Any]


def sale_completed(sale: "Sale", number: str, shift: str, currency: str, settlement: "Settlement") -> "Body":
    """A sale was paid; money in minor units of `currency`, taken from the open sale as it stands."""
    totals = sale.totals()
    shares = sale.shares()
    lines = []
    for line, share in zip(sale.lines, shares):
        lines.append({
            "line": line.number,
            "variant": line.item.variant,
            "sku": line.item.sku,
            "name": line.item.name,
            "unit": line.item.unit,
            "tax_class": line.item.tax_class.key,
            "unit_price_minor": line.item.price_minor,
            "quantity_milli": line.quantity_milli,
            "discount_minor": line.off_minor,
            "price_minor": line.price_minor,
            "share_minor": share,
        })  # fmt: skip
    discounts = [{"reason": d.reason, "minor": off} for d, off in zip(sale.discounts, sale.offs())]
    taxes = []
    for tax in totals.taxes:
        taxes.append({
            "tax": tax.key,
            "name": tax.name,
            "rate_ppm": tax.rate_ppm,
            "included": tax.included,
            "base_minor": tax.base_minor,
            "tax_minor": tax.tax_minor,
        })  # fmt: skip
    tender = {
        "kind": "cash",
        "amount_minor": settlement.paid_minor,
        "tendered_minor": settlement.tendered_minor,
        "change_minor": settlement.change_minor,
    }
    return {
        "sale": sale.key,
        "number": number,
        "shift": shift,
        "opened_at_ms": sale.opened_at_ms,
        "currency": currency,
        "lines": lines,
        "discounts": discounts,
        "net_minor": totals.net_minor,
        "taxes": taxes,
        "total_minor": totals.total_minor,
        "rounding_minor": settlement.rounding_minor,
        "tenders": [tender],
    }


def cart_parked(sale: "Sale", name: str) -> "Body":
    """An open sale was put aside under a name, for the reports of who parks and never comes back."""
    return {"sale": sale.key, "name": name, "lines": len(sale.lines), "total_minor": sale.totals().total_minor}


LINE_FIELDS = (
    ("line", int), ("variant", str), ("sku", str), ("name", str), ("unit", str), ("tax_class", str),
    ("unit_price_minor", int), ("quantity_milli", int), ("discount_minor", int), ("price_minor", int),
    ("share_minor", int),
)  # fmt: skip
DISCOUNT_FIELDS = (("reason", str), ("minor", int))
TENDER_FIELDS = (("kind", str), ("amount_minor", int), ("tendered_minor", int), ("change_minor", int))
TAX_FIELDS = (
    ("tax", str), ("name", str), ("rate_ppm", int), ("included", bool), ("base_minor", int), ("tax_minor", int),
)  # fmt: skip
ENTRIES: "Entries" = {
    "sale.completed": (
        ("sale", str), ("number", str), ("shift", str), ("opened_at_ms", int), ("currency", str), ("lines", list),
        ("discounts", list), ("net_minor", int), ("taxes", list), ("total_minor", int), ("rounding_minor", int),
        ("tenders", list),
    ),
    "cart.parked": (("sale", str), ("name", str), ("lines", int), ("total_minor", int)),
}  # fmt: skip


def check_sale(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless the sale's lines, taxes and tenders fit together."""
    if not body["lines"]:
        raise BodyWrong(kind=kind, reason="it has no lines")
    for line in body["lines"]:
        check_fields(kind, line, LINE_FIELDS)
    for discount in body["discounts"]:
        check_fields(kind, discount, DISCOUNT_FIELDS)
    for tax in body["taxes"]:
        check_fields(kind, tax, TAX_FIELDS)
    paid = 0
    for tender in body["tenders"]:
        check_fields(kind, tender, TENDER_FIELDS)
        if tender["tendered_minor"] - tender["change_minor"] != tender["amount_minor"]:
            raise BodyWrong(kind=kind, reason="the change of a tender does not fit")
        paid += tender["amount_minor"]
    if body["net_minor"] + sum(tax["tax_minor"] for tax in body["taxes"]) != body["total_minor"]:
        raise BodyWrong(kind=kind, reason="net and taxes do not make the total")
    if paid != body["total_minor"] + body["rounding_minor"]:
        raise BodyWrong(kind=kind, reason="the tenders do not make the total")


CHECKS = {"sale.completed": check_sale}
