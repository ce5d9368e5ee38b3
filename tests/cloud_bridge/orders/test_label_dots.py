"""Labels as dots: as wide as the paper, upright, sharp, and no longer than a printer takes."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image

from appliance.core.picture import MOST_DOTS
from cloud_bridge.orders.label_dots import PAPERS, LabelUnreadable, pictures_of


def pdf_of(image):
    out = io.BytesIO()
    image.convert("RGB").save(out, "PDF", resolution=203)
    return out.getvalue()


def bars(width, height):
    """Return a page with vertical bars of four dots on its upper half and a frame."""
    page = Image.new("L", (width, height), 255)
    for left in range(0, width, 8):
        page.paste(0, (left, 0, left + 4, height // 2))
    page.paste(0, (0, height - 4, width, height))
    return page


def drawn(data):
    return Image.open(io.BytesIO(data))


def test_a_label_is_as_wide_as_each_paper_and_black_and_white():
    pictures = {width: drawn(data) for width, data in pictures_of(pdf_of(bars(800, 1000))).items()}
    assert sorted(pictures) == sorted(PAPERS)
    assert all((one.mode, one.width) == ("1", width) for width, one in pictures.items())


def test_bars_stay_bars():
    picture = drawn(pictures_of(pdf_of(bars(576, 700)))[576])
    row = [bool(picture.getpixel((x, 20))) for x in range(picture.width)]
    edges = sum(one != other for one, other in pairwise(row))
    assert edges == pytest.approx(576 / 4, abs=4)


def test_the_empty_edge_costs_no_paper():
    sheet = Image.new("L", (1600, 2200), 255)
    sheet.paste(bars(600, 700), (100, 100))
    picture = drawn(pictures_of(pdf_of(sheet))[576])
    assert picture.size == (576, pytest.approx(672, abs=8))


def test_a_label_that_lies_across_is_turned_upright():
    picture = drawn(pictures_of(pdf_of(bars(1000, 600)))[384])
    assert picture.height > picture.width


def test_a_label_that_is_very_long_is_made_smaller():
    picture = drawn(pictures_of(pdf_of(bars(300, 2000)))[576])
    assert picture.height == MOST_DOTS


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.4 torn", b"<html>", pdf_of(Image.new("L", (300, 300), 255))])
def test_what_cannot_be_drawn_is_said(pdf):
    with pytest.raises(LabelUnreadable):
        pictures_of(pdf)
