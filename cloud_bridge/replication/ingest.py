"""What the bridge answers a till: a function of the message and the database, in one transaction per message."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import connection

from appliance.core import message
from appliance.core.journal import GENESIS
from cloud_bridge.database import fetch, insert, writing
from cloud_bridge.fleet.models import Till
from cloud_bridge.keys import now_ms
from cloud_bridge.replication import chain, effects, feed, signatures
from cloud_bridge.replication.errors import EntriesTorn, TillMistaken, TillUnknown
from cloud_bridge.replication.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Message = dict[str, Any]
    JournalEntry = dict[str, Any]

log = logging.getLogger(__name__)
ENTRY = ("till_id", "seq", "at_ms", "by", "type", "body", "hash", "sig", "refused")
MOST_REASON = 300
_TILL = ("key", "merchant_id", "store_id", "public_key", "journal_seq", "journal_hash", "forked_at_seq")
# Writing to the row locks it, on every database.
_LOCK = """UPDATE fleet_till SET seen_at_ms = %s WHERE key = %s
    RETURNING key, merchant_id, store_id, public_key, journal_seq, journal_hash, forked_at_seq"""
_STORED = "UPDATE fleet_till SET journal_seq = %s, journal_hash = %s, public_key = %s WHERE key = %s RETURNING key"


def take_turns(till_keys: Iterable[str]) -> None:
    """Wait until nobody else writes the books of these tills' merchants; see feed.take_turn."""
    merchants = Till.objects.filter(key__in=set(till_keys)).order_by("merchant").values_list("merchant", flat=True)
    for merchant_key in merchants.distinct() if connection.features.has_select_for_update else ():
        feed.take_turn(merchant_key)


def handle(till_key: str, said: Message, *, carefully: bool = True) -> list[Message]:
    """Act on a message (as `message.read` returned it) of this till and return the answers, when all is durable.

    Raises TillUnknown, TillMistaken or EntriesTorn: then nothing was done, and nothing is answered. Without care it is
    faster and expects entries that the books can take; where it raises, the transaction around it must be undone.
    """
    if said["kind"] == "journal":
        return [take_in(till_key, said, carefully=carefully)]
    if said["kind"] == "pull":
        return [page(till_key, said["since"], said["limit"])]
    return []


def take_in(till_key: str, said: Message, *, carefully: bool = True) -> Message:
    """Store a journal message and apply its effects, all or nothing; return ack, resend or fork."""
    entries = said["entries"]
    if said["till"] != till_key:
        raise TillMistaken(till=till_key, named=said["till"])
    bodies = chain.check(till_key, entries)  # outside the transaction: nobody waits for arithmetic
    with writing(savepoint=carefully):
        found = fetch(_LOCK, now_ms(), till_key)
        if not found:
            raise TillUnknown(till=till_key)
        return _answer(Till(**dict(zip(_TILL, found[0], strict=True))), entries, bodies, carefully=carefully)


def page(till_key: str, since: int, limit: int) -> Message:
    """Return the feed message that answers a pull."""
    till = Till.objects.filter(key=till_key).first()
    if till is None:
        raise TillUnknown(till=till_key)
    return feed_message(since, feed.since(till, since, max(1, min(limit, message.PULL_LIMIT))))


def feed_message(since: int, found: feed.Page) -> Message:
    """Return a page of the feed as a message."""
    return {**message.feed(since, found.upto, found.rows, found.more), "seq": found.seq}


def _answer(till: Till, entries: Sequence[JournalEntry], bodies: Sequence[str], *, carefully: bool) -> Message:
    if till.forked_at_seq is not None:
        return message.fork(till.forked_at_seq)
    if entries and entries[0]["seq"] > till.journal_seq + 1:
        return message.resend(till.journal_seq)
    forked_at_seq = _fork(till, entries)
    if forked_at_seq is not None:
        Till.objects.filter(key=till.key).update(forked_at_seq=forked_at_seq)
        log.error("Till %s is not the one we know: its entry %d differs. A person decides.", till.key, forked_at_seq)
        return message.fork(forked_at_seq)
    new = [entry for entry in entries if entry["seq"] > till.journal_seq]
    if new:
        _store(till, new, bodies[-len(new) :], carefully=carefully)
    return message.ack(till.journal_seq, till.journal_hash)


def _fork(till: Till, entries: Sequence[JournalEntry]) -> int | None:
    """Return the first entry that is not the one this till wrote before, or None."""
    if not entries:
        return None
    first = entries[0]
    old = [entry for entry in entries if entry["seq"] <= till.journal_seq]
    if old:
        stored = Entry.objects.filter(till=till, seq__gte=first["seq"], seq__lte=old[-1]["seq"])
        known = dict(stored.values_list("seq", "hash"))
        return next((entry["seq"] for entry in old if known.get(entry["seq"]) != entry["hash"]), None)
    if first["prev"] != till.journal_hash:
        if till.journal_hash == GENESIS:
            raise EntriesTorn(till=till.key, reason="entry 1 does not begin a journal")
        return till.journal_seq
    return 1 if first["seq"] == 1 and not _is_claimed_as(till, first) else None


def _is_claimed_as(till: Till, first: JournalEntry) -> bool:
    """Say whether entry 1 is this very till's; a card that was claimed as another till is as wrong as a cloned one."""
    body = first["body"]
    named = [body.get(field) for field in ("till", "store", "merchant")]
    key = body.get("public_key")
    return (
        first["type"] == "till.claimed"
        and named == [till.key, till.store_id, till.merchant_id]
        and (not till.public_key or key == till.public_key)
    )


def _store(till: Till, entries: Sequence[JournalEntry], bodies: Sequence[str], *, carefully: bool) -> None:
    if entries[0]["seq"] == 1 and signatures.is_key(str(entries[0]["body"].get("public_key"))):
        till.public_key = entries[0]["body"]["public_key"]
    refused = effects.apply(till, entries, signatures.wrong(till.public_key, entries), carefully=carefully)
    rows = [
        _columns(till, entry, body, refused.get(entry["seq"], "")) for entry, body in zip(entries, bodies, strict=True)
    ]
    insert(Entry, ENTRY, rows)
    till.journal_seq, till.journal_hash = entries[-1]["seq"], entries[-1]["hash"]
    fetch(_STORED, till.journal_seq, till.journal_hash, till.public_key, till.key)


def _columns(till: Till, entry: JournalEntry, body: str, reason: str) -> tuple[Any, ...]:
    if reason:
        log.warning("Entry %d of till %s is refused: %s", entry["seq"], till.key, reason)
    sig = entry.get("sig", "")
    said = (entry["seq"], entry["at_ms"], entry["by"], entry["type"], body, entry["hash"])
    return (till.key, *said, sig if isinstance(sig, str) else "", reason[:MOST_REASON])
