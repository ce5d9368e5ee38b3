"""Finished and parked sales."""

from appliance.core.parts import is_proportional, parts_of_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from appliance.core.cash import Settlement
    from appliance.core.line import Line
    from appliance.core.sale import Sale
    from appliance.core.tender import Payment, Tender
    from appliance.core.totals import TaxTotal

    Body = dict[str, Any]


def sale_completed(sale: "Sale", number: str, shift: str, currency: str, payment: "Payment | Settlement") -> "Body":
    """A sale was paid; money in minor units of `currency`, taken from the open sale as it stands.

    What says nothing is left out. Lines of goods that come back (an exchange) are negative.
    """
    totals = sale.totals()
    shares = sale.shares()
    lines = [_line(line, share) for line, share in zip(sale.lines, shares)]
    if not all(line.is_goods for line in sale.lines) or not is_proportional(sale.lines):
        _say_parts(sale, lines, shares)
    body = {
        "sale": sale.key,
        "number": number,
        "shift": shift,
        "opened_at_ms": sale.opened_at_ms,
        "currency": currency,
        "lines": lines,
        "discounts": [{"reason": d.reason, "minor": off} for d, off in zip(sale.discounts, sale.offs())],
        "net_minor": totals.net_minor,
        "taxes": [_tax(tax) for tax in totals.taxes],
        "total_minor": totals.total_minor,
        "rounding_minor": payment.rounding_minor,
        "tenders": [tender.body() for tender in payment.settled_tenders()],
    }
    if payment.tip_minor:
        body["tip_minor"] = payment.tip_minor
    if totals.service_minor:
        body["service_minor"] = totals.service_minor
    _say_more(sale, body)
    return body


def sale_refunded(
    sale: "Sale", number: str, shift: str, currency: str, payment: "Payment | Settlement", refunds: str = ""
) -> "Body":
    """Goods came back and nothing was bought; refunds: the key of the sale they are from, "" without a receipt."""
    body = sale_completed(sale, number, shift, currency, payment)
    body["refunds"] = refunds
    return body


def sale_voided(original: "Body", shift: str, reason: str, sold_by: "str | None" = None) -> "Body":
    """A finished sale was made undone; its number stays used. The body is the sale's own: all it did is taken back.

    sold_by: who sold it, whose tip goes back too.
    """
    body = dict(original)
    body["shift"] = shift
    body["reason"] = reason
    if sold_by is not None:
        body["sold_by"] = sold_by
    return body


def _tax(tax: "TaxTotal") -> "Body":
    return {
        "tax": tax.key,
        "name": tax.name,
        "rate_ppm": tax.rate_ppm,
        "included": tax.included,
        "base_minor": tax.base_minor,
        "tax_minor": tax.tax_minor,
    }


def _line(line: "Line", share: int) -> "Body":
    item = line.item
    body: Body = {
        "line": line.number,
        "variant": item.variant,
        "sku": item.sku,
        "name": item.name,
        "unit": item.unit,
        "tax_class": item.tax_class.key,
        "unit_price_minor": line.unit_minor,
        "quantity_milli": line.quantity_milli,
        "discount_minor": line.off_minor,
        "price_minor": line.price_minor,
        "share_minor": share,
    }
    if line.has_more:
        _say_more_of_line(line, body)
    return body


def _say_more_of_line(line: "Line", body: "Body") -> None:
    item = line.item
    if item.card:
        body["card"] = item.card
    if line.returned:
        body["returned"] = {"sale": line.returned.sale, "line": line.returned.line}
    if line.promotions:
        body["promotions"] = [
            {"promotion": off.promotion, "reason": off.reason, "minor": off.off_minor} for off in line.promotions
        ]
    if line.discount and line.discount.reason:
        body["reason"] = line.discount.reason
    if line.modifiers:
        body["modifiers"] = [
            {"modifier": choice.key, "name": choice.name, "price_minor": choice.price_minor}
            for choice in line.modifiers
        ]
    if line.price_override:
        override = line.price_override
        body["override"] = {
            "price_minor": override.price_minor,
            "reason": override.reason,
            "by": override.by,
            "list_minor": item.price_minor,
        }
    for key in ("note", "batch", "expires"):
        if getattr(line, key):
            body[key] = getattr(line, key)


def _say_parts(sale: "Sale", lines: "list[Body]", shares: list[int]) -> None:
    """Say of every line what it has of the total and of each tax: where taxes differ, a refund could not know."""
    goods = [line for line in sale.lines if line.is_goods]
    kept = [share for line, share in zip(sale.lines, shares) if line.is_goods]
    parts = iter(parts_of_lines(sale.sold_totals(), goods, kept, sale.is_exempt))
    for line, body in zip(sale.lines, lines):
        part = next(parts) if line.is_goods else sale.totals_beside(line)
        body["net_minor"] = part.net_minor
        body["taxes"] = []
        for tax in part.taxes:
            row = _tax(tax)
            body["taxes"].append({key: row[key] for key in ("tax", "rate_ppm", "base_minor", "tax_minor")})
        if part.service_minor:
            body["service_minor"] = part.service_minor


def _say_more(sale: "Sale", body: "Body") -> None:
    """Add what most sales have nothing to say about."""
    if sale.customer:
        body["customer"] = sale.customer.key
    for key in ("table", "note", "is_training"):
        if getattr(sale, key):
            body[key] = getattr(sale, key)
    if sale.coupons:
        body["coupons"] = list(sale.coupons)
    if sale.points_earned or sale.points_spent:
        body["points"] = {"earned": sale.points_earned, "spent": sale.points_spent}
    if sale.approved:
        body["approved"] = [approval.data() for approval in sale.approved]
    if sale.is_exempt:
        tags = sum([line["price_minor"] - line["share_minor"] for line in body["lines"]])
        body["exempt_minor"] = tags + body.get("service_minor", 0) - body["total_minor"]


def tender_returned(sale: str, tender: "Tender") -> "Body":
    """A payment that was charged outside the till went back before its sale was finished, or came too late for it."""
    body: Body = {
        "sale": sale,
        "kind": tender.kind,
        "amount_minor": tender.amount_minor,
        "reference": tender.reference,
    }
    if tender.key:
        body["tender"] = tender.key
    if tender.tip_minor:
        body["tip_minor"] = tender.tip_minor
    return body


def cart_parked(sale: "Sale", name: str) -> "Body":
    """An open sale was put aside under a name, for the reports of who parks and never comes back."""
    return {"sale": sale.key, "name": name, "lines": len(sale.lines), "total_minor": sale.totals().total_minor}


def __getattr__(name: str) -> "Any":
    """Return ENTRIES or CHECKS, which are for those who receive sales: whoever only makes them never loads them."""
    if name not in ("ENTRIES", "CHECKS"):
        raise AttributeError(name)
    from ._sale_check import CHECKS, ENTRIES  # noqa: PLC0415 - see above

    return ENTRIES if name == "ENTRIES" else CHECKS
