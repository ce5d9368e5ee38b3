"""Errors in the language of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

if TYPE_CHECKING:
    from appliance.core.errors import LapakError


def in_words(error: LapakError) -> str:
    """Return what an error says in the reader's language."""
    return gettext(error.text).format(**error.values)
