"""The fields of what entries say of sales, and whether a sale, a refund or a void is whole and adds up."""

from ._fields import BodyWrong, check_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]

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
SALE_FIELDS = (
    ("sale", str), ("number", str), ("shift", str), ("opened_at_ms", int), ("currency", str), ("lines", list),
    ("discounts", list), ("net_minor", int), ("taxes", list), ("total_minor", int), ("rounding_minor", int),
    ("tenders", list),
)  # fmt: skip
# Fields that are only there if they say something; readers use `.get`.
MORE = {
    "customer": str, "table": str, "note": str, "is_training": bool, "service_minor": int, "tip_minor": int,
    "exempt_minor": int, "coupons": list, "approved": list, "points": dict, "sold_by": str,
}  # fmt: skip
MORE_OF_LINE = {
    "note": str, "batch": str, "expires": str, "reason": str, "card": str, "modifiers": list,
    "promotions": list, "override": dict, "returned": dict, "net_minor": int, "service_minor": int, "taxes": list,
}  # fmt: skip
MORE_OF_TENDER = {"tender": str, "reference": str, "tip_minor": int, "slip": list}
PARTS = {
    "modifiers": (("modifier", str), ("name", str), ("price_minor", int)),
    "promotions": (("promotion", str), ("reason", str), ("minor", int)),
    "override": (("price_minor", int), ("reason", str), ("by", str)),
    "returned": (("sale", str), ("line", int)),
    "taxes": (("tax", str), ("rate_ppm", int), ("base_minor", int), ("tax_minor", int)),
    "approved": (("action", str), ("by", str)),
    "points": (("earned", int), ("spent", int)),
}


def _check_more(kind: str, thing: "Body", more: "dict[str, type]") -> None:
    """Raise BodyWrong unless every optional field that is there is of its kind."""
    said = tuple([(key, more[key]) for key in more if key in thing])
    check_fields(kind, thing, said)
    for key, want in said:
        if key in PARTS:
            for part in thing[key] if want is list else [thing[key]]:
                check_fields(kind, part, PARTS[key])


def check_returned(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless what a returned payment says besides is of its kind; older ones say nothing."""
    _check_more(kind, body, {"tender": str, "tip_minor": int, "approved_by": str})


def check_sale(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless the sale's lines, taxes and tenders fit together."""
    if not body["lines"]:
        raise BodyWrong(kind=kind, reason="it has no lines")
    for line in body["lines"]:
        check_fields(kind, line, LINE_FIELDS)
        if len(line) > len(LINE_FIELDS):
            _check_more(kind, line, MORE_OF_LINE)
        if kind == "sale.refunded" and line["quantity_milli"] >= 0:
            raise BodyWrong(kind=kind, reason="something in it was sold")
    if len(body) > len(SALE_FIELDS):
        _check_more(kind, body, MORE)
    _check_money(kind, body)
    if "net_minor" in body["lines"][0]:
        _check_parts(kind, body)


def _check_money(kind: str, body: "Body") -> None:
    for discount in body["discounts"]:
        check_fields(kind, discount, DISCOUNT_FIELDS)
    for tax in body["taxes"]:
        check_fields(kind, tax, TAX_FIELDS)
    paid = tips = 0
    for tender in body["tenders"]:
        check_fields(kind, tender, TENDER_FIELDS)
        if len(tender) > len(TENDER_FIELDS):
            _check_more(kind, tender, MORE_OF_TENDER)
            for text in tender.get("slip", ()):
                if type(text) is not str:
                    raise BodyWrong(kind=kind, reason="the slip of a tender is no text")
        if tender["tendered_minor"] - tender["change_minor"] != tender["amount_minor"]:
            raise BodyWrong(kind=kind, reason="the change of a tender does not fit")
        paid += tender["amount_minor"]
        tips += tender.get("tip_minor", 0)
    if body["net_minor"] + sum([tax["tax_minor"] for tax in body["taxes"]]) != body["total_minor"]:
        raise BodyWrong(kind=kind, reason="net and taxes do not make the total")
    if paid != body["total_minor"] + body["rounding_minor"]:
        raise BodyWrong(kind=kind, reason="the tenders do not make the total")
    if tips != body.get("tip_minor", 0):
        raise BodyWrong(kind=kind, reason="the tips of the tenders do not make its tip")


def _check_parts(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless the parts that lines have of net and of every tax make all of it."""
    taxes: dict[tuple[str, int], int] = {}
    for tax in body["taxes"]:
        key = (tax["tax"], tax["rate_ppm"])
        taxes[key] = taxes.get(key, 0) - tax["tax_minor"]
    net_minor = -body["net_minor"]
    for line in body["lines"]:
        check_fields(kind, line, (("net_minor", int), ("taxes", list)))
        net_minor += line["net_minor"]
        for tax in line["taxes"]:
            key = (tax["tax"], tax["rate_ppm"])
            taxes[key] = taxes.get(key, 0) + tax["tax_minor"]
    if net_minor or any(taxes.values()):
        raise BodyWrong(kind=kind, reason="its lines do not make its taxes")


ENTRIES: "Entries" = {
    "sale.completed": SALE_FIELDS,
    "sale.refunded": SALE_FIELDS + (("refunds", str),),
    "sale.voided": SALE_FIELDS + (("reason", str),),
    "tender.returned": (("sale", str), ("kind", str), ("amount_minor", int), ("reference", str)),
    "cart.parked": (("sale", str), ("name", str), ("lines", int), ("total_minor", int)),
}  # fmt: skip
CHECKS = {
    "sale.completed": check_sale,
    "sale.refunded": check_sale,
    "sale.voided": check_sale,
    "tender.returned": check_returned,
}
