"""Photos of products as textures: read on a thread of their own, and given to whoever waits for them."""

from __future__ import annotations

import logging
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from weakref import WeakMethod

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)

MOST = 64  # of those seen last; the largest page has fewer tiles


class Photos:
    """Belongs to the screen's thread.

    find(name): where a photo is on the card, None while it is not there; post(job): run a function on the screen's
    thread.
    """

    def __init__(self, find: Callable[[str], Path | None], post: Callable[[Callable[[], None]], None]) -> None:
        self._find, self._post = find, post
        self._textures: OrderedDict[str, Any] = OrderedDict()  # None is one that cannot be shown
        self._waiting: dict[str, list[WeakMethod[Any]]] = {}
        self._reading: set[str] = set()
        self._reader: ThreadPoolExecutor | None = None

    def texture(self, name: str, then: Callable[[], Any] | None = None) -> Any | None:
        """Return a photo's texture, or None; then (a method) is called once it is here after all."""
        if name in self._textures:
            self._textures.move_to_end(name)
            return self._textures[name]
        if then is not None:
            waiting = self._waiting.setdefault(name, [])
            if all(known() != then for known in waiting):
                waiting.append(WeakMethod(then))
        self._read(name)
        return None

    def came(self, name: str) -> None:
        """Read a photo that has just been fetched, if anybody waits for it."""
        self._textures.pop(name, None)
        if name in self._waiting:
            self._read(name)

    def _read(self, name: str) -> None:
        path = self._find(name)
        if path is None or name in self._reading:
            return
        self._reading.add(name)
        if self._reader is None:
            self._reader = ThreadPoolExecutor(1, "photos")
        self._reader.submit(self._decode, name, path)

    def _decode(self, name: str, path: Path) -> None:
        """Decode a photo, away from the screen's thread; whatever is wrong with it, the tile shows letters."""
        pixels = None
        try:
            from PIL import Image  # noqa: PLC0415 - large, and many shops have no photos

            with Image.open(path, formats=("WEBP",)) as image:
                upside_down = image.convert("RGBA").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            pixels = (upside_down.size, upside_down.tobytes())
        except (OSError, ValueError, SyntaxError) as error:
            log.warning("Photo %s cannot be shown: %s", name, error)
        self._post(lambda: self._show(name, pixels))

    def _show(self, name: str, pixels: tuple[tuple[int, int], bytes] | None) -> None:
        self._reading.discard(name)
        self._textures[name] = None if pixels is None else _texture(*pixels)
        while len(self._textures) > MOST:
            self._textures.popitem(last=False)
        for waiting in self._waiting.pop(name, ()):
            then = waiting()
            if then is not None:
                then()


def _texture(size: tuple[int, int], pixels: bytes) -> Any:
    from kivy.graphics.texture import Texture  # noqa: PLC0415 - needs the window

    texture = Texture.create(size=size, colorfmt="rgba", mipmap=False)
    texture.blit_buffer(pixels, colorfmt="rgba", bufferfmt="ubyte")
    return texture
