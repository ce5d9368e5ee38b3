from appliance.core import cart
from appliance.core.approval import Approval
from appliance.core.canonical import canonical
from appliance.core.cash import CashRounding
from appliance.core.customer import Customer
from appliance.core.discount import Discount
from appliance.core.line import Item, Modifier, Override
from appliance.core.refund import Original
from appliance.core.sale import Sale
from appliance.core.tender import CARD, Payment
from appliance.core.totals import PER_RATE
from tests.core.checks import equal
from tests.core.dice import Dice
from tests.core.sold import some_body, some_sale
from tests.core.stall import BREAD, COFFEE, LUNCH, MEAL, NO_TAX, PPN, SUGAR, VAT


def test_what_was_kept_on_disk_is_the_same_sale():
    classes = {"ppn": PPN, "meal": MEAL, "vat": VAT}
    dice = Dice(4)
    for _ in range(10):
        sale = Sale("s1", 5, PER_RATE)
        for _ in range(dice.roll(0, 5)):
            line = sale.add(
                (COFFEE, SUGAR, LUNCH)[dice.roll(0, 2)], 1000 * dice.roll(1, 5), (None, 5000)[dice.roll(0, 1)]
            )
            if dice.roll(0, 1):
                sale.discount_line(line.number, Discount(minor=dice.roll(0, 500), reason="Old"))
        sale.discounts.append(Discount(ppm=dice.roll(0, 300_000)))
        kept = cart.snapshot(sale)
        back = cart.restored(kept, classes)
        equal(canonical(cart.snapshot(back)), canonical(kept))
        equal(back.totals().total_minor, sale.totals().total_minor)
        equal(back.add(BREAD).number, sale.add(BREAD).number)


def test_everything_a_cashier_noted_survives_a_power_cut():
    sale = some_sale()
    sale.customer = Customer("c1", "Dewi", "gold", True)
    sale.table, sale.note, sale.coupons, sale.is_training = "12", "To go", ["TEN"], True
    sale.points_earned, sale.points_spent = 4, 100
    sale.approved.append(Approval("discount_line", "rina"))
    line = sale.modify(1, [Modifier("m1", "Oat milk", 3000)])
    line.note, line.batch, line.expires = "No sugar", "B7", "2026-12-01"
    sale.override_price(1, Override(17_000, "Chipped cup", "siti"))
    sale.take_back(BREAD)
    sale.add(Item("", "4711", "Gift card", 50_000, NO_TAX, card="ab", category="c", min_age=18, weight_g=350))
    sale.add_returned(Original(some_body()).line(1, 1000))
    Payment(sale.totals().total_minor, CashRounding(), sale.tenders).pay("t1", CARD, 500, "77", 10)
    kept = cart.snapshot(sale)
    back = cart.restored(kept, {"ppn": PPN})
    equal(canonical(cart.snapshot(back)), canonical(kept))
    equal(back.totals().total_minor, sale.totals().total_minor)
    equal(Payment(0, CashRounding(), back.tenders).tip_minor, 10)


def test_a_cart_of_an_older_till_comes_back():
    kept = cart.snapshot(some_sale())
    equal(sorted(kept), ["discounts", "last_number", "lines", "opened_at_ms", "policy", "sale"])
    equal(sorted(kept["lines"][0]), ["discount", "label_minor", "line", "name", "price_minor", "quantity_milli", "sku",
                                     "tax_class", "unit", "variant"])  # fmt: skip
