"""Uploading pictures: multipart, by the app itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ._gate import MULTIPART, ApiError

if TYPE_CHECKING:
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call


class Images:
    """The pictures that items may show."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def upload_image(self, call: Call) -> dict[str, Any]:
        """POST media_space/upload_image: one picture or several."""
        if not call.media_type.startswith(MULTIPART):
            raise ApiError("error_param", "parse data failed")
        boundary = call.media_type.partition("boundary=")[2].encode()
        files = [
            data
            for part in call.raw.split(b"--" + boundary)
            if b'name="image"' in part and (data := part.partition(b"\r\n\r\n")[2][:-2])
        ]
        if not files:
            raise ApiError("error_param", "There is no image.")
        infos = [{"image_id": self._kept(data), "image_url_list": []} for data in files]
        each = [{"id": at, "error": "", "message": "", "image_info": info} for at, info in enumerate(infos)]
        return {"response": {"image_info": infos[0], "image_info_list": each}}

    def are_known(self, image_ids: list[str]) -> bool:
        """Say whether all of these were uploaded."""
        return all(self._store.row("SELECT 1 FROM shopee_image WHERE image_id = ?", known) for known in image_ids)

    def _kept(self, data: bytes) -> str:
        image_id = f"id-11134207-{hashlib.sha256(data).hexdigest()[:32]}"
        self._store.write("INSERT OR IGNORE INTO shopee_image VALUES (?, ?)", image_id, len(data))
        return image_id
