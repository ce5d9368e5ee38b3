from appliance.core.cash import CashRounding
from appliance.core.tender import (
    ACCOUNT,
    CARD,
    CASH,
    GIFT_CARD,
    KINDS,
    Payment,
    PaymentSettled,
    TenderBounded,
    TenderEmpty,
    TenderTooMuch,
    TenderUnknown,
    from_body,
)
from tests.core.checks import equal, raises


def figures(payment):
    """Kind, amount, tendered and change of every tender, as it is booked."""
    return [(t.kind, t.amount_minor, t.tendered_minor, t.change_minor) for t in payment.settled_tenders()]


def test_only_the_cash_part_is_rounded_and_last():
    payment = Payment(1572, CashRounding(5))
    payment.pay("t1", CARD, 68)
    equal([payment.left_minor(kind) for kind in (CASH, CARD)], [1505, 1504])
    payment.pay("t2", CASH, 2000)
    equal((payment.is_settled, payment.rounding_minor, payment.change_minor), (True, 1, 495))
    equal(figures(payment), [(CARD, 68, 68, 0), (CASH, 1505, 2000, 495)])


def test_cash_that_came_first_is_rounded_last_all_the_same():
    payment = Payment(47_501, CashRounding(100))
    payment.pay("t1", CASH, 20_000)
    equal((payment.left_minor(CARD), payment.left_minor(CASH)), (27_501, 27_500))
    payment.pay("t2", CARD, 27_501)
    equal((payment.rounding_minor, figures(payment)), (0, [(CASH, 20_000, 20_000, 0), (CARD, 27_501, 27_501, 0)]))


def test_the_last_cash_gives_the_change():
    payment = Payment(47_501, CashRounding(100))
    for key in ("t1", "t2"):
        payment.pay(key, CASH, 30_000)
    equal(figures(payment), [(CASH, 30_000, 30_000, 0), (CASH, 17_500, 30_000, 12_500)])


def test_nothing_but_cash_takes_more_than_is_left():
    for kind in KINDS:
        payment = Payment(1000, CashRounding())
        if kind == CASH:
            equal(payment.pay("t1", kind, 1500).tendered_minor, 1500)
        else:
            raises(TenderTooMuch, payment.pay, "t1", kind, 1001)
            equal(payment.left_minor(kind), 1000)


def test_a_card_pays_no_more_than_it_holds():
    payment = Payment(1000, CashRounding())
    equal((payment.left_minor(GIFT_CARD, 300), payment.left_minor(GIFT_CARD, 5000)), (300, 1000))
    raises(TenderBounded, payment.pay, "t1", GIFT_CARD, 400, most_minor=300)
    payment.pay("t1", GIFT_CARD, 300, most_minor=300)
    equal(payment.left_minor(CARD), 700)


def test_tips_come_on_top():
    payment = Payment(1000, CashRounding())
    payment.pay("t1", CARD, 600, tip_minor=150)
    payment.pay("t2", CASH, 500, tip_minor=50)
    equal((payment.tip_minor, payment.change_minor), (200, 100))
    equal([t.tip_minor for t in payment.settled_tenders()], [150, 50])


def test_the_same_tender_is_never_taken_twice():
    payment = Payment(1000, CashRounding())
    first = payment.pay("t1", CARD, 400)
    equal(payment.pay("t1", CARD, 400) is first, True)
    equal(payment.left_minor(CARD), 600)


def test_a_tender_that_was_removed_is_due_again():
    payment = Payment(1000, CashRounding())
    payment.pay("t1", CARD, 1000)
    raises(PaymentSettled, payment.pay, "t2", CASH, 1000)
    payment.remove("t1")
    raises(TenderUnknown, payment.remove, "t1")
    equal((payment.is_settled, payment.left_minor(CASH)), (False, 1000))


def test_nothing_pays_nothing():
    payment = Payment(1000, CashRounding())
    for minor in (0, -1):
        raises(TenderEmpty, payment.pay, "t1", CARD, minor)
    raises(TenderEmpty, payment.pay, "t1", CARD, 10, tip_minor=-1)
    raises(TenderEmpty, Payment(-1000, CashRounding()).pay, "t1", CASH, 1000)


def test_a_refund_is_paid_out_as_the_mirror_of_a_sale():
    payment = Payment(-1504, CashRounding(5))
    raises(TenderTooMuch, payment.pay, "t1", CASH, -1510)
    payment.pay("t1", ACCOUNT, -500)
    equal((payment.left_minor(CASH), payment.left_minor(CARD), payment.left_minor(CARD, 300)), (-1005, -1004, -300))
    payment.pay("t2", CASH, -1005)
    equal((payment.is_settled, payment.rounding_minor, payment.change_minor), (True, -1, 0))


def test_the_exact_sum_in_small_coins_is_taken_and_given_without_rounding():
    for due in (231, -231):
        payment = Payment(due, CashRounding(5))
        payment.pay("t1", CASH, due)
        equal((payment.is_settled, payment.rounding_minor), (True, 0))


def test_what_costs_nothing_is_paid():
    payment = Payment(0, CashRounding(100))
    equal((payment.is_settled, figures(payment)), (True, []))


def test_what_is_too_small_for_any_coin_is_settled_by_cash_that_is_none():
    payment = Payment(2, CashRounding(5))
    equal((payment.is_settled, payment.left_minor(CASH)), (False, 0))
    payment.pay("t1", CASH, 0)
    equal((payment.is_settled, payment.rounding_minor), (True, -2))


def test_a_tender_reads_back_as_it_was_written():
    payment = Payment(1000, CashRounding())
    for tender in (payment.pay("t1", CARD, 600, "approval 77", 150), payment.pay("", CASH, 500)):
        equal(from_body(tender.body()).body(), tender.body())
    equal(sorted(payment.tenders[1].body()), ["amount_minor", "change_minor", "kind", "tendered_minor"])
