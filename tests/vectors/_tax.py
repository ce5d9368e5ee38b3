"""Tax on one line and on orders: groups A and B of the money vectors."""

from typing import Any

from appliance.core.rounding import MODES, divide
from appliance.core.totals import PER_LINE, PER_ORDER, PER_RATE, total_of
from tests.vectors._amount import Scale, ppm
from tests.vectors._case import Case, NotUnderstood, decimals, shown
from tests.vectors._order import RAW, Order, policy_of
from tests.vectors._taxes import tax_class


def line(case: Case) -> dict[str, Any]:
    """One line; a case that shows more decimals than it counts in wants the figures before rounding."""
    order = Order(case)
    finer = case.decimals > order.scale.exponent
    if order.policy == RAW or (not order.policy and finer):
        return order.exact()
    return order.said(order.totals(order.policy or PER_LINE))


def order(case: Case) -> dict[str, Any]:
    """Several lines, under every policy that a case may ask for."""
    sold = Order(case)
    policy = policy_of(case, sold)
    together = PER_ORDER if policy == PER_ORDER else PER_RATE
    return {
        **sold.said(sold.totals(policy)),
        **sold.said(sold.totals(PER_LINE), "_per_line"),
        **sold.said(sold.totals(together), "_global"),
        "lines": [sold.said(total_of([line], PER_LINE, sold.scale.step_minor)) for line in sold.priced],
    }


def woocommerce(case: Case) -> dict[str, Any]:
    """Figures before rounding; a case with one rate wants it both in and on top of the price."""
    if "rate_pct" not in case.inputs:
        return Order(case).exact()
    scale = Scale([case.inputs.need("price")])
    price, rate_ppm = scale.read(case.inputs.need("price")), ppm(case.inputs.need("rate_pct"))
    got = {}
    for name, included in (("tax_if_inclusive", True), ("tax_if_exclusive", False)):
        share = tax_class([{"rate_ppm": rate_ppm, "included": included}]).shares[0]
        got[name] = scale.exact(share.of(price, 1000), share.d)
    return got


def rounded_parts(case: Case) -> dict[str, Any]:
    """Parts of a channel's order, each rounded alone, and the rounding line that makes them the channel's total."""
    step = case.inputs.take("step", "0.01")
    if step not in ("1", "0.1", "0.01"):
        raise NotUnderstood(f"a step of {step}")
    exact = Order(case).exact()
    places = Scale([step])
    shown_minor = {key: places.read(shown(exact[key], places.exponent)) for key in ("net", "tax", "total")}
    return {
        "shown_subtotal": places.write(shown_minor["net"]),
        "tax": places.write(shown_minor["tax"]),
        "total": places.write(shown_minor["total"]),
        "rounding_line": places.write(shown_minor["total"] - shown_minor["net"] - shown_minor["tax"]),
    }


def rounding(case: Case) -> dict[str, Any]:
    """One figure rounded in every mode, or an order whose tax is rounded once."""
    if "value" not in case.inputs:
        sold = Order(case)
        return sold.said(sold.totals(sold.policy or PER_RATE))
    text = case.inputs.need("value")
    places = case.decimals
    scale = Scale(["0." + "0" * places])
    minor = Scale([text]).read(text)
    return {mode: scale.write(divide(minor * 10**places, 10 ** decimals(text), mode)) for mode in MODES}


GROUPS = {
    "tax_line_inclusive": line,
    "tax_line_exclusive": line,
    "tax_line_mixed": line,
    "tax_line_chained": line,
    "tax_line_fixed": line,
    "tax_line_division": line,
    "order_rounding_per_line": order,
    "order_rounding_global": order,
    "order_rounding_both": order,
    "order_rounding_mixed_rates": order,
    "order_multi_rate": order,
    "tax_woocommerce": woocommerce,
    "tax_antipattern": rounded_parts,
    "rounding_mode": rounding,
}
