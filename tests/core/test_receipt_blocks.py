from appliance.core.columns import width
from appliance.core.receipt import LARGE
from appliance.core.receipt_blocks import WORDS
from appliance.core.sale_receipt import GIFT, QUOTATION
from appliance.core.tender import KINDS
from tests.core.canned import canned
from tests.core.checks import equal
from tests.core.slips import printed, text_of


def papers():
    """Every kind of paper, with everything on it that can be."""
    plain, shown = canned("plain"), canned("full")
    kinds = [{"kind": tender, "amount_minor": 1, "tendered_minor": 1, "change_minor": 0} for tender in KINDS]
    plain["tenders"] = plain["tenders"] + kinds
    plain["lines"][1]["reason"] = ""
    served = canned("plain")
    served["service_minor"] = served["exempt_minor"] = 5
    served["total_minor"] = 5
    return [
        (plain, {"copy": True, "fingerprint": "9f"}),
        (shown, {"paper": GIFT}),
        (shown, {}),
        (served, {"paper": QUOTATION}),
        (canned("meal"), {}),
        (canned("refund"), {"kind": "sale.refunded"}),
        (canned("void"), {"kind": "sale.voided"}),
    ]


def test_the_words_are_those_of_the_customers_language():
    words = {}
    for key in WORDS:
        words[key] = "<" + key + ">"
    told = []
    for body, options in papers():
        told.append(text_of(printed(body, 48, words=words, cashier="Anna", customer="Dewi", **options)))
    text = "\n".join(told)
    for key in WORDS:
        equal((key, "<" + key + ">" in text), (key, True))
        if key != "service":  # which is what one of the taxes is called
            equal((key, WORDS[key] + " " in text), (key, False))


def test_everything_that_changed_a_price_is_printed_with_its_reason():
    text = text_of(printed(canned("full")))
    for part in (
        "+ Oat milk", "No sugar", "2 x 20.000", "Price changed: Chipped cup", "Happy hour", "-500", "Damaged bag",
        "Return: Roti bakar", "-1 x 12.500", "Table 12", "To go", "Points earned", "Points spent", "** EXCHANGE **",
    ):  # fmt: skip
        equal((part, part in text), (part, True))


def test_what_was_practised_says_so_and_is_no_receipt():
    lines = printed(canned("full"), 48)
    equal("TRAINING" in lines[0].text, True)


def test_every_tender_is_printed_with_its_tip_and_the_change():
    lines = [line.text for line in printed(canned("full"))]
    place = lines.index(next(iter([line for line in lines if line[:4] == "Card"])))
    equal([line.split()[-1] for line in lines[place : place + 3]], ["45.000", "5.000", "150.000"])
    equal(lines[place + 3].split()[0], "Change")


def test_a_present_has_no_prices():
    text = text_of(printed(canned("full"), paper=GIFT))
    for part in ("2 x Kopi susu", "0,845 kg x Gula pasir", "+ Oat milk", "Gift receipt", "Receipt A-1"):
        equal((part, part in text), (part, True))
    for part in (".000", "TOTAL", "Cash", "Happy hour", "Rp"):
        equal((part, part in text), (part, False))


def test_money_that_went_back_is_printed_below_zero():
    refund = text_of(printed(canned("refund"), kind="sale.refunded"))
    equal(("** REFUND **" in refund, "-17.100" in refund), (True, True))
    void = text_of(printed(canned("void"), kind="sale.voided"))
    equal(("** VOID **" in void, "-47.500" in void, "Reason: Mistake" in void, "Change" in void),
          (True, True, True, False))  # fmt: skip


def test_no_paper_is_wider_than_it_is():
    for columns in (32, 42, 48):
        for body, options in papers():
            for line in printed(body, columns, **options):
                equal(width(line.text) <= (columns // 2 if line.weight == LARGE else columns), True)
