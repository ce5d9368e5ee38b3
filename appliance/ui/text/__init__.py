"""The words: English in the source, other languages in <language>/LC_MESSAGES/lapak.po (compiled to .mo)."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.core.errors import LapakError

if TYPE_CHECKING:
    from collections.abc import Callable

REASONS = ("reason", "result")  # values of an error that are words of ours, not names of the shop's
FOLDER = Path(__file__).parent


def languages(folder: Path = FOLDER) -> dict[str, str]:
    """Return the languages of a folder by their codes, each called what its own catalogue's Language-Team says."""
    found = {"en": "English"}  # the source
    for path in sorted(folder.glob("*/LC_MESSAGES/lapak.mo")):
        code = path.parents[1].name
        said = gettext.translation("lapak", folder, [code])
        found[code] = said.info().get("language-team", code)
    return dict(sorted(found.items(), key=lambda item: item[1]))


LANGUAGES = languages()

_words: gettext.NullTranslations = gettext.NullTranslations()


def translator(language: str) -> Callable[[str], str]:
    """Return what puts a sentence into a language, for paper; English needs no catalogue."""
    return _catalogue(language).gettext


def use(language: str, folder: Path = FOLDER) -> None:
    """Speak this language on the screen from now on."""
    global _words  # noqa: PLW0603 - one screen speaks one language
    _words = _catalogue(language, folder)


def _catalogue(language: str, folder: Path = FOLDER) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("lapak", folder, [language])


def _(text: str, /, **values: object) -> str:
    """Return a sentence in the language in use, with its values."""
    said = _words.gettext(text)
    return said.format(**values) if values else said


def ngettext(one: str, many: str, n: int) -> str:
    """Return the sentence for n things, with {n} filled in."""
    return _words.ngettext(one, many, n).format(n=n)


def say(error: LapakError) -> str:
    """Return what is wrong and what to do next; a reason inside it is said in the same language."""
    return _words.gettext(error.text).format(**{name: _said(name, value) for name, value in error.values.items()})


def _said(name: str, value: object) -> object:
    if isinstance(value, LapakError):
        return say(value)
    return _words.gettext(value) if name in REASONS and isinstance(value, str) and value else value
