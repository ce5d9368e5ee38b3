"""Calls to one channel of one Vendure server."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx2

    from cloud_bridge.connectors.http import Http
    from cloud_bridge.connectors.port import Picture

# No limit is published, and the server is the shop's own: what a small one bears.
CALLS_PER_S, BURST = 10.0, 20
ADMIN = "/admin-api"
CHANNEL = "vendure-token"


@dataclass(frozen=True)
class App:
    """A channel, which is named by its token; the token is no secret, every storefront sends it."""

    http: Http
    channel: str

    def query(
        self, text: str, variables: Mapping[str, Any], proof: Mapping[str, str], *, is_urgent: bool = False
    ) -> httpx2.Response:
        """Return the answer to a query or mutation; raises TryLater when none came."""
        content = json.dumps({"query": text, "variables": variables})
        return self._post(content, "application/json", proof, is_urgent=is_urgent)

    def upload(self, text: str, name: str, pictures: Sequence[Picture], proof: Mapping[str, str]) -> httpx2.Response:
        """Return the answer to a mutation whose variable `name` is a list of `{file}`.

        Source: the GraphQL multipart request specification (jaydenseric).
        """
        operations = {"query": text, "variables": {name: [{"file": None} for _ in pictures]}}
        places = {str(at): [f"variables.{name}.{at}.file"] for at in range(len(pictures))}
        boundary = uuid.uuid4().hex
        parts = [
            _part(boundary, 'name="operations"', json.dumps(operations).encode()),
            _part(boundary, 'name="map"', json.dumps(places).encode()),
        ]
        for at, picture in enumerate(pictures):
            title = picture.name.replace('"', "").replace("\r", "").replace("\n", "")
            about = f'name="{at}"; filename="{title}"\r\nContent-Type: {picture.media_type}'
            parts.append(_part(boundary, about, picture.data))
        content = b"".join(parts) + f"--{boundary}--\r\n".encode()
        return self._post(content, f"multipart/form-data; boundary={boundary}", proof)

    def _post(
        self, content: bytes | str, media_type: str, proof: Mapping[str, str], *, is_urgent: bool = False
    ) -> httpx2.Response:
        headers = {
            "Content-Type": media_type,
            "Accept": "application/json",
            "Apollo-Require-Preflight": "true",  # a server that guards against forged forms wants it with an upload
            CHANNEL: self.channel,
            **proof,
        }
        return self.http.send("POST", ADMIN, content=content, headers=headers, is_urgent=is_urgent)


def _part(boundary: str, about: str, data: bytes) -> bytes:
    return f"--{boundary}\r\nContent-Disposition: form-data; {about}\r\n\r\n".encode() + data + b"\r\n"
