"""A receipt printer on a TCP port, for tests: it answers like one, and can be slow, lie, hang or die."""

import re
import socket
import struct
from contextlib import suppress
from threading import Event, Thread

from appliance.drivers.printer._status import FIXED

ASK = re.compile(rb"\x10\x04([\x01-\x04])")


class TcpPrinter:
    def __init__(self, *, answers=None, die_after=None, slow_s=0.0, silent=False, hang_after=None, port=0):
        self.answers = answers or {}
        self.die_after = die_after
        self.hang_after = hang_after
        self.slow_s = slow_s
        self.silent = silent
        self.documents = []
        self._server = socket.create_server(("127.0.0.1", port))
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.port = self._server.getsockname()[1]
        self._stop = Event()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    def options(self, **more):
        return {"driver": "network", "host": "127.0.0.1", "port": self.port, "timeout_s": 2, "finish_s": 5, **more}

    def _serve(self):
        while not self._stop.is_set():
            try:
                peer, _ = self._server.accept()
            except OSError:
                return
            with peer, suppress(OSError):
                self._print(peer)

    def _print(self, peer):
        document = bytearray()
        self.documents.append(document)
        asked = 0
        peer.settimeout(0.05)
        while not self._stop.is_set():
            if self.hang_after is not None and len(document) >= self.hang_after:
                self._stop.wait(0.05)
                continue
            try:
                data = peer.recv(512)
            except TimeoutError:
                continue
            if not data:
                return
            document += data
            if self.die_after is not None and len(document) > self.die_after:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            self._stop.wait(self.slow_s)
            for ask in ASK.finditer(document, asked):
                asked = ask.end()
                if not self.silent:
                    peer.sendall(self.answers.get(ask[1][0], bytes([FIXED])))
