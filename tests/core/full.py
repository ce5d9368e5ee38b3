"""A sale with everything a cashier can do to it, as it is booked."""

from appliance.core.approval import Approval
from appliance.core.cash import CashRounding
from appliance.core.customer import Customer
from appliance.core.entries.sale import sale_completed
from appliance.core.line import Item, Modifier, Override
from appliance.core.tender import CARD, CASH, Payment
from tests.core.sold import some_sale
from tests.core.stall import BREAD, LUNCH, NO_TAX


class Off:
    """What a promotion takes off a line (core.promotion.Applied, without the engine)."""

    def __init__(self, promotion, reason, number, off_minor):
        self.promotion = promotion
        self.reason = reason
        self.number = number
        self.off_minor = off_minor


def full_body():
    """Everything at once."""
    sale = some_sale()
    sale.customer = Customer("c1", "Dewi", "gold")
    sale.table, sale.note, sale.coupons, sale.is_training = "12", "To go", ["TEN"], True
    sale.points_earned, sale.points_spent = 4, 100
    sale.approved.append(Approval("discount_line", "rina"))
    sale.add(LUNCH)
    line = sale.modify(1, [Modifier("m1", "Oat milk", 3000)])
    line.note, line.batch, line.expires = "No sugar", "B7", "2026-12-01"
    line.promotions = [Off("p1", "Happy hour", 1, 500)]
    sale.override_price(1, Override(17_000, "Chipped cup", "siti"))
    sale.add(Item("", "4711", "Gift card", 50_000, NO_TAX, card="ab" * 32))
    sale.take_back(BREAD)
    payment = Payment(sale.totals().total_minor, CashRounding())
    payment.pay("t1", CARD, 40_000, "approval 77", 5000)
    payment.pay("t2", CASH, 150_000)
    return sale_completed(sale, "A-1", "z1", "IDR", payment)
