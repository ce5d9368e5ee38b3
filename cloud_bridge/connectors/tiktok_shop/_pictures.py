"""Pictures: uploaded one by one, then known by their URI; the one call whose body is not signed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ._mapping import readable

if TYPE_CHECKING:
    from cloud_bridge.connectors.port import Picture

    from ._client import Client

UPLOAD = "/product/202309/images/upload"


def upload(client: Client, picture: Picture) -> str:
    """Return the URI under which TikTok Shop keeps a picture from now on."""
    boundary = hashlib.sha256(picture.data).hexdigest()  # a picture does not contain its own hash
    with readable(f"the picture {picture.name}"):
        reply = client.upload(UPLOAD, _form(picture, boundary), f"multipart/form-data; boundary={boundary}")
        return str(reply.checked().data["uri"])


def _form(picture: Picture, boundary: str) -> bytes:
    name = "".join(letter for letter in picture.name if letter.isprintable() and letter not in '"\\')
    use = f'--{boundary}\r\nContent-Disposition: form-data; name="use_case"\r\n\r\nMAIN_IMAGE\r\n'
    file = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="data"; filename="{name}"\r\n'
        f"Content-Type: {picture.media_type}\r\n\r\n"
    )
    return (use + file).encode() + picture.data + f"\r\n--{boundary}--\r\n".encode()
