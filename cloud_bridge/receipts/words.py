"""The words of a receipt in the reader's language; the same that paper has."""

from __future__ import annotations

from django.utils.translation import gettext

from appliance.core.receipt_blocks import WORDS


def words() -> dict[str, str]:
    """Return every word of a receipt by its key."""
    return {key: gettext(word) for key, word in WORDS.items()}
