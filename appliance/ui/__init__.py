"""The till's screen: Kivy, three zones that never leave, one desk."""

from ._app import LapakApp
from ._loop import Loop
from ._panel import PANELS, Panel
from ._theme import THEMES
from .text import LANGUAGES, translator

__all__ = ["LANGUAGES", "PANELS", "THEMES", "LapakApp", "Loop", "Panel", "translator"]
