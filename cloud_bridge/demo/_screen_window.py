"""A till's virtual screen as a page that takes taps, and a customer's phone that pays the QR it shows."""

from __future__ import annotations

import io
import struct
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from string import Template
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from ._programs import LOOPBACK
from ._wallet import words_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ._wallet import Wallet

TAP_TIMEOUT_S = 3
PAGE = """<!doctype html><meta charset=utf-8><title>Lapak: the till's screen</title>
<meta name=viewport content="width=device-width">
<style>body{margin:0;background:#101513;color:#f1f4f2;display:grid;place-content:center;justify-items:center;gap:20px;
min-height:100vh;font:16px/1.4 system-ui,sans-serif}
img{max-width:100%;cursor:pointer;border-radius:8px}
.phone{display:flex;align-items:center;gap:16px;flex-wrap:wrap;justify-content:center}
button{font:inherit;font-weight:600;padding:12px 20px;border:0;border-radius:10px;background:#35b88c;
color:#06251b;cursor:pointer}
button:hover{background:#4ccb9f}button:disabled{opacity:.5}small{color:#9fb0a8}output{min-width:16em}</style>
$screen
$phone
<script>
const button = document.querySelector(".phone button");
if (button) button.onclick = async () => {
  button.disabled = true;
  const answer = await fetch("/pay", {method: "POST"}).catch(() => null);
  document.querySelector(".phone output").textContent = answer ? await answer.text() : "";
  button.disabled = false;
};
const screen_ = document.getElementById("screen");
const again = () => setTimeout(() => { screen_.src = "/screen.png?" + Date.now(); }, 250);
if (screen_) {
screen_.onload = again; screen_.onerror = again;
screen_.onclick = (event) => {
  const scale = screen_.naturalWidth / screen_.clientWidth;
  fetch("/tap?x=" + Math.round(event.offsetX * scale) + "&y=" + Math.round(event.offsetY * scale), {method: "POST"});
};
}
</script>"""
SCREEN = """<img id=screen src=/screen.png alt="The till's screen">"""
PHONE = "<div class=phone><button>$pay</button><output></output><small>$about</small></div>"


def picture(frame_buffer: Path) -> Image.Image:
    """Return what Xvfb shows, from the file it keeps its screen in (X Window Dump, format version 7)."""
    data = frame_buffer.read_bytes()
    header = struct.unpack(">25I", data[:100])
    header_size, width, height, line_bytes, colors = header[0], header[4], header[5], header[12], header[19]
    pixels = data[header_size + colors * 12 :]
    return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line_bytes, 1)


class ScreenWindow:
    """Serves the page on a port of this machine only."""

    def __init__(self, look: Callable[[], Image.Image], display: str, port: int, *, has_screen: bool = True) -> None:
        parts = {"look": staticmethod(look), "display": display, "wallet": None, "has_screen": has_screen}
        self._handler: Any = type("Handler", (_Handler,), parts)
        self._server = ThreadingHTTPServer((LOOPBACK, port), self._handler)
        self._thread = threading.Thread(target=self._server.serve_forever, name="screen-window", daemon=True)

    def give(self, wallet: Wallet) -> None:
        """Show the phone that pays, from the next look at the page on."""
        self._handler.wallet = wallet

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    look: Callable[[], Image.Image]
    display: str
    wallet: Wallet | None
    has_screen: bool

    def do_GET(self) -> None:
        if urlsplit(self.path).path == "/screen.png":
            buffer = io.BytesIO()
            self.look().save(buffer, "PNG", compress_level=1)
            self._answer(200, buffer.getvalue(), "image/png")
        else:
            page = Template(PAGE).substitute(screen=SCREEN if self.has_screen else "", phone=self._phone())
            self._answer(200, page.encode(), "text/html")

    def _phone(self) -> str:
        return Template(PHONE).substitute(self._words()) if self.wallet is not None else ""

    def _words(self) -> dict[str, str]:
        return words_for(self.headers.get("Accept-Language", ""))

    def do_POST(self) -> None:
        if urlsplit(self.path).path == "/pay" and self.wallet is not None:
            self._answer(200, self.wallet.pay(self._words()).encode(), "text/plain; charset=utf-8")
            return
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
