"""What a shift comes to: running totals kept with every entry, so that X and Z are a read, not a recount.

Totals are whole numbers, and objects of whole numbers; what never happened in a shift is not in them. Refunds and voids
are taken off: `total_minor` is what was earned. Money put on cards is owed, not earned: it is `cards_minor`. Tips are
no part of a total or a tender: they are kept beside, by the tender they came with (`tips`) and who sold (`tips_by`).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Totals = dict[str, Any]
    Body = dict[str, Any]


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


def with_sale(totals: "Totals", body: "Body", by: str = "") -> "Totals":
    """Return the totals after a `sale.completed` body of this person."""
    after = _with_money(totals, body, 1, by)
    after["sales"] += 1
    after["lines"] += len(body["lines"])
    is_reduced, is_overridden = bool(body["discounts"]), False
    for line in body["lines"]:
        is_reduced = is_reduced or (line["discount_minor"] != 0 and _is_reduced(line))
        is_overridden = is_overridden or "override" in line
    if is_reduced:
        _count(after, "discounts_by", by)
    if is_overridden:
        _count(after, "overrides_by", by)
    return after


def with_refund(totals: "Totals", body: "Body", by: str = "") -> "Totals":
    """Return the totals after a `sale.refunded` body: its amounts are negative."""
    after = _with_money(totals, body, 1, by)
    _add(after, "refunds", 1)
    _add(after, "refunds_minor", -body["total_minor"])
    _count(after, "refunds_by", by)
    return after


def with_voided(totals: "Totals", body: "Body", by: str = "") -> "Totals":
    """Return the totals after a `sale.voided` body: everything the sale added is taken off, but for its number."""
    after = _with_money(totals, body, -1, body.get("sold_by", by))
    _add(after, "voids", 1)
    _add(after, "voids_minor", body["total_minor"])
    _count(after, "voids_by", by)
    return after


def with_cash_moved(totals: "Totals", minor: int) -> "Totals":
    """Return the totals after cash was put in (positive) or taken out (negative)."""
    after = dict(totals)
    after["cash_in_minor" if minor > 0 else "cash_out_minor"] += abs(minor)
    return after


def with_no_sale(totals: "Totals", by: str = "") -> "Totals":
    """Return the totals after the drawer was opened without a sale."""
    after = dict(totals)
    after["no_sales"] += 1
    _count(after, "no_sales_by", by)
    return after


def expected_cash_minor(totals: "Totals") -> int:
    """Return what the drawer should hold: float + cash sales + tips in cash + paid in - paid out."""
    cash = totals["tenders"].get("cash", 0) + totals.get("tips", {}).get("cash", 0)
    return int(totals["float_minor"] + cash + totals["cash_in_minor"] - totals["cash_out_minor"])


def expected(totals: "Totals") -> "dict[str, int]":
    """Return what a count should find of every kind of tender, tips included."""
    found = dict(totals["tenders"])
    for kind, tip in totals.get("tips", {}).items():
        found[kind] = found.get(kind, 0) + tip
    found["cash"] = expected_cash_minor(totals)
    return found


def _with_money(totals: "Totals", body: "Body", sign: int, by: str) -> "Totals":
    cards_minor = off = 0
    for line in body["lines"]:
        off += line["discount_minor"]
        if "card" in line:
            cards_minor += line["price_minor"]
        elif "returned" in line:
            off += line["share_minor"]
    for discount in body["discounts"]:
        off += discount["minor"]
    after = dict(totals)
    after["total_minor"] += sign * (body["total_minor"] - cards_minor)
    after["net_minor"] += sign * (body["net_minor"] - cards_minor)
    after["rounding_minor"] += sign * body["rounding_minor"]
    after["discount_minor"] += sign * off
    after["taxes"] = dict(totals["taxes"])
    for tax in body["taxes"]:
        after["taxes"][tax["tax"]] = after["taxes"].get(tax["tax"], 0) + sign * tax["tax_minor"]
    after["tenders"] = dict(totals["tenders"])
    for tender in body["tenders"]:
        kind = tender["kind"]
        after["tenders"][kind] = after["tenders"].get(kind, 0) + sign * tender["amount_minor"]
        if "tip_minor" in tender:
            _count(after, "tips", kind, sign * tender["tip_minor"])
    if "tip_minor" in body:
        _count(after, "tips_by", by, sign * body["tip_minor"])
    if cards_minor:
        _add(after, "cards_minor", sign * cards_minor)
    if "service_minor" in body:
        _add(after, "service_minor", sign * body["service_minor"])
    return after


def _is_reduced(line: "Body") -> bool:
    """Say whether a person took something off a line, beside promotions."""
    promoted: int = sum([off["minor"] for off in line.get("promotions", ())])
    return bool(line["discount_minor"] > promoted)


def _add(after: "Totals", key: str, number: int) -> None:
    after[key] = after.get(key, 0) + number


def _count(after: "Totals", key: str, who: str, number: int = 1) -> None:
    """Add to a count of its own for every person or kind, without changing the totals before."""
    counts = dict(after.get(key, {}))
    counts[who] = counts.get(who, 0) + number
    after[key] = counts
