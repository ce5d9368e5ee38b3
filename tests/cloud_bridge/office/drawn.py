"""Pictures that somebody uploads, drawn for the tests."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def logo(size=(900, 300), ink=(20, 60, 40, 255), ground=(0, 0, 0, 0)):
    """A ring and a bar on an empty ground, with a wide edge around them."""
    image = Image.new("RGBA", size, ground)
    pen = ImageDraw.Draw(image)
    width, height = size
    pen.ellipse((width * 0.1, height * 0.1, width * 0.1 + height * 0.8, height * 0.9), outline=ink, width=height // 10)
    pen.rectangle((width * 0.5, height * 0.4, width * 0.9, height * 0.6), fill=ink)
    return image


def gradient(size=(640, 480)):
    """Something like a photo: no transparency, every shade."""
    return Image.linear_gradient("L").resize(size).convert("RGB")


def upload(image, kind="PNG", name="picture.png"):
    """A picture as a browser sends it."""
    out = io.BytesIO()
    image.save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())
