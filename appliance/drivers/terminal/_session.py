"""One conversation with a ZVT terminal: connect, send a command, answer what comes until it is over."""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from ._apdu import (
    ABORT,
    ABORTED,
    ACK,
    BUSY,
    COMPLETION,
    NAK,
    PRINT_BLOCK,
    PRINT_LINE,
    PROGRESS,
    STATUS,
    Apdu,
    taken,
)
from ._fields import LINE, LINES, MERCHANTS, SLIP, TLV, FieldsBroken, fields, tlv
from ._words import progress_text, result_text
from .errors import Busy, Cannot, NotReachable, TerminalError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

LOOK_S = 0.1  # how often somebody may have asked to stop
RECEIVE = 4096
MOST_HEARD = 70_000


class Times(NamedTuple):
    """The protocol's limits: T3 until a command is acknowledged, T4 until the next message of a running one."""

    connect_s: float = 5.0
    ack_s: float = 5.0
    answer_s: float = 180.0


class Outcome(NamedTuple):
    """How a command ended: completed, or aborted with a result; and what came on the way.

    lines: what is to be printed; merchant_lines: what of it the terminal says is the merchant's.
    """

    result: int | None  # of the abort; None: completed
    status: dict[int, bytes]
    lines: tuple[str, ...]
    merchant_lines: tuple[str, ...] = ()


class LineBroken(TerminalError):
    """The line went away (or silent) after the command was on its way; never leaves this package."""

    code = "terminal_line_broken"
    nothing_done = False


class Garbled(LineBroken):
    """The answer to a command is no acknowledgement, so nobody knows whether it was understood."""


class Session:
    """A connection for one command; `name` is how people know the terminal."""

    def __init__(self, address: tuple[str, int], times: Times) -> None:
        self.name = f"{address[0]}:{address[1]}"
        self._times = times
        self._heard = b""
        try:
            self._peer = socket.create_connection(address, times.connect_s)
        except OSError as error:
            raise NotReachable(terminal=self.name) from error

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):
            self._peer.shutdown(socket.SHUT_RDWR)
        self._peer.close()

    def run(
        self, command: Apdu, on_progress: Callable[[str], None] | None = None, stop: Event | None = None
    ) -> Outcome:
        """Send a command and follow it to its end; `stop`, once set, asks the terminal to abort.

        Raises Cannot or Busy if the terminal refuses the command, LineBroken if nobody knows how it ended.
        """
        try:
            self._send(command)
            self._acknowledged(self._next(self._times.ack_s))
            return self._follow(on_progress or _ignore, stop)
        except (OSError, TimeoutError) as error:
            raise (Garbled if self._heard else LineBroken) from error  # half a message is no message

    def _acknowledged(self, answer: Apdu) -> None:
        if answer.reason in BUSY:
            raise Busy
        if answer.reason is not None:
            raise Cannot(result=result_text(answer.reason))
        if answer.kind != ACK and answer.kind >> 8 != NAK:
            raise Garbled

    def _follow(self, on_progress: Callable[[str], None], stop: Event | None) -> Outcome:
        status: dict[int, bytes] = {}
        lines: list[str] = []
        merchants: list[str] = []
        while True:
            message = self._next(self._times.answer_s, stop)
            if message.kind == ACK or message.reason is not None:  # the answer to our abort
                continue
            self._send(Apdu(ACK))
            if message.kind == PROGRESS:
                on_progress(progress_text(message.data[0] if message.data else 0xFF))
            elif message.kind == STATUS:
                status = self._fields(message.data)
            elif message.kind == PRINT_LINE:
                lines.append(_text(message.data[1:]))
            elif message.kind == PRINT_BLOCK:
                (merchants if _is_merchants(message.data) else lines).extend(_block(message.data))
            elif message.kind == COMPLETION:
                return Outcome(None, status or self._completion(message.data), tuple(lines), tuple(merchants))
            elif message.kind == ABORTED:
                result = message.data[0] if message.data else 0xFF
                return Outcome(result, status, tuple(lines), tuple(merchants))

    def _completion(self, data: bytes) -> dict[int, bytes]:
        with suppress(FieldsBroken):
            return fields(data)
        return {}

    def _fields(self, data: bytes) -> dict[int, bytes]:
        try:
            return fields(data)
        except FieldsBroken as error:
            raise LineBroken from error  # perhaps an approval: it must be asked for again

    def _send(self, message: Apdu) -> None:
        self._peer.settimeout(self._times.ack_s)
        self._peer.sendall(message.encode())

    def _next(self, timeout_s: float, stop: Event | None = None) -> Apdu:
        """Return the next message; raises TimeoutError or OSError."""
        deadline = monotonic() + timeout_s
        asked = False
        while True:
            message, self._heard = taken(self._heard)
            if message is not None:
                return message
            if stop is not None and stop.is_set() and not asked:
                asked = True
                stop.clear()
                self._send(Apdu(ABORT))
            if monotonic() > deadline or len(self._heard) > MOST_HEARD:
                raise TimeoutError
            if select.select([self._peer], [], [], min(LOOK_S, timeout_s))[0]:
                piece = self._peer.recv(RECEIVE)
                if not piece:
                    raise ConnectionResetError
                self._heard += piece


def _container(data: bytes) -> list[tuple[int, bytes]]:
    with suppress(FieldsBroken):
        return tlv(fields(data).get(TLV, b""))
    return []


def _is_merchants(data: bytes) -> bool:
    return (SLIP, bytes([MERCHANTS])) in _container(data)


def _block(data: bytes) -> list[str]:
    blocks = [value for tag, value in _container(data) if tag == LINES]
    with suppress(FieldsBroken):
        return [_text(value) for block in blocks for tag, value in tlv(block) if tag == LINE]
    return []


def _text(data: bytes) -> str:
    """Return a printed line; terminals use the character set of the first PCs."""
    return data.decode("cp437").rstrip("\0 ")


def _ignore(_text: str) -> None:
    """Nobody looks."""
