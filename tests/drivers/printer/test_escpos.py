import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.receipt import BOLD, LARGE, NORMAL, ReceiptLine
from appliance.drivers.printer import make_printer
from appliance.drivers.printer._escpos import clean, pulse
from appliance.drivers.printer._layout import is_plain
from appliance.drivers.printer._paper import Cut, Feed, Picture, Pulse, Reader, Text
from appliance.drivers.printer._profile import Profile, profile_names

LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc"]), max_size=32)
WEIGHTS = st.sampled_from([NORMAL, BOLD, LARGE])


def printed(*lines, **options):
    printer = make_printer({"driver": "simulated", **options})
    printer.print([ReceiptLine(line) if isinstance(line, str) else line for line in lines])
    return printer.printed


@settings(deadline=None)
@given(st.lists(st.tuples(LATIN, WEIGHTS), max_size=8))
def test_every_text_line_comes_back_as_what_it_says(lines):
    pieces = printed(*(ReceiptLine(text, weight) for text, weight in lines))
    assert isinstance(pieces[-2], Feed)
    assert isinstance(pieces[-1], Cut)
    assert len(pieces) == len(lines) + 2
    for piece, (text, weight) in zip(pieces[:-2], lines, strict=True):
        if isinstance(piece, Text):
            assert piece == Text(text, weight == BOLD, weight == LARGE)
        else:
            assert piece.image.getbbox() is not None


@pytest.mark.parametrize("profile", profile_names())
def test_ascii_is_text_on_every_model(profile):
    pieces = printed("Kopi 12.000", profile=profile)
    assert pieces[0] == Text("Kopi 12.000", bold=False, large=False)


@pytest.mark.parametrize("profile", profile_names())
def test_a_code_page_gives_back_every_character_it_claims(profile):
    model = Profile(profile)
    for slot in model.slots:
        text = "".join(char for char in model.upper(slot) if char != "\0")
        assert model.decode(model.encode(text, slot), slot) == text


@pytest.mark.parametrize("text", ["ข้าวผัด", "قهوة", "חלב", "鲜虾云吞面", "नमस्ते", "½ litro 🍦", "e\u0301"])
def test_what_needs_shaping_or_two_cells_is_drawn_and_leaves_ink(text):
    piece = printed(text)[0]
    assert isinstance(piece, Picture)
    assert piece.image.getbbox() is not None


def test_right_to_left_text_is_drawn_although_a_code_page_has_its_letters():
    assert Profile("default").page_for("قهوة") is not None
    assert not is_plain("ق")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_name_never_gives_the_printer_an_order(name):
    pieces = printed(name)
    assert [type(piece) for piece in pieces[1:]] == [Feed, Cut]
    assert isinstance(pieces[0], Text | Picture)


def test_a_drawer_pulse_in_a_product_name_stays_text():
    assert printed("Kopi \x1bp\x00\x19\x19")[0] == Text("Kopi  p   ", bold=False, large=False)


def test_nothing_of_an_earlier_document_leaks_into_the_next(receipt):
    printer = make_printer({"driver": "simulated"})
    printer.print([ReceiptLine("LOUD", LARGE), ReceiptLine("Łódź", BOLD)])
    printer.print(receipt)
    loud, heavy = printer.printed[:2]
    assert (loud.large, heavy.bold) == (True, True)
    assert all(not piece.bold and not piece.large for piece in printer.printed[4:7])


def test_a_model_without_a_knife_is_fed_and_not_cut():
    assert [type(piece) for piece in printed("x", profile="POS-5890")] == [Text, Feed]


def test_a_pulse_says_its_pin_and_times():
    assert Reader(Profile("default")).read(pulse(5, 120, 240)) == [Pulse(5, 120, 240)]
    assert Reader(Profile("default")).read(pulse(2, 500, 510)) == [Pulse(2, 500, 510)]


def test_control_characters_become_spaces():
    assert clean("a\x00b\nc\x7fd\x9be") == "a b c d e"
