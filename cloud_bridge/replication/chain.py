"""The chain of hashes of one message, checked at the speed of a backlog.

The same check as `appliance.core.journal.verify`. The canonical text is what the json module writes in C, floats and
broken text apart: an entry that might hold either, and one that does not fit, goes to the core, whose word counts.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from appliance.core import journal
from cloud_bridge.replication.errors import EntriesTorn

if TYPE_CHECKING:
    from collections.abc import Sequence

    Entry = dict[str, Any]

_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode
_float = re.compile(r"[:,\[]-?(?:[0-9]+[.e]|NaN|Infinity)")
_small_float = re.compile(r"e-[0-9]{2,3}[,}\]]")


def check(till_key: str, entries: Sequence[Entry]) -> list[str]:
    """Return the text of every body of entries (of a message that was read) that follow each other.

    Raises EntriesTorn if they do not.
    """
    bodies: list[str] = []
    seq, prev = (entries[0]["seq"], entries[0]["prev"]) if entries else (1, journal.GENESIS)
    if seq < 1:
        raise EntriesTorn(till=till_key, reason="entries are counted from 1")
    for entry in entries:
        body = _text(entry["body"])
        if entry["seq"] != seq or entry["prev"] != prev or not _fits(entry, body):
            try:
                journal.verify([entry], seq - 1, prev)
            except journal.ChainBroken as error:
                raise EntriesTorn(till=till_key, reason=error) from error
        seq, prev = seq + 1, entry["hash"]
        bodies.append(body)
    return bodies


def _fits(entry: Entry, body: str) -> bool:
    by, kind = _text(entry["by"]), _text(entry["type"])
    text = f'{{"at_ms":{entry["at_ms"]},"body":{body},"by":{by},"seq":{entry["seq"]},"type":{kind}}}'
    if _may_hold_float(body):
        return False
    try:
        data = bytes.fromhex(entry["prev"]) + text.encode()
    except UnicodeEncodeError:
        return False
    return bool(hashlib.sha256(data).hexdigest() == entry["hash"])


def _may_hold_float(text: str) -> bool:
    """Look for what every float is written with, and only where that is found for a float."""
    marks = "." in text or "e+" in text or "NaN" in text or "Infinity" in text or _small_float.search(text)
    return bool(marks and _float.search(text))
