"""How amounts, quantities and moments are written for a reader."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appliance.core.money import CURRENCIES, RUPIAH

NOTHING = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
MINUTE_S = 60
HOUR_S = 3_600
DAY_S = 86_400


def money(minor: int, currency: str) -> str:
    """Return an amount with its currency's sign: "Rp 34.040"."""
    return CURRENCIES.get(currency, RUPIAH).format(minor)


def quantity(milli: int, unit: str = "") -> str:
    """Return a quantity without needless decimals, in the reader's spelling, and its unit unless it is counted."""
    whole, part = divmod(abs(milli), 1000)
    text = f"{whole}" if not part else f"{whole}{get_format('DECIMAL_SEPARATOR')}{part:03d}".rstrip("0")
    sign = MINUS if milli < 0 else ""
    return f"{sign}{text} {unit}".strip() if unit and unit != "pcs" else sign + text


def moment(at_ms: int) -> str:
    """Return when something was: "10:42" today, otherwise with its day; a dash for never."""
    if not at_ms:
        return NOTHING
    at = local(at_ms)
    if at.date() == timezone.localdate():
        return date_format(at, "H:i")
    return date_format(at, "j M H:i" if at.year == timezone.localdate().year else "j M Y H:i")


def ago(at_ms: int, now_ms: int) -> str:
    """Return how long ago something was: "12 s ago"; "never" for never."""
    if not at_ms:
        return _("never")
    return _("%s ago") % span(now_ms - at_ms)


def span(length_ms: int) -> str:
    """Return a length of time in its largest unit."""
    seconds = max(0, length_ms) // 1000
    if seconds < MINUTE_S:
        return _("%d s") % seconds
    if seconds < HOUR_S:
        return _("%d min") % (seconds // MINUTE_S)
    if seconds < DAY_S:
        return _("%d h") % (seconds // HOUR_S)
    days = seconds // DAY_S
    return ngettext("%d day", "%d days", days) % days


def local(at_ms: int) -> datetime:
    """Return a moment on the wall clock of the back office."""
    return timezone.localtime(datetime.fromtimestamp(at_ms / 1000, UTC))
