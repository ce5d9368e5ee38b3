"""The words: English in the source, other languages in <language>/LC_MESSAGES/lapak.po (compiled to .mo)."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.errors import LapakError

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
FOLDER = Path(__file__).parent

_words: gettext.NullTranslations = gettext.NullTranslations()


def translator(language: str) -> Callable[[str], str]:
    """Return what puts a sentence into a language, for paper; English needs no catalogue."""
    return _catalogue(language).gettext


def use(language: str) -> None:
    """Speak this language on the screen from now on."""
    global _words  # noqa: PLW0603 - one screen speaks one language
    _words = _catalogue(language)


def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("lapak", FOLDER, [language])


def _(text: str, /, **values: object) -> str:
    """Return a sentence in the language in use, with its values."""
    said = _words.gettext(text)
    return said.format(**values) if values else said


def ngettext(one: str, many: str, n: int) -> str:
    """Return the sentence for n things, with {n} filled in."""
    return _words.ngettext(one, many, n).format(n=n)


def say(error: LapakError) -> str:
    """Return what is wrong and what to do next."""
    return _words.gettext(error.text).format(**error.values)
