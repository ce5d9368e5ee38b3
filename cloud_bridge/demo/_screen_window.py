"""A till's virtual screen as a page: for machines without a display, the picture lives in a browser and takes taps."""

from __future__ import annotations

import io
import struct
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from ._programs import LOOPBACK

if TYPE_CHECKING:
    from pathlib import Path

TAP_TIMEOUT_S = 3
PAGE = b"""<!doctype html><meta charset=utf-8><title>Lapak: the till's screen</title>
<meta name=viewport content="width=device-width">
<style>body{margin:0;background:#101513;display:grid;place-items:center;min-height:100vh}
img{max-width:100%;cursor:pointer;border-radius:8px}</style>
<img id=screen src=/screen.png alt="The till's screen">
<script>
const screen_ = document.getElementById("screen");
const again = () => setTimeout(() => { screen_.src = "/screen.png?" + Date.now(); }, 250);
screen_.onload = again; screen_.onerror = again;
screen_.onclick = (event) => {
  const scale = screen_.naturalWidth / screen_.clientWidth;
  fetch("/tap?x=" + Math.round(event.offsetX * scale) + "&y=" + Math.round(event.offsetY * scale), {method: "POST"});
};
</script>"""


def picture(frame_buffer: Path) -> Image.Image:
    """Return what Xvfb shows, from the file it keeps its screen in (X Window Dump, format version 7)."""
    data = frame_buffer.read_bytes()
    header = struct.unpack(">25I", data[:100])
    header_size, width, height, line_bytes, colors = header[0], header[4], header[5], header[12], header[19]
    pixels = data[header_size + colors * 12 :]
    return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line_bytes, 1)


class ScreenWindow:
    """Serves the page on a port of this machine only."""

    def __init__(self, frame_buffer: Path, display: str, port: int) -> None:
        handler = type("Handler", (_Handler,), {"frame_buffer": frame_buffer, "display": display})
        self._server = ThreadingHTTPServer((LOOPBACK, port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, name="screen-window", daemon=True)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    frame_buffer: Path
    display: str

    def do_GET(self) -> None:
        if urlsplit(self.path).path == "/screen.png":
            buffer = io.BytesIO()
            picture(self.frame_buffer).save(buffer, "PNG", compress_level=1)
            self._answer(200, buffer.getvalue(), "image/png")
        else:
            self._answer(200, PAGE, "text/html")

    def do_POST(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        x, y = query.get("x", [""])[0], query.get("y", [""])[0]
        if not (x.isdigit() and y.isdigit()):
            self._answer(400, b"x and y are whole numbers", "text/plain")
            return
        subprocess.run(
            ["xdotool", "mousemove", x, y, "click", "1"],
            env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"},
            timeout=TAP_TIMEOUT_S,
            check=False,
        )
        self._answer(204, b"", "text/plain")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: four pictures a second are no news."""
