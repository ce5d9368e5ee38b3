from appliance.core.customer import Customer
from appliance.core.discount import Discount
from appliance.core.line import Modifier
from appliance.core.promotion.engine import Applied
from appliance.core.promotion.when import Moment
from appliance.core.sale import Sale
from tests.core.checks import equal
from tests.core.stall import COFFEE


def test_promotions_come_off_before_what_a_person_takes_off():
    sale = Sale("s", 0)
    line = sale.add(COFFEE)
    line.promotions = [Applied("p1", "Happy hour", 1, 8000)]
    sale.discount_line(1, Discount(ppm=100_000))
    equal((line.promoted_minor, line.off_minor, line.price_minor), (8000, 9000, 9000))


class Sign:
    """A promotion that only counts how often it is looked at."""

    def __init__(self):
        self.asked = 0

    def __iter__(self):
        self.asked += 1
        return iter(())


def test_promotions_are_asked_only_when_something_changed():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    sale.promotions = sign = Sign()
    sale.totals()
    equal(sign.asked, 0)
    changes = (
        lambda: setattr(sale, "moment", Moment(0, 600, "2026-11-21")),
        lambda: setattr(sale, "moment", Moment(0, 601, "2026-11-21")),
        lambda: sale.add(COFFEE),
        lambda: sale.modify(1, [Modifier("m", "Large", 100)]),
        lambda: setattr(sale, "customer", Customer("c1", "Dewi", "gold")),
        lambda: sale.coupons.append("TEN"),
        lambda: sale.remove(1),
    )
    for times, change in enumerate(changes, 1):
        change()
        for _ in range(3):
            sale.totals()
        equal(sign.asked, times)
    sale.take_back(COFFEE)
    sale.totals()
    equal(sign.asked, len(changes))


def test_promotions_that_ended_take_nothing_off_any_more():
    sale = Sale("s", 0)
    line = sale.add(COFFEE)
    sale.promotions, sale.moment = Sign(), Moment(0, 600, "2026-11-21")
    sale.promote()
    line.promotions = [Applied("p1", "Happy hour", 1, 8000)]
    sale.promotions = []
    equal((sale.totals().total_minor, line.promotions), (18_000, []))
