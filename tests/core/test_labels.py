from appliance.core.columns import width
from appliance.core.order_label import order_label
from appliance.core.receipt import LARGE, Heading
from appliance.core.shelf_label import shelf_label, shelf_labels
from appliance.core.symbol import BARS, EAN8, EAN13, QR, Symbol, bars_of, symbol_of
from tests.core.checks import equal

LABEL = {"name": "Kopi susu", "price_minor": 18_000, "currency": "IDR", "unit": "pcs", "sku": "KOPI-S", "code": ""}
ORDER = {
    "number": "251121KQ7P2M", "channel": "Shopee", "buyer": "r***a", "address": ["Jl. Mawar 1"], "courier": "JNE",
    "code": "", "weight_g": 850, "lines": [{"name": "Kopi susu", "sku": "", "quantity_milli": 2_000}],
}  # fmt: skip


def texts(lines):
    return [line.text.strip() for line in lines if not isinstance(line, Symbol)]


def codes(lines):
    return [(line.kind, line.text) for line in lines if isinstance(line, Symbol)]


def test_a_code_is_printed_as_what_it_is():
    for code, sku, kind, text in (
        ("08992761166021", "A", EAN13, "8992761166021"),
        ("00000096385074", "A", EAN8, "96385074"),
        ("00012345678905", "A", EAN13, "0012345678905"),
        ("18992761166028", "A", QR, "18992761166028"),
        ("08992761166022", "A", QR, "08992761166022"),
        ("", "KOPI-S", QR, "KOPI-S"),
    ):
        symbol = symbol_of(code, sku)
        equal((symbol.kind, symbol.text), (kind, text))
    equal(symbol_of("", ""), None)


def test_a_number_is_bars_unless_it_is_too_long_or_no_ascii():
    equal(bars_of("INV/1").kind, BARS)
    equal(bars_of("9" * 21).kind, QR)
    equal(bars_of("Nr. ½").kind, QR)
    equal(bars_of(""), None)


def test_a_shelf_label_says_name_price_and_code():
    label = dict(LABEL)
    label["code"] = "08992761166021"
    lines = shelf_label(label)
    equal(texts(lines), ["Kopi susu", "Rp 18.000", "KOPI-S"])
    equal(codes(lines), [(EAN13, "8992761166021")])
    equal(lines[1].weight, LARGE)


def test_what_is_weighed_has_its_unit_and_a_long_name_ends():
    label = dict(LABEL)
    label["unit"] = "kg"
    label["name"] = "Beras " * 30
    lines = shelf_label(label, 32)
    equal(len(lines), 5)
    equal("Rp 18.000/kg" in texts(lines), True)
    for line in lines:
        if not isinstance(line, Symbol):
            equal(width(line.text) <= 32, True)


def test_labels_are_cut_apart():
    lines = shelf_labels([LABEL, LABEL, LABEL])
    equal(len(codes(lines)), 3)
    equal(len([text for text in texts(lines) if text[:3] == "- -"]), 2)


def test_an_order_label_says_from_whom_for_whom_what_and_how_heavy():
    lines = order_label(ORDER, Heading("Warung Melati", ["Jl. Kenanga 2"]), "21/11/26 20:15", 32)
    said = texts(lines)
    for text in ("Shopee", "r***a", "Jl. Mawar 1", "Warung Melati", "Jl. Kenanga 2", "2 x Kopi susu"):
        equal(text in said, True)
    equal(codes(lines), [(BARS, "251121KQ7P2M")])
    equal(said[-1].endswith("0,85 kg"), True)


def test_an_order_that_is_collected_says_its_code():
    body = dict(ORDER)
    body["code"] = "4821"
    equal([text for text in texts(order_label(body, Heading("W"), "", 42)) if text.endswith("Code 4821")] != [], True)
