"""Photos come from whoever has them, are taken only for what they are, and never hold anybody up."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from appliance.core.photo import MOST_BYTES, name_of
from appliance.drivers.gallery import Gallery

TEA, COFFEE = b"a photo of tea", b"a photo of coffee"


class Bridge(ThreadingHTTPServer):
    """Serves photos, and whatever else it is told to say."""

    daemon_threads = True

    def __init__(self) -> None:
        self.photos = {name_of(data): data for data in (TEA, COFFEE)}
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/p/"


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Bridge

    def do_GET(self) -> None:
        name = self.path.removeprefix("/p/")
        self.server.asked.append(name)
        data = self.server.photos.get(name)
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Length", str(len(data or b"no")))
        self.end_headers()
        self.wfile.write(data or b"no")

    def log_message(self, *_args: object) -> None:
        pass


def until(done, timeout_s=5.0):
    end = time.monotonic() + timeout_s
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def bridge():
    server = Bridge()
    yield server
    server.shutdown()
    server.server_close()


class Till:
    """A gallery, what its catalogue wants, and what came."""

    def __init__(self, folder, address) -> None:
        self.folder, self.address = folder / "photos", address
        self.wanted: set[str] = set()
        self.came: list[str] = []
        self.gallery = Gallery(
            self.folder,
            wanted=lambda: self.wanted,
            where=lambda: self.address,
            came=self.came.append,
            timeout_s=0.5,
            retry_s=0.05,
        )

    def want(self, *photos):
        self.wanted = {photo if isinstance(photo, str) else name_of(photo) for photo in photos}
        self.gallery.look()


@pytest.fixture
def till(tmp_path, bridge):
    made = Till(tmp_path, bridge.address)
    made.gallery.start()
    yield made
    made.gallery.stop()


def test_what_the_catalogue_wants_comes_once_and_stays(till, bridge):
    till.want(TEA, COFFEE)
    until(lambda: len(till.came) == 2)
    path = till.gallery.path_of(name_of(TEA))
    assert path is not None
    assert path.read_bytes() == TEA
    till.want(TEA, COFFEE)
    time.sleep(0.1)
    assert sorted(bridge.asked) == sorted([name_of(TEA), name_of(COFFEE)])


def test_what_nobody_wants_any_more_leaves_the_card(till):
    till.want(TEA, COFFEE)
    until(lambda: len(till.came) == 2)
    till.want(COFFEE)
    until(lambda: till.gallery.path_of(name_of(TEA)) is None)
    assert till.gallery.path_of(name_of(COFFEE)) is not None


@pytest.mark.parametrize("answer", [COFFEE, b"", TEA[:-1], b"x" * (MOST_BYTES + 10)])
def test_what_is_not_what_its_name_says_is_not_taken_and_the_next_comes_all_the_same(till, bridge, answer):
    bridge.photos[name_of(TEA)] = answer
    till.want(TEA, COFFEE)
    until(lambda: name_of(COFFEE) in till.came)
    until(lambda: name_of(TEA) in bridge.asked)
    assert till.gallery.path_of(name_of(TEA)) is None


def test_a_photo_the_bridge_has_not_got_is_asked_for_again_when_the_feed_says_something(till, bridge):
    missing = b"a photo of cake"
    till.want(missing)
    until(lambda: bridge.asked)
    time.sleep(0.15)
    assert len(bridge.asked) == 1
    bridge.photos[name_of(missing)] = missing
    till.gallery.look()
    until(lambda: till.came == [name_of(missing)])


def test_a_bridge_that_cannot_be_reached_is_tried_again(tmp_path, bridge):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        till = Till(tmp_path, f"http://127.0.0.1:{nobody.getsockname()[1]}/p/")
        till.gallery.start()
        till.want(TEA)
        time.sleep(0.1)
        assert till.came == []
    till.address = bridge.address
    until(lambda: till.came == [name_of(TEA)])
    till.gallery.stop()


def test_a_bridge_that_says_nothing_is_given_up_in_time(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        till = Till(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}/p/")
        till.gallery.start()
        till.want(TEA)
        time.sleep(0.1)
        began = time.monotonic()
        assert till.gallery.path_of(name_of(TEA)) is None
        assert time.monotonic() - began < 0.05
        till.gallery.stop()
        assert time.monotonic() - began < 1.5


def test_without_an_address_and_for_drawings_nothing_is_asked(till, bridge):
    till.want("bottle", "../../etc/passwd")
    till.address = ""
    till.want(TEA)
    time.sleep(0.1)
    assert bridge.asked == []
    assert till.gallery.path_of("../../etc/passwd") is None


def test_a_photo_that_was_half_written_at_a_power_cut_comes_anew(tmp_path, bridge):
    till = Till(tmp_path, bridge.address)
    till.folder.mkdir()
    (till.folder / f"{name_of(TEA)}.half").write_bytes(TEA[:3])
    till.wanted = {name_of(TEA)}
    till.gallery.start()
    until(lambda: till.came == [name_of(TEA)])
    assert [path.name for path in till.folder.iterdir()] == [name_of(TEA)]
    till.gallery.stop()
