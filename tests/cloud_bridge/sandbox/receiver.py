"""Somebody who is pushed to: a small web server that remembers what came and answers as told."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread


class Receiver:
    def __init__(self, status: int = 200, body: bytes = b"", delay_s: float = 0) -> None:
        self.status, self.body, self.delay_s = status, body, delay_s
        self.pushes: list[tuple[dict[str, str], bytes]] = []
        self._came = Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = receiver.status, receiver.body
                with receiver._came:
                    receiver.pushes.append((dict(self.headers), body))
                    receiver._came.notify_all()
                time.sleep(receiver.delay_s)
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks/shopee"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def wait_for(self, count: int) -> list[tuple[dict[str, str], bytes]]:
        """Return the pushes once there are so many, or what there is after five seconds."""
        with self._came:
            self._came.wait_for(lambda: len(self.pushes) >= count, timeout=5)
            return list(self.pushes)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
