"""An ASGI app on a loopback port, in a thread of this process."""

from __future__ import annotations

import asyncio
import socket
from threading import Event, Thread
from typing import TYPE_CHECKING

from granian.constants import Interfaces
from granian.server.embed import Server as Granian

from ._errors import SandboxError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
PATIENCE_S = 10.0


class Server:
    """Starts, stops, and starts again on the same port."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._granian: Granian | None = None
        self.port = 0

    def start(self, port: int = 0) -> int:
        """Listen, and return the port: a free one when none is asked for."""
        self.port = _free_port(port or self.port)
        running = Event()
        self._thread = Thread(
            target=lambda: asyncio.run(self._serve(running)), name=f"sandbox-{self.port}", daemon=True
        )
        self._thread.start()
        if not running.wait(PATIENCE_S) or not _answers(self.port):
            raise SandboxError(reason=f"port {self.port} does not open")
        return self.port

    def stop(self) -> None:
        """Stop listening; what was being answered is dropped."""
        if self._thread is None or self._loop is None or self._granian is None:
            return
        self._loop.call_soon_threadsafe(self._granian.stop)
        self._thread.join(PATIENCE_S)
        if self._thread.is_alive():
            raise SandboxError(reason=f"port {self.port} does not close")
        self._thread = self._loop = self._granian = None

    def wait(self) -> None:
        """Wait until somebody stops the server."""
        if self._thread is not None:
            self._thread.join()

    async def _serve(self, running: Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._granian = Granian(
            self._app, address=HOST, port=self.port, interface=Interfaces.ASGI, log_enabled=False, websockets=False
        )
        self._loop.call_soon(running.set)
        await self._granian.serve()


def _free_port(port: int) -> int:
    """Return the port itself, or a free one for 0; granian would share a port that is taken (SO_REUSEPORT)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as reason:
            raise SandboxError(reason=f"port {port} is in use; choose another") from reason
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    waited = Event()
    for _ in range(int(PATIENCE_S * 100)):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        waited.wait(0.01)
    return False
