"""The options every printer has, whatever the way to it, made into what a document needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._escpos import CUTS, Encoder
from ._profile import Profile, profile_names

if TYPE_CHECKING:
    from appliance.drivers._options import Options

    from ._fonts import Fonts
    from ._raster import Rasteriser


class Model:
    """One printer as the settings describe it."""

    def __init__(self, options: Options, fonts: Fonts | None = None) -> None:
        self.profile = Profile(options.choice("profile", profile_names(), "default"))
        self.columns = options.whole("columns", self.profile.columns, 16, 96)
        wide = 12 * self.columns if options.has("columns") else self.profile.dots
        self.dots = options.whole("dots", wide, 96, 1024)
        self.timeout_s = options.seconds("timeout_s", 5, 0.05, 60)
        self.finish_s = options.seconds("finish_s", 20, 0.05, 300)
        self.status = options.flag("status", default=True)
        self.drawer_pin = options.whole("drawer_pin", 2, 2, 5)
        if self.drawer_pin not in {2, 5}:
            raise options.bad("drawer_pin", "2 or 5")
        self.drawer_on_ms = options.whole("drawer_on_ms", 120, 50, 500)
        self.drawer_off_ms = options.whole("drawer_off_ms", 240, 50, 510)
        self._fonts = fonts
        self._rasteriser: Rasteriser | None = None
        self.encoder = Encoder(
            self.profile,
            self.rasteriser,
            dots=self.dots,
            cut=options.choice("cut", tuple(CUTS), self.profile.cut),
            feed_lines=options.whole("feed_lines", 5, 0, 255),
        )

    def rasteriser(self) -> Rasteriser:
        """Return what draws a line; most tills never need it, and its library is large."""
        if self._rasteriser is None:
            from ._raster import Rasteriser  # noqa: PLC0415 - see above

            self._rasteriser = Rasteriser(self.columns, self.dots, self._fonts)
        return self._rasteriser

    @property
    def missing(self) -> str:
        """The last character no font had, "" if every one was drawn."""
        return self._rasteriser.missing if self._rasteriser else ""
