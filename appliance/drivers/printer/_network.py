"""A printer on the network: raw TCP, port 9100 by custom."""

from __future__ import annotations

import fcntl
import select
import socket
import struct
import termios
from contextlib import suppress
from typing import TYPE_CHECKING

from ._model import Model
from ._printer import EscposPrinter

if TYPE_CHECKING:
    from appliance.drivers._options import Options


def make(options: Options) -> EscposPrinter:
    """Return a printer reached by TCP."""
    model = Model(options)
    return EscposPrinter(Network(options.text("host"), options.whole("port", 9100, 1, 65535), model.timeout_s), model)


class Network:
    """The way to one TCP printer."""

    def __init__(self, host: str, port: int, timeout_s: float) -> None:
        self.name = f"{host}:{port}"
        self._address = (host, port)
        self._timeout_s = timeout_s

    def open(self) -> TcpConnection:
        """Connect; raises OSError."""
        return TcpConnection(socket.create_connection(self._address, self._timeout_s))


class TcpConnection:
    """One TCP connection, for one document."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer

    def write(self, data: bytes | memoryview) -> int:
        """Hand over as much as the kernel takes within the time-out."""
        return self._peer.send(data)

    def read(self, timeout_s: float) -> bytes:
        """Return what came within the time; raises ConnectionResetError when the printer hung up."""
        if not select.select([self._peer], [], [], timeout_s)[0]:
            return b""
        heard = self._peer.recv(256)
        if not heard:
            raise ConnectionResetError
        return heard

    def unsent(self) -> int:
        """Return the bytes the printer has not acknowledged (SIOCOUTQ, the same number as TIOCOUTQ)."""
        count: int = struct.unpack("i", fcntl.ioctl(self._peer, termios.TIOCOUTQ, b"\0\0\0\0"))[0]
        return count

    def close(self) -> None:
        """Say goodbye; what the printer still says is read, else the kernel would reset the line and it lose text."""
        with suppress(OSError):
            self._peer.shutdown(socket.SHUT_WR)
            while self.read(0):
                pass
        self._peer.close()
