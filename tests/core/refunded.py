"""What comes back to the stall, as it is booked."""

from appliance.core.cash import CashRounding
from appliance.core.entries.sale import sale_refunded
from appliance.core.refund import Original
from appliance.core.sale import Sale
from appliance.core.tender import CASH, Payment
from tests.core.sold import some_body


def some_refund(body=None, number=1, quantity_milli=1000):
    """The body of a refund of one coffee of a sale's body, paid out in cash."""
    original = Original(some_body() if body is None else body)
    sale = Sale("s2", 1_700_000_100_000)
    sale.add_returned(original.line(number, quantity_milli))
    payment = Payment(sale.totals().total_minor, CashRounding(100))
    payment.pay("t1", CASH, payment.left_minor(CASH))
    return sale_refunded(sale, "A-2", "z1", "IDR", payment, original.key)
