"""Pictures: uploaded one by one by the app, then known by their ids (page of media_space.upload_image)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ._mapping import readable

if TYPE_CHECKING:
    from cloud_bridge.connectors.port import Picture

    from ._app import App

UPLOAD = "/api/v2/media_space/upload_image"


def upload(app: App, picture: Picture) -> str:
    """Return the id under which Shopee keeps a picture from now on; it is cut to a square."""
    boundary = hashlib.sha256(picture.data).hexdigest()  # a picture does not contain its own hash
    with readable(f"the picture {picture.name}"):
        reply = app.send(UPLOAD, body=_form(picture, boundary), media_type=f"multipart/form-data; boundary={boundary}")
        return str(reply.checked().data["image_info"]["image_id"])


def _form(picture: Picture, boundary: str) -> bytes:
    name = "".join(letter for letter in picture.name if letter.isprintable() and letter not in '"\\')
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="image"; filename="{name}"\r\n'
        f"Content-Type: {picture.media_type}\r\n\r\n"
    )
    return head.encode() + picture.data + f"\r\n--{boundary}--\r\n".encode()
