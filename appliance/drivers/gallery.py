"""Photos of products: fetched from the bridge on a thread of their own, kept on the card under what is in them."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from appliance.core.photo import MOST_BYTES, is_photo, name_of

if TYPE_CHECKING:
    import http.client
    from collections.abc import Callable, Iterable
    from pathlib import Path

log = logging.getLogger(__name__)

TIMEOUT_S = 10.0  # for each step of an answer
RETRY_S = 60.0  # after the bridge could not be reached
LOOK_S = 3_600.0  # though nobody said that anything changed
STOP_S = 1.0
FOUND = 200


class Gallery:
    """The photos in a folder, made to be those that are wanted.

    wanted(): the names of all photos the catalogue has now, where(): what their addresses begin with, "" for nowhere;
    came(name): one is here now; these three are called on the gallery's thread. ca: certificates to trust besides the
    system's. What comes is taken only if it is what its name says, so it does not matter who sent it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        wanted: Callable[[], Iterable[str]],
        where: Callable[[], str],
        came: Callable[[str], None],
        ca: Path | None = None,
        timeout_s: float = TIMEOUT_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._folder = folder
        self._wanted, self._where, self._came = wanted, where, came
        self._ca, self._timeout_s, self._retry_s = ca, timeout_s, retry_s
        self._wake, self._is_over = threading.Event(), False
        self._refused: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="gallery", daemon=True)

    def start(self) -> None:
        """Begin to fetch."""
        self._thread.start()

    def stop(self) -> None:
        """End; a photo that is on its way is fetched again at the next start."""
        self._is_over = True
        self._wake.set()
        self._thread.join(STOP_S)

    def look(self) -> None:
        """Look again at once what is wanted: the feed changed it."""
        self._refused = set()
        self._wake.set()

    def path_of(self, name: str) -> Path | None:
        """Return where a photo is on the card, None while it is not here; may be called from any thread."""
        path = self._folder / name
        return path if is_photo(name) and path.exists() else None

    def _run(self) -> None:
        while not self._is_over:
            self._wake.clear()
            try:
                pause_s = LOOK_S if self._fetch_missing() else self._retry_s
            except Exception:  # the top of the thread: photos that are missing must not end it, nor the till
                log.exception("Photos could not be put in order; the next look is soon.")
                pause_s = self._retry_s
            self._wake.wait(pause_s)

    def _fetch_missing(self) -> bool:
        """Fetch what is not here and throw away what nobody wants; return False if the bridge was not to be reached."""
        wanted = {name for name in self._wanted() if is_photo(name)}
        here = {path.name for path in self._folder.iterdir()} if self._folder.exists() else set()
        for name in here - wanted:
            (self._folder / name).unlink(missing_ok=True)
        missing = sorted(wanted - here - self._refused)
        address = self._where()
        if not missing or not address:
            return True
        self._folder.mkdir(parents=True, exist_ok=True)
        from http.client import HTTPException  # noqa: PLC0415 - large, and most starts of a till fetch nothing

        try:
            self._fetch(address, missing)
        except (OSError, HTTPException, ValueError) as error:
            log.warning("Photos cannot be fetched from %s now: %s", address, error)
            return False
        return True

    def _fetch(self, address: str, names: list[str]) -> None:
        connection, path = self._connection(address)
        try:
            for name in names:
                if self._is_over:
                    return
                connection.request("GET", path + name)
                answer = connection.getresponse()
                data = answer.read(MOST_BYTES + 1)
                if answer.status == FOUND and name_of(data) == name:
                    self._keep(name, data)
                    self._came(name)
                else:
                    log.warning("Photo %s is not at %s (%d)", name, address, answer.status)
                    self._refused.add(name)
                if not answer.isclosed():
                    connection.close()  # whatever else it has to say; the next request connects anew
        finally:
            connection.close()

    def _connection(self, address: str) -> tuple[http.client.HTTPConnection, str]:
        from http.client import HTTPConnection, HTTPSConnection  # noqa: PLC0415 - see above

        parts = urlsplit(address)
        if parts.scheme != "https":
            return HTTPConnection(parts.hostname or "", parts.port, timeout=self._timeout_s), parts.path
        import ssl  # noqa: PLC0415 - see above

        trust = ssl.create_default_context()
        if self._ca is not None:
            trust.load_verify_locations(self._ca)
        return HTTPSConnection(parts.hostname or "", parts.port, timeout=self._timeout_s, context=trust), parts.path

    def _keep(self, name: str, data: bytes) -> None:
        """Put a photo into the folder: after a power cut it is whole or not there."""
        half = self._folder / f"{name}.half"
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self._folder / name)
