"""Money off lines and orders: group C of the money vectors."""

import re
from fractions import Fraction
from typing import Any

from appliance.core.discount import Discount, clamped, in_turn, prorated, side_by_side
from appliance.core.totals import PER_LINE, discounted
from tests.vectors._amount import Scale, ppm
from tests.vectors._case import Case, NotUnderstood, shown
from tests.vectors._order import Order, policy_of


def off_order(case: Case) -> dict[str, Any]:
    """The order of another case with a percentage off all of it."""
    base = case.find(case.inputs.need("base_order"))
    order = Order(base)
    base.inputs.close()
    before = order.totals(policy_of(base, order))
    off = Discount(ppm=ppm(case.inputs.need("discount_pct"))).off(before.total_minor)
    return order.said(discounted(before, off))


def off_total(case: Case) -> dict[str, Any]:
    """Every discount of a range leaves half_up(total * (100 - p) / 100), shown by the rule itself."""
    text = case.inputs.need("base_total")
    bounds = re.fullmatch(r"(\d+)\.\.(\d+)", case.inputs.need("discount_pct"))
    if bounds is None:
        raise NotUnderstood("discount_pct")
    scale = Scale([text])
    total = scale.read(text)
    for percent in range(int(bounds[1]), int(bounds[2]) + 1):
        left = total - Discount(ppm=percent * 10_000).off(total)
        if scale.write(left) != shown(Fraction(text) * (100 - percent) / 100, scale.exponent):
            return {"rule": f"broken at {percent}%: {scale.write(left)}"}
    return {"rule": f"total = half_up({text}*(100-p)/100, {shown(Fraction(1, 10**scale.exponent), scale.exponent)})"}


def fixed_off_order(case: Case) -> dict[str, Any]:
    """An amount off an order: what comes off the net and off the tax."""
    order = Order(case)
    before = order.totals(PER_LINE)
    after = discounted(before, order.scale.read(case.inputs.need("discount_gross")))
    return {
        "discount_net": order.scale.write(before.net_minor - after.net_minor),
        "discount_tax": order.scale.write(before.tax_minor - after.tax_minor),
        **order.said(after),
    }


def several(case: Case) -> dict[str, Any]:
    """Several discounts on one price, in turn or side by side."""
    price = case.inputs.need("price")
    scale = Scale([price])
    discounts = [_read(text, scale) for text in case.inputs.need("discounts")]
    sequential = case.inputs.need("sequential")
    minor = scale.read(price)
    offs = (in_turn if sequential else side_by_side)(minor, discounts)
    got: dict[str, Any] = {"discounts": [scale.write(off) for off in offs], "total": scale.write(minor - sum(offs))}
    if not sequential:
        got["discounts"] = {"large": scale.write(max(offs)), "small": scale.write(min(offs))}
    for name, key in (("percent_first", lambda d: not d.ppm), ("fixed_first", lambda d: bool(d.ppm))):
        if sequential:
            got[name + "_total"] = scale.write(minor - sum(in_turn(minor, sorted(discounts, key=key))))
    return got


def _read(text: str, scale: Scale) -> Discount:
    if text.endswith("%"):
        return Discount(ppm=ppm(text[:-1]))
    if not text.startswith("fixed "):
        raise NotUnderstood(f"discount “{text}”")
    return Discount(minor=scale.read(text.removeprefix("fixed ")))


def off_line(case: Case) -> dict[str, Any]:
    """A percentage off one line."""
    price = case.inputs.need("price")
    scale = Scale([price])
    minor = scale.read(price)
    off = Discount(ppm=ppm(case.inputs.need("discount_pct"))).off(minor)
    return {"line_total": scale.write(minor - off), "discount": scale.write(off)}


def partial_return(case: Case) -> dict[str, Any]:
    """What of an order's discount goes back with a part of the order."""
    texts = [case.inputs.need(key) for key in ("original_discount", "returned_total", "original_total")]
    scale = Scale(texts)
    off, part, whole = map(scale.read, texts)
    return {"return_discount": scale.write(-prorated(off, part, whole))}


def floor(case: Case) -> dict[str, Any]:
    """A price typed below what may be taken off."""
    texts = [case.inputs.need(key) for key in ("list_price", "requested_price", "max_discount_amount")]
    scale = Scale(texts)
    listed, wanted, most = map(scale.read, texts)
    allowed = clamped(listed, wanted, most)
    return {
        "price": scale.write(allowed),
        "discount": scale.write(listed - allowed),
        "discount_pct": Fraction(100 * (listed - allowed), listed),
    }


GROUPS = {
    "global_discount_per_line": off_order,
    "global_discount_global": off_order,
    "global_discount_property": off_total,
    "coupon_fixed_cart_inclusive": fixed_off_order,
    "coupon_order": several,
    "coupon_cap": several,
    "line_discount_precision": off_line,
    "return_discount_proration": partial_return,
    "discount_floor": floor,
}
