import pytest

from appliance.core.discount import Discount
from appliance.core.money import EURO, RUPIAH
from appliance.ui._digits import BACK, Digits
from appliance.ui._discounts import discount_text
from appliance.ui._signs import MINUS


@pytest.mark.parametrize(
    ("keys", "number"),
    [("", 0), ("007", 7), (["5", "000"], 5000), (["1", BACK, "2"], 2), ("1234567890123", 123456789012), ([BACK], 0)],
)
def test_keys_make_an_amount(keys: object, number: int) -> None:
    digits = Digits()
    for key in keys:
        digits.push(key)
    assert digits.number == number


@pytest.mark.parametrize(
    ("keys", "milli"),
    [("0,845", 845), (",5", 500), ("1,2345", 1234), ("12", 12_000), ("1,,5", 1500), ("99999", 9_999_000)],
)
def test_keys_make_a_weight(keys: str, milli: int) -> None:
    digits = Digits(4, ",", 3)
    for key in keys:
        digits.push(key)
    assert digits.milli == milli


def test_a_discount_says_what_it_takes_off() -> None:
    assert discount_text(Discount(ppm=125_000), EURO) == f"{MINUS}12,5 %"
    assert discount_text(Discount(minor=5_000), RUPIAH) == f"{MINUS}5.000"
    assert discount_text(None, RUPIAH) == ""
