"""A label's PDF as black dots, as wide as the paper of receipt printers."""

from __future__ import annotations

import io
from threading import Lock

import pypdfium2
from PIL import Image, ImageOps

from appliance.core.errors import N_, LapakError
from appliance.core.picture import MOST_DOTS

PAPERS = (384, 576)  # dots across 58 mm and 80 mm paper
FINE = 3  # how much finer it is drawn before the empty edge is cut off
INK = 128  # shades so dark are ink; no pattern of dots, for bars must stay bars
_pdfium = Lock()  # which is not made for threads


class LabelUnreadable(LapakError):
    """A label that is no PDF, or has nothing on it."""

    code = "label.unreadable"
    text = N_("The label cannot be drawn ({reason}). Open it in the back office and print it there.")


def pictures_of(pdf: bytes) -> dict[int, bytes]:
    """Return the first page without its empty edge as PNGs of one bit, by their paper's dots.

    Raises LabelUnreadable.
    """
    grey = _first_page(pdf)
    seen = ImageOps.invert(grey).point([255 * (shade > INK) for shade in range(256)]).getbbox()
    if seen is None:
        raise LabelUnreadable(reason="nothing is on it")
    whole = grey.crop(seen)
    if whole.width > whole.height and grey.width > grey.height:  # along the paper, so that it stays legible
        whole = whole.rotate(90, expand=True)
    return {across: _png(whole, across) for across in PAPERS}


def _first_page(pdf: bytes) -> Image.Image:
    try:
        with _pdfium, pypdfium2.PdfDocument(pdf) as document:
            page = document[0]
            scale = FINE * max(PAPERS) / max(page.get_width(), 1)
            image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
            return image.convert("L")
    except (pypdfium2.PdfiumError, IndexError, ValueError) as reason:
        raise LabelUnreadable(reason=str(reason)) from reason


def _png(whole: Image.Image, across: int) -> bytes:
    fitting = ImageOps.contain(whole, (across, MOST_DOTS), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    fitting.point([255 * (shade > INK) for shade in range(256)]).convert("1").save(out, "PNG", optimize=True)
    return out.getvalue()
