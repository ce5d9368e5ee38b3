"""Cash: rounding, change and the drawer; group D of the money vectors."""

from typing import Any

from appliance.core import shift
from appliance.core.cash import CashRounding, settle
from appliance.core.money import CURRENCIES
from appliance.core.rounding import DOWN, HALF_EVEN, HALF_UP, UP
from appliance.core.totals import PER_LINE
from tests.vectors._amount import Scale
from tests.vectors._case import Case, NotUnderstood
from tests.vectors._order import Order

METHODS = {"HALF-UP": HALF_UP, "HALF-EVEN": HALF_EVEN, "UP": UP, "DOWN": DOWN}
AMOUNTS = ("total", "refund", "net", "tax", "tendered")


def _rounding(case: Case, scale: Scale) -> CashRounding:
    method = case.inputs.take("method", "HALF-UP")
    if method not in METHODS:
        raise NotUnderstood(f"method “{method}”")
    if type(case.inputs.take("only_cash", True)) is not bool:  # either way the till rounds the part paid in cash
        raise NotUnderstood("only_cash")
    return CashRounding(scale.step_minor, METHODS[method])


def payment(case: Case) -> dict[str, Any]:
    """A total paid in part by other means and for the rest in cash; a refund is told without its sign."""
    inputs = case.inputs
    payments = inputs.take("payments", [])
    texts = [inputs.take(key) for key in AMOUNTS if key in inputs] + [text for p in payments for text in p.values()]
    scale = Scale(texts, inputs.need("step"))
    if "currency" in inputs and CURRENCIES[inputs.take("currency")].exponent != scale.exponent:
        raise NotUnderstood("amounts with other decimals than their currency")
    if any(kind == "cash" for p in payments for kind in p):
        raise NotUnderstood("a payment in cash among the others")
    name, text = inputs.one_of("total", "refund")
    sign = -1 if name == "refund" else 1
    total = sign * scale.read(text)
    others = sum(scale.read(text) for p in payments for text in p.values())
    rounding = _rounding(case, scale)
    rounded = rounding.round(total - others)
    paid = settle(total - others, rounded, rounding)
    back = settle(others - total, -rounded, rounding)
    if paid is None or back is None:
        raise NotUnderstood("a payment that does not settle")
    got: dict[str, Any] = {
        "cash_due": scale.write(total - others if "cash_paid" in case.expected else rounded),
        "cash_due_rounded": scale.write(rounded),
        "cash_paid": scale.write(paid.paid_minor),
        "cash_change": scale.write(-paid.paid_minor),
        "rounding_line": scale.write(sign * paid.rounding_minor),
        "amount_paid": scale.write(others + paid.paid_minor),
        "paid": scale.write(others + paid.paid_minor),
        "refund_paid": scale.write(sign * paid.paid_minor),
        "remaining": scale.write(rounded - paid.paid_minor),
        "refund_is_exact_mirror": {"total": scale.write(-total), "paid": scale.write(back.paid_minor - others)},
    }
    if "net" in inputs:
        net, tax = scale.read(inputs.need("net")), scale.read(inputs.need("tax"))
        if net + tax != total:
            raise NotUnderstood("net and tax do not make the total")
        got["tax_unchanged"] = scale.write(total - net)
        got["invoice_net"] = scale.write(net + paid.rounding_minor)
    if "tendered" in inputs:
        handed = scale.read(inputs.need("tendered"))
        exact = settle(total, handed, rounding)
        got["accept_exact"] = exact is not None and handed == total and exact.change_minor == 0
    return got


def change(case: Case) -> dict[str, Any]:
    """Notes handed over for an order."""
    order = Order(case)
    total = order.totals(PER_LINE).total_minor
    handed = Scale([case.inputs.need("tendered_cash")], order.scale.write(1)).read(case.inputs.need("tendered_cash"))
    rounding = _rounding(case, order.scale)
    paid = settle(total, handed, rounding)
    if paid is None:
        return {"total": order.scale.write(total), "change": "too little"}
    return {"total": order.scale.write(total), "change": order.scale.write(paid.change_minor)}


def rounded_change(case: Case) -> dict[str, Any]:
    """Change given in coins that exist."""
    texts = case.inputs.need("change")
    scale = Scale(texts, case.inputs.need("step"))
    rounding = _rounding(case, scale)
    return {"change_rounded": [scale.write(rounding.round(scale.read(text))) for text in texts]}


def session(case: Case) -> dict[str, Any]:
    """A shift from its float to the count."""
    inputs = case.inputs
    keys = ("opening", "cash_sales", "cash_refunds", "paid_in", "paid_out", "counted")
    texts = {key: inputs.take(key, "0") for key in keys}
    scale = Scale(texts.values())
    minor = {key: scale.read(text) for key, text in texts.items()}
    totals = shift.opened(minor["opening"])
    totals = shift.with_sale(totals, _cash_sale(minor["cash_sales"]))
    totals = shift.with_sale(totals, _cash_sale(-minor["cash_refunds"]))
    totals = shift.with_cash_moved(totals, minor["paid_in"])
    totals = shift.with_cash_moved(totals, -minor["paid_out"])
    expected = shift.expected_cash_minor(totals)
    return {"expected": scale.write(expected), "difference": scale.write(minor["counted"] - expected)}


def _cash_sale(minor: int) -> dict[str, Any]:
    tender = {"kind": "cash", "amount_minor": minor}
    money = {"total_minor": minor, "net_minor": minor, "rounding_minor": 0}
    return {"lines": [], "discounts": [], "taxes": [], "tenders": [tender], **money}


GROUPS = {
    "cash_rounding": payment,
    "cash_rounding_refund": payment,
    "cash_rounding_split": payment,
    "cash_rounding_idr": payment,
    "cash_change": change,
    "cash_rounding_change": rounded_change,
    "cash_session": session,
}
