import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.columns import row
from appliance.core.receipt import ReceiptLine
from appliance.drivers._options import Options
from appliance.drivers.printer import make_printer
from appliance.drivers.printer._fonts import Fonts, fontconfig
from appliance.drivers.printer._layout import CENTRE, LEFT, RIGHT, parts, visual
from appliance.drivers.printer._model import Model
from appliance.drivers.printer._raster import HEIGHT, LARGE_HEIGHT, Rasteriser
from appliance.drivers.printer._simulated import SimulatedPrinter
from appliance.till.ports import WARN


def sides(text, columns=32):
    return [(part.text, part.side) for part in parts(text, columns)]


def test_an_amount_stands_at_the_right_edge():
    assert sides(row("ข้าวผัด", "12.000", 32)[0]) == [("ข้าวผัด", LEFT), ("12.000", RIGHT)]


def test_an_amount_stands_at_the_right_edge_of_a_full_line_too():
    assert sides("a" * 25 + " " + "12.000") == [("a" * 25, LEFT), ("12.000", RIGHT)]


def test_a_centred_line_stays_centred():
    assert sides(" " * 13 + "ไทยไทย") == [("ไทยไทย", CENTRE)]


def test_right_to_left_words_are_met_from_the_right():
    assert visual("قهوة 250 ml") == [("250 ml", False), (" ", True), ("قهوة", True)]
    assert visual("Susu حليب") == [("Susu", False), (" ", False), ("حليب", True)]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_reading_order_loses_no_character(text):
    assert sorted("".join(piece for piece, _ in visual(text))) == sorted(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=48))
def test_a_drawn_line_is_as_wide_as_the_paper_and_one_line_high(text):
    assert Rasteriser(32, 384).draw(text).size == (384, HEIGHT)
    assert Rasteriser(48, 576).draw(text, large=True).size == (576, LARGE_HEIGHT)


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_last_digit_touches_the_right_edge(columns):
    text = "大".ljust(columns - 1 - len("9.999")) + "9.999"
    right = Rasteriser(columns, 12 * columns).draw(text).getbbox()[2]
    assert 12 * columns - 6 <= right <= 12 * columns


def test_a_character_without_a_font_is_a_box_and_a_warning():
    model = Model(Options("printer", {"driver": "simulated"}), Fonts(lambda: ""))
    printer = SimulatedPrinter(model)
    printer.print([ReceiptLine("鲜虾")])
    assert printer.printed[0].image.getbbox() is not None
    health = printer.health()
    assert (health.state, health.error.code) == (WARN, "printer_font_missing")
    assert "鲜" in str(health.error)


def test_a_font_file_that_vanished_is_a_box_and_no_crash():
    listing = "/nowhere/NotoSansThai.ttf|0|Noto Sans Thai|Regular|e01-e3a\nbroken line\n"
    rasteriser = Rasteriser(32, 384, Fonts(lambda: listing))
    assert rasteriser.draw("กข").getbbox() is not None
    assert rasteriser.missing == "ก"


def test_bold_ink_is_heavier():
    plain, bold = (
        Rasteriser(32, 384).draw("合计 Ω", bold=bold).convert("L").histogram()[255] for bold in (False, True)
    )
    assert bold > plain


@pytest.mark.skipif("Noto" not in fontconfig(), reason="no Noto fonts here")
def test_a_photo_of_the_paper_shows_what_was_printed():
    printer = make_printer({"driver": "simulated", "columns": 32})
    printer.print([ReceiptLine("TOTAL"), ReceiptLine("ข้าวผัด")])
    photo = printer.photo()
    assert photo.width == 384 + 48
    assert len(photo.convert("L").getcolors()) == 2
