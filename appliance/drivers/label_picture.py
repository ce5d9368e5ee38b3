"""A label as it was fetched, a PNG in black and white, as the dots that a printer is told."""

from __future__ import annotations

import logging
from base64 import b64encode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


def picture_in(path: Path | None) -> dict[str, Any] | None:
    """Return what core.picture makes a picture of; None for what is not here or cannot be read."""
    if path is None:
        return None
    from PIL import Image, ImageChops  # noqa: PLC0415 - only where there are labels

    try:
        with Image.open(path) as image:
            ink = ImageChops.invert(image.convert("L")).convert("1", dither=Image.Dither.NONE)
    except (OSError, ValueError) as error:
        log.warning("The label %s cannot be read: %s", path, error)
        return None
    return {"width": ink.width, "height": ink.height, "bits": b64encode(ink.tobytes()).decode()}
