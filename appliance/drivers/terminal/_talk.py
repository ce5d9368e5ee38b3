"""The terminal's side of one connection, for the simulated terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._apdu import ABORT, ACK, Apdu, taken

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable


class Hangup(Exception):
    """The conversation is over."""


class Talk:
    """The terminal's side of one connection; once mute, it says nothing and misses nothing."""

    def __init__(self, peer: socket.socket, is_silent: Callable[[], bool]) -> None:
        self._peer = peer
        self._is_silent = is_silent
        self._heard = b""
        self._is_mute = False

    def mute(self) -> None:
        """Speak into a dead line from now on."""
        self._is_mute = True

    def say(self, message: Apdu) -> None:
        """Send, without an answer."""
        if not self._is_mute and not self._is_silent():
            self._peer.sendall(message.encode())

    def tell(self, message: Apdu) -> None:
        """Send, and wait for the till's acknowledgement."""
        if self._is_mute:
            return
        self.say(message)
        while True:
            answer = self.next(5.0)
            if answer.kind == ACK:
                return
            if answer.kind != ABORT:
                raise Hangup

    def wants_abort(self) -> bool:
        """Say whether the till asks to stop, and acknowledge that; a line that broke is no such wish."""
        if self._is_mute:
            return False
        try:
            message = self.next(0.01)
        except TimeoutError:
            return False
        except (OSError, Hangup):
            self.mute()
            return False
        if message.kind == ABORT:
            self.say(Apdu(ACK))
        return message.kind == ABORT

    def next(self, timeout_s: float | None) -> Apdu:
        """Return the till's next message; raises TimeoutError, or Hangup when it is gone."""
        self._peer.settimeout(timeout_s)
        while True:
            message, self._heard = taken(self._heard)
            if message is not None:
                return message
            piece = self._peer.recv(4096)
            if not piece:
                raise Hangup
            self._heard += piece
