"""A shop's logo: made into black dots for every width of paper, and into a small picture for the page of a receipt."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

from cloud_bridge.receipts.models import Logo

if TYPE_CHECKING:
    from appliance.core.picture import Picture
    from cloud_bridge.fleet.models import Store

PAPERS = (384, 576)  # dots across 58 mm and 80 mm paper
TALLEST = 5 / 12  # of the paper's width
PAGE = (480, 200)  # pixels on a page, at twice the density
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
INK, PAPER = 56, 208  # shades so dark are ink and so pale are paper, so that letters and lines stay clean
SEEN = 24  # shades that somebody sees against white


def keep(store: Store, image: Image.Image | None) -> None:
    """Make an uploaded picture (RGBA) the logo of a store; None takes the logo away."""
    if image is None:
        for logo in Logo.objects.filter(store=store):
            logo.delete()
        return
    whole = _visible(image)
    papers = [_data(dots(whole, across)) for across in PAPERS]
    Logo.objects.update_or_create(store=store, defaults={"papers": papers, "page": _png(whole)})


def dots(image: Image.Image, across: int) -> Image.Image:
    """Return a picture as ink (1) and paper (0), as large as it fits on paper so many dots wide.

    Shades between ink and paper become a pattern of dots (Floyd and Steinberg's).
    """
    fitting = ImageOps.contain(_on(image, WHITE), (across, int(across * TALLEST)), Image.Resampling.LANCZOS)
    clear = ImageOps.autocontrast(fitting).point([_clear(shade) for shade in range(256)])
    return ImageOps.invert(clear).convert("1", dither=Image.Dither.FLOYDSTEINBERG)


def _clear(shade: int) -> int:
    return max(0, min(255, (shade - INK) * 255 // (PAPER - INK)))


def _on(image: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    sheet = Image.new("RGBA", image.size, (*ground, 255))
    sheet.alpha_composite(image)
    return sheet.convert("L")


def _visible(image: Image.Image) -> Image.Image:
    """Return a picture that is seen on white, without the empty edge around it, which would only cost paper."""
    if _seen(_on(image, WHITE)) is None:  # a white logo, made for a dark ground
        black = ImageOps.invert(_on(image, BLACK))
        image = Image.merge("RGBA", (black, black, black, image.getchannel("A")))
    return image.crop(_seen(_on(image, WHITE)))


def _seen(grey: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageOps.invert(grey).point([255 * (shade > SEEN) for shade in range(256)]).getbbox()


def _data(image: Image.Image) -> dict[str, Any]:
    return {"width": image.width, "height": image.height, "bits": b64encode(image.tobytes()).decode()}


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    fitting = image if image.width <= PAGE[0] and image.height <= PAGE[1] else ImageOps.contain(image, PAGE)
    fitting.save(out, "PNG", optimize=True)
    return out.getvalue()


def data_url(png: bytes) -> str:
    """Return a PNG as a page can show it without asking for it."""
    return "data:image/png;base64," + b64encode(png).decode()


def page_of(store: Store) -> str:
    """Return a store's logo as a page shows it, "" where it has none."""
    page = Logo.objects.filter(store=store).values_list("page", flat=True).first()
    return "" if page is None else data_url(bytes(page))


def printed(picture: Picture) -> str:
    """Return a picture of dots (core.picture) as a page shows it: black on white."""
    out = io.BytesIO()
    image = Image.frombytes("1", (picture.width, picture.height), picture.bits)
    image.point(lambda ink: not ink, "1").save(out, "PNG")
    return data_url(out.getvalue())
