"""Codes on paper: what a scanner reads of them is what was meant, natively and as dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.core.order_label import order_label
from appliance.core.receipt import Heading, ReceiptLine
from appliance.core.shelf_label import shelf_labels
from appliance.core.symbol import BARS, EAN8, EAN13, QR, Symbol
from appliance.drivers.printer import make_printer
from appliance.drivers.printer._paper import Code, Picture
from appliance.drivers.printer._symbols import drawn, fitted

if TYPE_CHECKING:
    from PIL import Image

SYMBOLS = [
    Symbol(EAN13, "8992761166021"),
    Symbol(EAN8, "96385074"),
    Symbol(BARS, "251121KQ7P"),
    Symbol(BARS, "a{b}/c"),
    Symbol(QR, "https://example.org/é"),
]


def printer(**options):
    return make_printer({"driver": "simulated", **options})


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol.text)
def test_a_printer_with_codes_of_its_own_is_told_the_text(symbol):
    paper = printer()
    paper.print([ReceiptLine("before"), symbol, ReceiptLine("after")])
    codes = [piece for piece in paper.printed if isinstance(piece, Code)]
    assert [(code.kind, code.text) for code in codes] == [(symbol.kind, symbol.text)]
    assert paper.text == ["before", "after"]
    assert paper.photo().height > 200


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol.text)
def test_a_printer_without_gets_the_dots(symbol):
    paper = printer(profile="POS-5890")
    paper.print([symbol])
    pictures = [piece.image for piece in paper.printed if isinstance(piece, Picture)]
    assert len(pictures) == 1
    wanted = drawn(fitted(symbol, 384), 384)
    assert pictures[0].tobytes() == wanted.tobytes()


def test_bars_too_wide_for_the_paper_become_a_square():
    long = Symbol(BARS, "INV/20261121/4410-99")
    assert fitted(long, 576).kind == BARS
    assert fitted(long, 384).kind == QR
    assert fitted(long, 384).text == long.text


def ean13_of(image: Image.Image) -> str:
    """Read bars as a scanner does: widths of a row of modules, left to right (GS1 General Specifications 5.2.1)."""
    row = [bool(image.getpixel((x, 5))) for x in range(image.width)]
    first, last = row.index(True), len(row) - 1 - row[::-1].index(True)
    module = (last - first + 1) // 95
    bits = "".join("1" if row[first + module * n + module // 2] else "0" for n in range(95))
    odd = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
    even = ["".join("1" if bit == "0" else "0" for bit in code)[::-1] for code in odd]
    parities = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]
    digits, parity = "", ""
    for n in range(6):
        code = bits[3 + 7 * n : 10 + 7 * n]
        digits += str(odd.index(code) if code in odd else even.index(code))
        parity += "L" if code in odd else "G"
    for n in range(6):
        code = bits[50 + 7 * n : 57 + 7 * n]
        digits += str(odd.index("".join("1" if bit == "0" else "0" for bit in code)))
    return str(parities.index(parity)) + digits


def test_the_dots_of_an_ean_are_read_as_the_ean():
    for code in ("8992761166021", "0012345678905"):
        assert ean13_of(drawn(Symbol(EAN13, code), 384)) == code


def test_labels_come_out_with_their_codes():
    paper = printer(columns=32)
    label = {
        "name": "Indomie Goreng",
        "price_minor": 3_500,
        "currency": "IDR",
        "unit": "pcs",
        "sku": "MI-1",
        "code": "08992761166021",
    }
    paper.print(shelf_labels([label, {**label, "code": ""}], 32))
    assert [(code.kind, code.text) for code in paper.printed if isinstance(code, Code)] == [
        (EAN13, "8992761166021"),
        (QR, "MI-1"),
    ]
    body = {
        "number": "251121KQ7P2M",
        "channel": "Shopee",
        "buyer": "r***a",
        "address": [],
        "courier": "",
        "code": "",
        "weight_g": 0,
        "lines": [{"name": "Indomie", "sku": "", "quantity_milli": 2_000}],
    }
    paper.print(order_label(body, Heading("Warung Melati"), "21/11/26 20:15", 32))
    assert [code.text for code in paper.printed if isinstance(code, Code)][-1] == "251121KQ7P2M"
