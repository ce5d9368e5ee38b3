"""The feed's rows about self-checkouts: how this one works, and how the store's others are."""

from __future__ import annotations

import logging
from dataclasses import fields
from typing import Any

from appliance.till.kiosk_terms import TENDERS, KioskTerms
from appliance.till.kiosks import KioskStatus

Data = dict[str, Any]

log = logging.getLogger(__name__)

START = KioskTerms()


def terms_of(said: Data) -> KioskTerms:
    """Return the owner's settings; what is missing or cannot be is as usual."""
    values: Data = {}
    for field in fields(KioskTerms):
        value, usual = said.get(field.name), getattr(START, field.name)
        if value is None:
            continue
        if field.name == "tenders":
            values["tenders"] = tuple(kind for kind in TENDERS if isinstance(value, list) and kind in value)
        elif type(value) is type(usual) and (type(value) is bool or value >= 0):
            values[field.name] = value
        else:
            log.error("The self-checkout's setting %r cannot be %r", field.name, value)
    return KioskTerms(**values)


def status_of(key: str, data: Data) -> KioskStatus:
    """Return the self-checkout of a row."""
    is_called = data.get("state") == "help"
    reason = str(data.get("reason") or "help") if is_called else ""
    return KioskStatus(key, str(data.get("name") or key), reason, int(data.get("since_ms") or 0))
