from appliance.core import card
from tests.core.checks import equal, raises

CODE = card.new_code(bytes(range(8)))


def test_a_new_code_is_ours_and_reads_back():
    equal((len(CODE), CODE[0]), (20, "6"))
    equal(card.is_code(CODE), True)
    equal(card.plain_code(" " + CODE[:4] + "-" + CODE[4:] + " "), CODE)
    equal(card.tail_of(CODE), CODE[-4:])


def test_the_check_digit_is_the_one_of_payment_cards():
    for digits, digit in (("7992739871", "3"), ("411111111111111", "1"), ("0", "0")):
        equal(card.check_digit(digits), digit)


def test_every_wrong_digit_is_noticed():
    for place in range(1, len(CODE)):
        for digit in "0123456789":
            if digit != CODE[place]:
                raises(card.CardMisread, card.key_of, CODE[:place] + digit + CODE[place + 1 :])


def test_nearly_every_pair_of_digits_that_changed_places_is_noticed():
    for place in range(1, len(CODE) - 1):
        one, two = CODE[place], CODE[place + 1]
        if one != two and one + two not in ("09", "90"):
            raises(card.CardMisread, card.key_of, CODE[:place] + two + one + CODE[place + 2 :])


def test_a_card_of_another_make_may_look_any_way():
    equal(card.key_of("Gift-2026 a"), card.key_of("GIFT2026A"))
    equal(len(card.key_of("x")), 64)
    raises(card.CardMisread, card.key_of, " - ")


def test_without_the_network_a_card_gives_no_more_than_its_cap_in_all():
    equal(card.allowance(100, 0, None), 100)
    equal(card.allowance(100, 0, 30), 30)
    equal(card.allowance(80, 20, 30), 10)
    equal(card.allowance(80, 30, 30), 0)
    equal(card.allowance(10, 20, 100), 10)
    equal(card.allowance(-5, 0, None), 0)
