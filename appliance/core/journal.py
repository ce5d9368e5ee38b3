"""The journal: entries in a chain of hashes, so that nothing can be changed, dropped or slipped in unseen.

hash = SHA-256(prev as 32 bytes + canonical text of seq, at_ms, by, type, body). `prev` of entry 1 is 64 zeros.
"""

import binascii
import hashlib

from .canonical import NotCanonical, canonical
from .errors import N_, LapakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Entry = dict[str, Any]

GENESIS = "0" * 64
TYPES = (
    "till.claimed", "shift.opened", "shift.closed", "sale.completed", "sale.refunded", "sale.voided",
    "tender.returned", "cart.parked", "cash.moved", "drawer.opened", "receipt.reprinted", "stock.counted",
    "stock.received", "stock.adjusted", "transfer.requested", "order.accepted", "order.packed", "order.picked",
    "order.handed_over", "customer.added", "card.issued", "card.spent", "staff.clocked", "staff.signed_in",
    "staff.signed_out", "staff.locked", "staff.unlocked", "approval.given", "line.removed", "customer.changed",
    "customer.forgotten", "period.closed", "receipt.sent", "training.began", "training.ended", "settings.changed",
    "fault.raised", "fault.cleared", "kiosk.begun", "kiosk.help_called", "kiosk.help_ended", "kiosk.left",
    "escrow.requested", "escrow.returned",
)  # fmt: skip


class ChainBroken(LapakError):
    """An entry that is not what was written, or not where it was written."""

    code = "journal.broken"
    text = N_("Journal entry {seq} is wrong: {reason}. Keep this card and call support.")


def fingerprint(entry: "Entry") -> str:
    """Return the hash an entry must have, from its content and its `prev`."""
    said = {key: entry[key] for key in ("seq", "at_ms", "by", "type", "body")}
    text = canonical(said).encode("utf-8")
    digest = hashlib.sha256(binascii.unhexlify(entry["prev"]) + text).digest()
    return binascii.hexlify(digest).decode()


def seal(seq: int, at_ms: int, by: str, kind: str, body: "dict[str, Any]", prev: str) -> "Entry":
    """Return a new entry with its hash, to follow the entry whose hash is `prev`."""
    entry = {"seq": seq, "at_ms": at_ms, "by": by, "type": kind, "body": body, "prev": prev}
    entry["hash"] = fingerprint(entry)
    return entry


def check_shape(thing: "Any") -> "Entry":
    """Return the entry if it has every field with the right kind of value, or raise ChainBroken."""
    if type(thing) is not dict:
        raise ChainBroken(seq="?", reason="it is no object")
    entry: Entry = thing
    seq = entry["seq"] if type(entry.get("seq")) is int else "?"
    for key, kind in (("seq", int), ("at_ms", int), ("by", str), ("type", str), ("body", dict)):
        if type(entry.get(key)) is not kind:
            raise ChainBroken(seq=seq, reason="“" + key + "” is missing or of the wrong kind")
        if kind is int and not 0 <= entry[key] < 2**53:
            raise ChainBroken(seq=seq, reason="“" + key + "” is out of range")
    for key in ("prev", "hash"):
        text = entry.get(key)
        if type(text) is not str or len(text) != 64 or text.strip("0123456789abcdef"):
            raise ChainBroken(seq=seq, reason="“" + key + "” is no hash")
    return entry


def verify(entries: "Iterable[Entry]", seq: int = 0, prev: str = GENESIS) -> "tuple[int, str]":
    """Return (last seq, last hash) of entries that follow entry `seq` with hash `prev`, or raise ChainBroken."""
    for given in entries:
        entry = check_shape(given)
        seq += 1
        if entry["seq"] != seq:
            raise ChainBroken(seq=seq, reason="entry %d stands in its place" % entry["seq"])
        if entry["prev"] != prev:
            raise ChainBroken(seq=seq, reason="it does not follow the entry before it")
        try:
            expected = fingerprint(entry)
        except NotCanonical as error:
            raise ChainBroken(seq=seq, reason=str(error))
        if entry["hash"] != expected:
            raise ChainBroken(seq=seq, reason="its content was changed")
        prev = expected
    return seq, prev
