"""What the receipt bytes put on paper, read by an interpreter of its own and compared with fonts set by themselves."""

from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from appliance.core.picture import picture_of
from appliance.core.receipt import BOLD, LARGE, Writer
from appliance.drivers.printer import make_printer
from tests.drivers.printer.interpreter import lines

WIDTHS = [pytest.param(32, 384, id="58mm"), pytest.param(48, 576, id="80mm")]
NOTO = Path("/usr/share/fonts/truetype/noto")
CELL, INK = 12, 96
FONTS = {
    "أحمد محمود": ("NotoSansArabic-Regular.ttf", 20),
    "قهوة عربية": ("NotoSansArabic-Regular.ttf", 20),
    "שלום עולם": ("NotoSansHebrew-Regular.ttf", 20),
    "น้ำดื่มสมชาย": ("NotoSansThai-Regular.ttf", 20),
    "ที่นี้กำปิ่น": ("NotoSansThai-Regular.ttf", 20),
    "ไทย": ("NotoSansThai-Regular.ttf", 20),
    "कॉफ़ी": ("NotoSansDevanagari-Regular.ttf", 20),
}
EMOJI = ["🍦", "🌶", "😀", "🐟"]
CHINESE = "鲜虾云吞面"


def paper(columns, write, **options):
    printer = make_printer({"driver": "simulated", "columns": columns, **options})
    out = Writer(columns)
    write(out)
    printer.print(out.lines)
    return lines(printer.received)


def drawn(columns, text, **weight):
    """Return the dots of a text that is drawn, without the white around them."""
    (image,) = (
        piece for piece in paper(columns, lambda out: out.text(text, **weight)) if isinstance(piece, Image.Image)
    )
    return image.crop(image.getbbox())


def set_by_itself(text, font, size, **how):
    """Return the same text set in one go by raqm, which orders and shapes the whole line by itself."""
    face = ImageFont.truetype(str(font), size)
    sheet = Image.new("L", (600, 60))
    ImageDraw.Draw(sheet).text((20, 40), text, 255, face, anchor="ls", **how)
    dots = sheet.point(lambda grey: 255 * (grey > INK), "1")
    return dots.crop(dots.getbbox())


def difference(one, other):
    """Return the share of dots that differ, where both are laid over each other."""
    size = max(one.width, other.width), max(one.height, other.height)
    sheets = [Image.new("1", size) for _ in range(2)]
    for sheet, image in zip(sheets, (one, other), strict=True):
        sheet.paste(image, (0, 0))
    wrong = ImageChops.logical_xor(*sheets)
    return wrong.histogram()[255] / max(1, sheets[1].histogram()[255])


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
@pytest.mark.parametrize("text", list(FONTS))
def test_a_script_is_shaped_and_ordered_as_when_it_is_set_in_one_go(text, columns, dots):
    name, size = FONTS[text]
    assert difference(drawn(columns, text), set_by_itself(text, NOTO / name, size)) < 0.02


@pytest.mark.parametrize("text", ["أحمد محمود", "قهوة عربية"])
def test_arabic_letters_are_joined_and_run_to_the_left(text):
    name, size = FONTS[text]
    printed = drawn(32, text)
    apart = set_by_itself(text, NOTO / name, size, features=["-init", "-medi", "-fina", "-calt", "-rlig"])
    from_the_left = set_by_itself(text[::-1], NOTO / name, size)
    assert difference(printed, apart) > 0.3
    assert difference(printed, from_the_left) > 0.3


@pytest.mark.parametrize(("bare", "marked"), [("นำดม", "น้ำดื่ม"), ("ทน", "ที่นี้")])
def test_thai_marks_stand_over_their_letters_and_take_no_room_beside_them(bare, marked):
    letters = set_by_itself(bare, NOTO / "NotoSansThai-Regular.ttf", 20)
    printed = drawn(32, marked)
    assert abs(printed.width - letters.width) <= 2
    assert printed.height >= letters.height + 3


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
def test_chinese_is_set_two_columns_a_character(columns, dots):
    assert abs(drawn(columns, CHINESE).width - 2 * CELL * len(CHINESE)) <= 4


@pytest.mark.parametrize("text", ["قهوة (كبير)", "(大)"])
def test_brackets_open_towards_what_they_hold(text):
    bracket = drawn(32, text).crop((0, 0, 6, 40))  # the leftmost of the line, whichever way it is read
    starts = [next((x for x in range(6) if bracket.getpixel((x, y))), None) for y in range(bracket.height)]
    rows = [start for start in starts if start is not None]
    assert rows[len(rows) // 2] < max(rows[0], rows[-1])  # it bows to the left


@pytest.mark.parametrize("char", EMOJI)
def test_an_emoji_is_its_picture_in_outline(char):
    printed = drawn(32, f"{char} es")
    printed = printed.crop((0, 0, 28, printed.height))
    font = ImageFont.truetype(str(NOTO / "NotoColorEmoji.ttf"), 109)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(char))
    colour = Image.new("RGBA", (right - left, bottom - top), (0, 0, 0, 0))
    ImageDraw.Draw(colour).text((-left, -top), char, font=font, embedded_color=True)
    shape = colour.getchannel("A").resize((28, 28), Image.Resampling.LANCZOS).point(lambda alpha: 255 * (alpha > 127))
    shape = shape.crop(shape.getbbox())
    ink = printed.crop(printed.getbbox())
    assert abs(ink.width - shape.width) <= 2
    assert abs(ink.height - shape.height) <= 2
    room = shape.filter(ImageFilter.MaxFilter(3)).resize(ink.size).point(lambda grey: 255 * (grey > 0), "1")
    outside = ImageChops.logical_and(ink, ImageChops.invert(room))
    assert outside.histogram()[255] <= 0.03 * ink.histogram()[255]
    edge = ImageChops.difference(shape, shape.filter(ImageFilter.MinFilter(3))).resize(ink.size)
    edge = edge.point(lambda grey: 255 * (grey > 127), "1")
    drawn_edge = ImageChops.logical_and(ink, edge)
    assert drawn_edge.histogram()[255] > 0.6 * edge.histogram()[255]


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
@pytest.mark.parametrize("name", ["Siti Nurhaliza", "Café Łódź", *FONTS, CHINESE, "Es krim 🍦"])
def test_the_amount_stands_at_the_right_edge_beside_any_name(name, columns, dots):
    (piece,) = paper(columns, lambda out: out.pair(name, "36.000"))[:1]
    if isinstance(piece, Image.Image):
        assert piece.width == dots
        assert dots - 3 <= piece.getbbox()[2] <= dots
    else:
        assert piece[0] == name + "36.000".rjust(columns - len(name))


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
def test_text_in_a_code_page_says_what_the_receipt_says(columns, dots):
    words = ["Kopi Susu Gula Aren", "Crème brûlée", "Žlutý kůň", "Привет", "½ kg €"]
    pieces = paper(columns, lambda out: [out.text(word) for word in words])
    assert [piece[0] for piece in pieces if not isinstance(piece, Image.Image)] == words


def test_bold_and_large_reach_the_paper():
    def write(out):
        out.text("biasa")
        out.text("tebal", BOLD)
        out.text("besar", LARGE)

    assert paper(32, write)[:3] == [("biasa", False, 0), ("tebal", True, 0), ("besar", False, 0x11)]


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
def test_a_logo_is_its_dots_in_the_middle_of_the_paper(columns, dots):
    source = Image.new("1", (80, 500))
    ImageDraw.Draw(source).ellipse((4, 4, 75, 495), fill=1)
    logo = picture_of({"width": 80, "height": 500, "bits": b64encode(source.tobytes()).decode()})
    bands = [piece for piece in paper(columns, lambda out: out.lines.append(logo)) if isinstance(piece, Image.Image)]
    sheet = Image.new("1", (dots, sum(band.height for band in bands)))
    for number, band in enumerate(bands):
        sheet.paste(band, (0, sum(other.height for other in bands[:number])))
    left = (dots - 80) // 2
    assert sheet.crop((left, 0, left + 80, 500)).tobytes() == source.tobytes()
    assert sheet.getbbox() == (left + 4, 4, left + 76, 496)


def test_a_logo_that_is_too_wide_is_made_to_fit():
    source = Image.new("1", (800, 80), 1)
    logo = picture_of({"width": 800, "height": 80, "bits": b64encode(source.tobytes()).decode()})
    (band,) = (piece for piece in paper(32, lambda out: out.lines.append(logo)) if isinstance(piece, Image.Image))
    assert band.size == (384, 38)
    assert band.getbbox() == (0, 0, 384, 38)


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
def test_the_picture_of_the_paper_shows_text_as_text_and_dots_as_they_were_sent(columns, dots):
    printer = make_printer({"driver": "simulated", "columns": columns})
    out = Writer(columns)
    out.text("Kopi Žlutý kůň")
    out.text("قهوة عربية")
    printer.print(out.lines)
    photo = printer.photo().convert("L").point(lambda grey: 255 * (grey < INK), "1").crop((24, 24, 24 + dots, 84))
    as_text, as_dots = photo.crop((0, 0, dots, 30)), photo.crop((0, 30, dots, 60))
    alone = set_by_itself("Kopi Žlutý kůň", NOTO / "NotoSansMono-Regular.ttf", 20)
    assert difference(as_text.crop(as_text.getbbox()), alone) < 0.05
    (sent,) = (piece for piece in lines(printer.received) if isinstance(piece, Image.Image))
    assert as_dots.tobytes() == sent.tobytes()
