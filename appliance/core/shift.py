"""What a shift comes to: running totals kept with every entry, so that X and Z are a read, not a recount."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Totals = dict[str, Any]


def opened(float_minor: int) -> "Totals":
    """Return the totals of a shift that has just begun."""
    return {
        "float_minor": float_minor,
        "sales": 0,
        "lines": 0,
        "total_minor": 0,
        "net_minor": 0,
        "discount_minor": 0,
        "rounding_minor": 0,
        "taxes": {},
        "tenders": {},
        "cash_in_minor": 0,
        "cash_out_minor": 0,
        "no_sales": 0,
    }


def with_sale(totals: "Totals", body: "dict[str, Any]") -> "Totals":
    """Return the totals after a `sale.completed` body."""
    after = dict(totals)
    after["sales"] += 1
    after["lines"] += len(body["lines"])
    after["total_minor"] += body["total_minor"]
    after["net_minor"] += body["net_minor"]
    after["rounding_minor"] += body["rounding_minor"]
    after["discount_minor"] += sum(line["discount_minor"] for line in body["lines"])
    after["discount_minor"] += sum(discount["minor"] for discount in body["discounts"])
    after["taxes"] = dict(totals["taxes"])
    for tax in body["taxes"]:
        after["taxes"][tax["tax"]] = after["taxes"].get(tax["tax"], 0) + tax["tax_minor"]
    after["tenders"] = dict(totals["tenders"])
    for tender in body["tenders"]:
        after["tenders"][tender["kind"]] = after["tenders"].get(tender["kind"], 0) + tender["amount_minor"]
    return after


def with_cash_moved(totals: "Totals", minor: int) -> "Totals":
    """Return the totals after cash was put in (positive) or taken out (negative)."""
    after = dict(totals)
    after["cash_in_minor" if minor > 0 else "cash_out_minor"] += abs(minor)
    return after


def with_no_sale(totals: "Totals") -> "Totals":
    """Return the totals after the drawer was opened without a sale."""
    after = dict(totals)
    after["no_sales"] += 1
    return after


def expected_cash_minor(totals: "Totals") -> int:
    """Return what the drawer should hold: float + cash sales + paid in - paid out."""
    cash = totals["tenders"].get("cash", 0)
    return int(totals["float_minor"] + cash + totals["cash_in_minor"] - totals["cash_out_minor"])
