from appliance.core.columns import width
from appliance.core.receipt import LARGE, ReceiptLine
from appliance.core.sale_receipt import GIFT, QUOTATION, sale_receipt
from tests.core.canned import canned
from tests.core.checks import equal
from tests.core.slips import HEADING, printed, text_of

WIDTHS = (32, 42, 48)


def named(name, **amounts):
    """The plain body with a line of this name, and with other amounts."""
    body = canned("plain")
    body["lines"][0]["name"] = name
    body.update(amounts)
    return body


def bodies():
    large = named("Mesin kopi", total_minor=10**11)
    return [canned("plain"), named("カフェ・オ・レ" * 6), named("e\u0301" * 40), canned("meal"), large]


def test_no_line_is_wider_than_the_paper():
    for columns in WIDTHS:
        for body in bodies():
            for line in printed(body, columns, copy=True, cashier="Anna", fingerprint="9f3a" * 4):
                equal(width(line.text) <= (columns // 2 if line.weight == LARGE else columns), True)


def test_the_receipt_says_what_the_entry_says():
    text = text_of(printed(canned("plain"), fingerprint="9f3a41"))
    for part in (
        "Jl. Melati 1", "NPWP 01.234", "Receipt A-1", "Kopi susu", "2 x 18.000", "36.000",
        "0,845 kg x 17.350", "14.661", "-660", "Neighbour",
        "-2.500", "Rp 47.501", "incl. PPN 12%", "Rounding", "-1", "50.000", "Change", "2.500",
        "Terima kasih", "Journal 9f3a41",
    ):  # fmt: skip
        equal((part, part in text), (part, True))


def test_amounts_stand_at_the_right_edge():
    for columns in WIDTHS:
        lines = printed(canned("plain"), columns)
        rows = [line for line in lines if line.text[-6:] in ("36.000", "14.661", "50.000")]
        equal(len(rows), 3)
        for line in rows:
            equal(width(line.text), columns)


def test_taxes_on_top_stand_between_subtotal_and_total():
    text = text_of(printed(canned("meal")))
    places = [
        text.index(part) for part in ("Subtotal", "32.000\nService", "1.600\nPBJT 10%", "3.360\nTOTAL", "Rp 36.960")
    ]
    equal(places, sorted(places))


def test_nothing_is_printed_about_what_did_not_happen():
    body = named("Kopi susu", discounts=[], rounding_minor=0)
    del body["lines"][1]
    text = text_of(printed(body))
    for word in ("Rounding", "Discount", "Subtotal", "COPY", "Cashier", "Journal"):
        equal((word, word in text), (word, False))


def test_a_copy_says_so_first_and_large():
    first = printed(canned("plain"), copy=True)[0]
    equal((first.text.strip(), first.weight), ("** COPY **", LARGE))


def test_the_total_is_large_while_it_fits():
    for body, large in ((bodies()[0], True), (bodies()[4], False)):
        for line in printed(body):
            if line.text[:5] == "TOTAL":
                equal(line.weight == LARGE, large)


def test_each_tax_stands_in_a_table_with_what_it_was_charged_on():
    text = text_of(printed(canned("meal"), 42))
    for part in ("Base       Tax", "32.000     1.600", "32.000     3.360"):
        equal((part, part in text), (part, True))


def test_a_quotation_says_what_it_would_cost_and_not_how_it_was_paid():
    text = text_of(printed(named("Kopi susu", tenders=[]), paper=QUOTATION))
    equal(("QUOTATION" in text, "Rp 47.501" in text, "Cash" in text), (True, True, False))


def test_the_number_can_be_scanned_and_the_receipt_opened_on_a_phone():
    for options, kinds in (({}, ["code128"]), ({"link": "https://stall.example/r/1"}, ["qr", "code128"])):
        document = sale_receipt(canned("plain"), HEADING, "today", **options)
        symbols = [line for line in document if not isinstance(line, ReceiptLine)]
        equal([symbol.kind for symbol in symbols], kinds)
        equal(symbols[-1].text, "A-1")


def test_a_shop_may_order_the_blocks_and_leave_some_out():
    layout = {"sale": ["heading", "sums", "lines", "from_a_later_version", "foot"]}
    text = text_of(printed(canned("plain"), layout=layout))
    equal(text.index("TOTAL") < text.index("Kopi susu"), True)
    equal(("Cash" in text, "Terima kasih" in text), (False, True))
    equal(text_of(printed(canned("meal"), layout=layout, paper=GIFT)), text_of(printed(canned("meal"), paper=GIFT)))


def test_what_the_law_wants_said_is_said_once():
    text = text_of(printed(canned("plain"), 48, legends={"ppn": "Harga termasuk PPN", "vat": "Other"}))
    equal((text.count("Harga termasuk PPN"), "Other" in text), (1, False))
