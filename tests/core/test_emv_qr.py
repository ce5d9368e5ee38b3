from appliance.core.emv_qr import (
    BILL,
    PaymentAmountWrong,
    PaymentCode,
    PaymentCodeDamaged,
    PaymentCodeForeign,
    PaymentCodeWrong,
    PaymentReferenceWrong,
    amount_text,
    crc,
    for_sale,
    objects,
    row,
)
from appliance.core.money import EURO, RUPIAH, SINGAPORE_DOLLAR, Currency
from tests.core.checks import equal, raises

# Published codes, with their sources in tests/vectors/emv_qr.json.
QRIS = (
    "00020101021126550016ID.CO.SHOPEE.WWW01189360091800000000180202180303UBE51440014ID.CO.QRIS.WWW"
    "0215ID20190022915550303UBE5204839853033605802ID5906Baznas6013Jakarta Pusat61051034062070703A016304A402"
)
PAYNOW = (
    "00020101021126490009SG.PAYNOW010120210201403121W03011040820301231520400005303702"
    "5802SG5913ACME Pte Ltd.6009Singapore6304B69E"
)


def sealed(text):
    """A code with the checksum that belongs to it."""
    return text + "6304" + crc(text + "6304")


def test_a_shops_code_becomes_the_code_of_one_sale():
    static = PaymentCode(QRIS)
    code = for_sale(static, 34_040, RUPIAH, "K1-000123")
    equal((static.is_static, code.is_static), (True, False))
    equal((code.amount, code.reference, code.name, code.scheme), ("34040", "K1-000123", "Baznas", "qris"))
    equal(
        [tag for tag, _ in code.objects], ["00", "01", "26", "51", "52", "53", "54", "58", "59", "60", "61", "62", "63"]
    )
    equal(code.get("62", "07"), "A01")


def test_a_code_made_twice_asks_for_the_second_sum_only():
    first = for_sale(PaymentCode(QRIS), 34_040, RUPIAH, "K1-000123")
    second = for_sale(first, 5_000, RUPIAH, "K1-000124")
    equal(second.text, for_sale(PaymentCode(QRIS), 5_000, RUPIAH, "K1-000124").text)


def test_the_payer_of_a_paynow_code_cannot_change_its_amount():
    static = PaymentCode(PAYNOW)
    code = for_sale(static, 50_000, SINGAPORE_DOLLAR, "TQINV-10001", expires="20261231235959")
    equal((static.is_editable, code.is_editable), (True, False))
    equal((static.expires, code.expires), ("20301231", "20261231235959"))
    equal((code.amount, code.get("62", BILL)), ("500.00", "TQINV-10001"))


def test_a_code_that_does_not_say_how_often_it_is_used_is_static():
    code = PaymentCode(sealed("000201" + "5303360" + "5802ID"))
    equal(code.is_static, True)
    equal([tag for tag, _ in for_sale(code, 1, RUPIAH, "A").objects], ["00", "01", "53", "54", "58", "62", "63"])


def test_the_amount_has_the_decimals_of_its_currency():
    dinar = Currency("KWD", 3, "KD")
    for minor, currency, text in (
        (34_040, RUPIAH, "34040"),
        (5, EURO, "0.05"),
        (1_005, EURO, "10.05"),
        (7, dinar, "0.007"),
    ):
        equal(amount_text(minor, currency), text)
    for minor in (0, -1, 10**13):
        raises(PaymentAmountWrong, amount_text, minor, RUPIAH)


def test_tips_stay_only_where_they_are_wanted():
    static = PaymentCode(sealed("000201" + "5303360" + "550202" + "560310" + "0" + "5802ID"))
    equal(for_sale(static, 1, RUPIAH).get("55"), "")
    kept = for_sale(static, 1, RUPIAH, tips=True)
    equal((kept.get("55"), kept.get("56")), ("02", "100"))


def test_a_reference_may_stand_as_the_bill_number_and_may_be_left_out():
    code = for_sale(PaymentCode(QRIS), 1, RUPIAH, "A1", label=BILL)
    equal((code.get("62", "01"), code.get("62", "05"), code.reference), ("A1", "", "A1"))
    equal(for_sale(PaymentCode(QRIS), 1, RUPIAH).get("62"), "0703A01")


def test_a_reference_no_wallet_would_hand_on_is_refused():
    for reference in ("x" * 26, "a b", "€", "a*"):
        raises(PaymentReferenceWrong, for_sale, PaymentCode(QRIS), 1, RUPIAH, reference)


def test_a_code_of_another_currency_is_refused():
    error = raises(PaymentCodeForeign, for_sale, PaymentCode(QRIS), 1, EURO, "A")
    equal("IDR" in str(error) and "EUR" in str(error), True)
    raises(PaymentCodeForeign, for_sale, PaymentCode(sealed("0002015802ID")), 1, Currency("XYZ", 2, "X"), "A")


def test_any_character_changed_or_lost_is_found():
    for place in range(len(QRIS)):
        other = "1" if QRIS[place] == "0" else "0"
        for text in (QRIS[:place] + other + QRIS[place + 1 :], QRIS[:place]):
            try:
                PaymentCode(text)
            except (PaymentCodeWrong, PaymentCodeDamaged):
                continue
            raise AssertionError(text)


def test_what_is_no_payment_code_is_refused():
    for text in ("", "0", "000201", "6304", "https://example.com", "5802ID", "00020x", "0002016304", "٠٠٠٢٠١"):
        raises(PaymentCodeWrong, PaymentCode, text)
    raises(PaymentCodeWrong, PaymentCode, sealed("000202"))
    raises(PaymentCodeWrong, PaymentCode, sealed("000201" + "5802ID" + "5802ID"))
    raises(PaymentCodeWrong, PaymentCode, sealed("5802ID" + "000201"))


def test_an_account_in_a_way_of_its_own_is_left_alone():
    code = PaymentCode(sealed("000201" + "2604abcd" + "5303360"))
    equal((code.get("26"), code.get("26", "00"), code.scheme, code.wallets), ("abcd", "", "emv", []))


def test_lengths_count_characters_and_the_checksum_counts_bytes():
    equal(crc("123456789"), "29B1")
    code = PaymentCode(sealed("000201" + "5903" + "最佳店"))
    equal(code.name, "最佳店")
    raises(PaymentCodeWrong, row, [("59", "x" * 100)])
    equal(objects(row([("59", "x" * 99), ("60", "")])), [("59", "x" * 99), ("60", "")])
