"""Photos of products: made small when they come, kept under a name made of their content, and served to tills."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image, ImageChops, ImageDraw, ImageOps

from appliance.core.photo import is_photo, name_of
from cloud_bridge.catalog.models import Picture

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cloud_bridge.fleet.models import Merchant

SIDE = 192  # pixels: a tile of a 10 inch till has 112, a self-checkout shows it larger
ROUND = 18  # pixels of a corner
SMOOTH = 4  # how much finer a corner is drawn than it is kept
QUALITY = 82
FOREVER = "public, max-age=31536000, immutable"


def keep(merchant: Merchant, image: Image.Image) -> str:
    """Keep an uploaded picture (RGBA) and return its name."""
    data = small(image)
    name = name_of(data)
    Picture.objects.get_or_create(merchant=merchant, name=name, defaults={"data": data})
    return name


def small(image: Image.Image) -> bytes:
    """Return a picture as a till shows it: square, with round corners; what is cut out of its ground stays whole."""
    if image.getchannel("A").getextrema()[0] == 255:
        square = ImageOps.fit(image, (SIDE, SIDE), Image.Resampling.LANCZOS)
    else:
        square = ImageOps.pad(image, (SIDE, SIDE), Image.Resampling.LANCZOS, color=(255, 255, 255, 0))
    square.putalpha(ImageChops.multiply(square.getchannel("A"), _corners()))
    out = io.BytesIO()
    square.save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


def _corners() -> Image.Image:
    fine = Image.new("L", (SIDE * SMOOTH, SIDE * SMOOTH))
    end = SIDE * SMOOTH - 1
    ImageDraw.Draw(fine).rounded_rectangle((0, 0, end, end), ROUND * SMOOTH, fill=255)
    return fine.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def address_of(name: str) -> str:
    """Return where a photo is on this bridge, "" for a drawing of the till's own."""
    return reverse("picture", args=[name]) if is_photo(name) else ""


@require_safe
def photo(_request: HttpRequest, name: str) -> HttpResponse:
    """Answer with a photo; 404 for a name that is none."""
    data = Picture.objects.filter(name=name).values_list("data", flat=True).first() if is_photo(name) else None
    if data is None:
        raise Http404
    headers = {"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(data), content_type="image/webp", headers=headers)
