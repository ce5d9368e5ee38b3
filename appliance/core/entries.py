"""The bodies of journal entries: what each type of entry says, and whether a received one says it completely."""

from .errors import N_, LapakError
from .sale import Sale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .cash import Settlement

    Body = dict[str, Any]
    Fields = tuple[tuple[str, type], ...]


class BodyWrong(LapakError):
    """An entry whose body lacks something, or says something that cannot be."""

    code = "entry.body"
    text = N_("A “{kind}” entry cannot be used: {reason}.")


def till_claimed(till: str, store: str, merchant: str, public_key: str) -> "Body":
    """Entry 1: who this till is; public_key is the device key that signs the entries (Ed25519, hex)."""
    return {"till": till, "store": store, "merchant": merchant, "public_key": public_key}


def shift_opened(shift: str, float_minor: int, currency: str) -> "Body":
    """A shift began with so much cash in the drawer."""
    return {"shift": shift, "float_minor": float_minor, "currency": currency}


def shift_closed(shift: str, number: int, totals: "Body", counted_minor: int) -> "Body":
    """A shift ended: its Z number, its totals (core.shift) and the cash that was counted."""
    return {"shift": shift, "number": number, "totals": totals, "counted_minor": counted_minor}


def sale_completed(sale: Sale, number: str, shift: str, currency: str, settlement: "Settlement") -> "Body":
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


def cart_parked(sale: Sale, name: str) -> "Body":
    """An open sale was put aside under a name, for the reports of who parks and never comes back."""
    return {"sale": sale.key, "name": name, "lines": len(sale.lines), "total_minor": sale.totals().total_minor}


def cash_moved(shift: str, minor: int, reason: str) -> "Body":
    """Cash was put in (positive) or taken out (negative)."""
    return {"shift": shift, "minor": minor, "reason": reason}


def drawer_opened(reason: str) -> "Body":
    """The drawer was opened without a sale."""
    return {"reason": reason}


def receipt_reprinted(sale: str, number: str) -> "Body":
    """A copy of a receipt was printed."""
    return {"sale": sale, "number": number}


def fault(what: str, code: str, detail: str) -> "Body":
    """Something broke (fault.raised) or works again (fault.cleared)."""
    return {"what": what, "code": code, "detail": detail}


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
FIELDS = {
    "till.claimed": (("till", str), ("store", str), ("merchant", str), ("public_key", str)),
    "shift.opened": (("shift", str), ("float_minor", int), ("currency", str)),
    "shift.closed": (("shift", str), ("number", int), ("totals", dict), ("counted_minor", int)),
    "sale.completed": (
        ("sale", str), ("number", str), ("shift", str), ("opened_at_ms", int), ("currency", str), ("lines", list),
        ("discounts", list), ("net_minor", int), ("taxes", list), ("total_minor", int), ("rounding_minor", int),
        ("tenders", list),
    ),
    "cart.parked": (("sale", str), ("name", str), ("lines", int), ("total_minor", int)),
    "cash.moved": (("shift", str), ("minor", int), ("reason", str)),
    "drawer.opened": (("reason", str),),
    "receipt.reprinted": (("sale", str), ("number", str)),
    "fault.raised": (("what", str), ("code", str), ("detail", str)),
    "fault.cleared": (("what", str), ("code", str), ("detail", str)),
}  # fmt: skip


def _check_fields(kind: str, thing: "Any", fields: "Fields") -> "Body":
    if type(thing) is not dict:
        raise BodyWrong(kind=kind, reason="a part of it is no object")
    for key, want in fields:
        if type(thing.get(key)) is not want:
            raise BodyWrong(kind=kind, reason="“" + key + "” is missing or of the wrong kind")
        if want is int and abs(thing[key]) >= 2**53:
            raise BodyWrong(kind=kind, reason="“" + key + "” is out of range")
    body: Body = thing
    return body


def check_body(kind: str, body: "Any") -> "Body":
    """Return the body if an effect can be made of it, or raise BodyWrong with the reason."""
    fields = FIELDS.get(kind)
    if fields is None:
        raise BodyWrong(kind=kind, reason="this version does not know it")
    checked = _check_fields(kind, body, fields)
    if kind == "sale.completed":
        _check_sale(kind, checked)
    return checked


def _check_sale(kind: str, body: "Body") -> None:
    if not body["lines"]:
        raise BodyWrong(kind=kind, reason="it has no lines")
    for line in body["lines"]:
        _check_fields(kind, line, LINE_FIELDS)
    for discount in body["discounts"]:
        _check_fields(kind, discount, DISCOUNT_FIELDS)
    for tax in body["taxes"]:
        _check_fields(kind, tax, TAX_FIELDS)
    paid = 0
    for tender in body["tenders"]:
        _check_fields(kind, tender, TENDER_FIELDS)
        if tender["tendered_minor"] - tender["change_minor"] != tender["amount_minor"]:
            raise BodyWrong(kind=kind, reason="the change of a tender does not fit")
        paid += tender["amount_minor"]
    if body["net_minor"] + sum(tax["tax_minor"] for tax in body["taxes"]) != body["total_minor"]:
        raise BodyWrong(kind=kind, reason="net and taxes do not make the total")
    if paid != body["total_minor"] + body["rounding_minor"]:
        raise BodyWrong(kind=kind, reason="the tenders do not make the total")
