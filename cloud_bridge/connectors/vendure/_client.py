"""A channel's calls with proof of who calls; a session that ended in the middle of a run is opened again once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import httpx2

    from cloud_bridge.connectors.port import Picture

    from ._app import App
    from ._auth import Proof
    from ._reply import Json


class Client:
    """One channel; threads may share it."""

    def __init__(self, app: App, proof: Proof) -> None:
        self._app = app
        self._proof = proof

    def ask(self, text: str, variables: Mapping[str, Any] | None = None, *, is_urgent: bool = False) -> Json:
        """Return the data that Vendure answers with, or raise what the error means."""
        return self._sent(lambda proof: self._app.query(text, variables or {}, proof, is_urgent=is_urgent))

    def upload(self, text: str, name: str, pictures: Sequence[Picture]) -> Json:
        """Return the data of a mutation that brings pictures along."""
        return self._sent(lambda proof: self._app.upload(text, name, pictures, proof))

    def _sent(self, send: Callable[[Mapping[str, str]], httpx2.Response]) -> Json:
        proof = self._proof.headers()
        reply = read_reply(send(proof))
        if reply.is_forbidden:
            newer = self._proof.renewed(proof)
            if newer != proof:
                reply = read_reply(send(newer))
        return reply.checked()
