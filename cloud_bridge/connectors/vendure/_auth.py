"""How a call proves who it is: by a session that a user's name and password opened, or by an API key (Vendure 3.6).

A session is this process's own and is kept in its memory: a user may have as many as he likes, so nothing has to be
shared, and one that ended is opened again. The server has to allow bearer tokens (or API keys) beside cookies.
Sources: docs.vendure.io, "Authentication" and "API keys".
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Protocol

from cloud_bridge.connectors.errors import NeedsOwner

from ._documents import SIGN_IN
from ._fates import TITLE
from ._reply import done, read_reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._app import App

TOKEN, API_KEY = "vendure-auth-token", "vendure-api-key"


class Proof(Protocol):
    """What goes along with every call."""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that say who calls."""

    def renewed(self, stale: Mapping[str, str]) -> Mapping[str, str]:
        """Return newer headers than `stale`, or the same where there are none."""


class Key:
    """An API key: good until it is deleted."""

    def __init__(self, api_key: str) -> None:
        self._headers = {API_KEY: api_key}

    def headers(self) -> Mapping[str, str]:
        """Return the key."""
        return self._headers

    def renewed(self, stale: Mapping[str, str]) -> Mapping[str, str]:
        """Return the key: there is no other."""
        return stale


class Session:
    """A user's session, opened when it is first needed; threads share it, and one of them opens it."""

    def __init__(self, app: App, username: str, password: str) -> None:
        self._app = app
        self._asked = {"username": username, "password": password}
        self._headers: Mapping[str, str] = {}
        self._lock = Lock()

    def headers(self) -> Mapping[str, str]:
        """Return the session's token; raises NeedsOwner when the user is not let in."""
        return self._headers or self.renewed({})

    def renewed(self, stale: Mapping[str, str]) -> Mapping[str, str]:
        """Return the token of a session newer than `stale`; of all who ask at once, one signs in."""
        with self._lock:
            if self._headers == stale:
                self._headers = self._sign_in()
            return self._headers

    def _sign_in(self) -> Mapping[str, str]:
        response = self._app.query(SIGN_IN, self._asked, {})
        done(read_reply(response).checked()["login"])
        token = response.headers.get(TOKEN, "")
        if not token:
            raise NeedsOwner(market=TITLE, reason="the server gives out cookies only: its tokenMethod lacks bearer")
        return {"Authorization": f"Bearer {token}"}


def proof_of(app: App, username: str, password: str, api_key: str) -> Proof:
    """Return the way in that the owner typed; raises NeedsOwner when he typed none."""
    if api_key:
        return Key(api_key)
    if username and password:
        return Session(app, username, password)
    raise NeedsOwner(market=TITLE, reason="type an API key, or a user's name and password")
