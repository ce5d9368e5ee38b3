"""Pictures that somebody uploads: read as what they are, whatever their names say, before anything is kept of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000  # what a telephone's camera makes; far more is a trap for our memory
LEAST_SIDE = 48
WRONG = (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError)  # as Pillow says it


class Kept:
    """A picture that is kept already, as the field shows it."""

    def __init__(self, url: str, name: str = "") -> None:
        self.url = url
        self._name = name

    def __str__(self) -> str:
        return self._name


class PictureWidget(forms.ClearableFileInput):
    """A file to choose, beside the picture that is kept."""

    template_name = "office/picture.html"


class PictureField(forms.FileField):
    """A picture to upload; `clean` returns it upright, with transparency (RGBA): None for none, False to remove it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = PictureWidget(attrs={"accept": "image/png,image/jpeg,image/webp"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - what is kept is no file
        """Return the picture; raises ValidationError."""
        file = super().clean(data, None)
        if not file:
            return None if file is None or file == "" else file
        if file.size > MOST_BYTES:
            text = _("This file is too large: at most %s.")
            raise ValidationError(text % filesizeformat(MOST_BYTES))
        return _read(file)

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows: the picture that is kept, never one that was sent back."""
        return value if isinstance(value, Kept) else None


def _read(file: Any) -> Image.Image:
    try:
        image = Image.open(file, formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise ValidationError(_("This picture has too many pixels. Make it smaller and try again."))
        image.draft("RGB", (2048, 2048))  # a camera's JPEG is read at a fraction of its size
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    except WRONG as reason:
        raise ValidationError(_("This is not a picture we can read. Use a PNG, JPEG or WebP file.")) from reason
    if min(upright.size) < LEAST_SIDE:
        raise ValidationError(_("This picture is too small: at least %d pixels wide and high.") % LEAST_SIDE)
    return upright
