from appliance.core.columns import width
from appliance.core.receipt import LARGE, WORDS, Heading, sale_receipt
from appliance.core.sale import Item, Sale
from tests.core.checks import equal
from tests.core.stall import COFFEE, LUNCH, PPN, SUGAR, VAT, some_body

WIDTHS = (32, 42, 48)
HEADING = Heading("Warung 咖啡 Ibu Sri yang Panjang Sekali", ["Jl. Melati 1", "NPWP 01.234"], ["Terima kasih"])


def printed(body, columns=32, **options):
    return sale_receipt(body, HEADING, "21-11-2026 09:30", columns=columns, **options)


def text_of(lines):
    return "\n".join([line.text for line in lines])


def bodies():
    long_sale = Sale("s2", 0)
    long_sale.add(Item("v8", "K", "カフェ・オ・レ" * 6, 1_250_000, PPN), 12_000)
    long_sale.add(Item("v9", "L", "e\u0301" * 40, 999, VAT))
    long_sale.add(SUGAR, 1250)
    meal = Sale("s3", 0)
    meal.add(LUNCH, 2000)
    large = Sale("s4", 0)
    large.add(Item("v7", "M", "Mesin kopi", 10**11, PPN))
    return [some_body(), some_body(long_sale), some_body(meal), some_body(large)]


def test_no_line_is_wider_than_the_paper():
    for columns in WIDTHS:
        for body in bodies():
            for line in printed(body, columns, copy=True, cashier="Anna", fingerprint="9f3a" * 4):
                equal(width(line.text) <= (columns // 2 if line.weight == LARGE else columns), True)


def test_the_receipt_says_what_the_entry_says():
    text = text_of(printed(some_body(), fingerprint="9f3a41"))
    for part in (
        "Jl. Melati 1", "NPWP 01.234", "Receipt A-1", "Kopi susu", "2 x 18.000", "36.000",
        "0,845 kg x 17.350", "14.661", "-660", "Neighbour",
        "-2.500", "Rp 47.501", "incl. PPN 12%", "Rounding", "-1", "50.000", "Change", "2.500",
        "Terima kasih", "Journal 9f3a41",
    ):  # fmt: skip
        equal((part, part in text), (part, True))


def test_amounts_stand_at_the_right_edge():
    for columns in WIDTHS:
        lines = printed(some_body(), columns)
        rows = [line for line in lines if line.text[-6:] in ("36.000", "14.661", "50.000")]
        equal(len(rows), 3)
        for line in rows:
            equal(width(line.text), columns)


def test_taxes_on_top_stand_between_subtotal_and_total():
    sale = Sale("s", 0)
    sale.add(LUNCH)
    text = text_of(printed(some_body(sale)))
    places = [
        text.index(part) for part in ("Subtotal", "32.000\nService", "1.600\nPBJT 10%", "3.360\nTOTAL", "Rp 36.960")
    ]
    equal(places, sorted(places))


def test_nothing_is_printed_about_what_did_not_happen():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    text = text_of(printed(some_body(sale, step_minor=1)))
    for word in ("Rounding", "Discount", "Subtotal", "COPY", "Cashier", "Journal"):
        equal((word, word in text), (word, False))


def test_a_copy_says_so_first_and_large():
    first = printed(some_body(), copy=True)[0]
    equal((first.text.strip(), first.weight), ("** COPY **", LARGE))


def test_the_total_is_large_while_it_fits():
    for body, large in ((bodies()[0], True), (bodies()[3], False)):
        for line in printed(body):
            if line.text[:5] == "TOTAL":
                equal(line.weight == LARGE, large)


def test_the_words_are_those_of_the_customers_language():
    words = {}
    for key in WORDS:
        words[key] = "<" + key + ">"
    text = text_of(printed(some_body(), words=words, copy=True, cashier="Anna"))
    for key in ("copy", "receipt", "cashier", "discount", "total", "included", "rounding", "cash", "change"):
        equal((key, "<" + key + ">" in text), (key, True))
        equal((key, WORDS[key] + " " in text), (key, False))
