"""Messages of the wire (docs/protocol.md): made, written and read in one place for both sides."""

import json

from .canonical import DEEPEST, canonical
from .errors import N_, LapakError
from .feed import RowWrong, check_row
from .journal import ChainBroken, check_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Message = dict[str, Any]

VERSION = 1
MOST_ENTRIES = 200
MOST_BYTES = 128 * 1024
PULL_LIMIT = 500


class MessageUnreadable(LapakError):
    """A payload that is not one of our messages; it is counted, logged and dropped."""

    code = "message.unreadable"
    text = N_("A message on the wire could not be read: {reason}.")


def journal(till: str, entries: "list[dict[str, Any]]") -> "Message":
    """Up: consecutive entries."""
    return {"v": VERSION, "kind": "journal", "till": till, "entries": entries}


def pull(since: int, limit: int = PULL_LIMIT) -> "Message":
    """Up: send me the feed after `since`."""
    return {"v": VERSION, "kind": "pull", "since": since, "limit": limit}


def answer(command: str, ok: bool, data: "dict[str, Any]") -> "Message":
    """Up: what became of a command."""
    return {"v": VERSION, "kind": "answer", "id": command, "ok": ok, "data": data}


def ack(upto: int, digest: str) -> "Message":
    """Down: everything up to `upto`, whose hash is `digest`, is stored for good."""
    return {"v": VERSION, "kind": "ack", "upto": upto, "hash": digest}


def resend(after: int) -> "Message":
    """Down: there is a hole; send again from after + 1."""
    return {"v": VERSION, "kind": "resend", "after": after}


def fork(seq: int) -> "Message":
    """Down: entry `seq` of yours is not the one we have; nothing is applied until a person decides."""
    return {"v": VERSION, "kind": "fork", "seq": seq}


def head(version: int) -> "Message":
    """Down: the feed now ends at `version`."""
    return {"v": VERSION, "kind": "head", "version": version}


def feed(since: int, upto: int, rows: "list[dict[str, Any]]", more: bool) -> "Message":
    """Down: the rows after `since`, up to and including `upto`."""
    return {"v": VERSION, "kind": "feed", "since": since, "upto": upto, "rows": rows, "more": more}


def status(online: bool, version: str, at_ms: int, unsent: int, health: "dict[str, str]") -> "Message":
    """The till's retained status, and its last will."""
    fields = {"online": online, "version": version, "at_ms": at_ms, "unsent": unsent, "health": health}
    fields["v"] = VERSION
    fields["kind"] = "status"
    return fields


def write(message: "Message") -> bytes:
    """Return the payload of a message."""
    return canonical(message).encode("utf-8")


INTS = {
    "pull": ("since", "limit"),
    "ack": ("upto",),
    "resend": ("after",),
    "fork": ("seq",),
    "head": ("version",),
    "feed": ("since", "upto"),
    "status": ("at_ms", "unsent"),
    "command": ("expires_ms",),
}
TEXTS = {"journal": ("till",), "ack": ("hash",), "answer": ("id",), "command": ("id", "name"), "status": ("version",)}
BOOLS = {"feed": ("more",), "answer": ("ok",), "status": ("online",)}
OBJECTS = {"answer": ("data",), "status": ("health",), "command": ("args",)}
LISTS = {"journal": ("entries",), "feed": ("rows",)}
NESTING = (dict, list)
KINDS = ("journal", "pull", "answer", "ack", "resend", "fork", "feed", "head", "command", "status")


def _is_deep(message: "Message") -> bool:
    level: list[Any] = [message]
    for _ in range(DEEPEST):
        inner = [thing.values() if type(thing) is dict else thing for thing in level]
        level = [child for things in inner for child in things if type(child) in NESTING]
        if not level:
            return False
    return True


def read(payload: bytes) -> "Message":
    """Return the message in a payload with every field checked, or raise MessageUnreadable."""
    try:
        message = json.loads(payload.decode("utf-8"))
    except (ValueError, UnicodeError, RuntimeError, MemoryError):
        raise MessageUnreadable(reason="it is no JSON")
    if type(message) is not dict or type(message.get("kind")) is not str:
        raise MessageUnreadable(reason="it has no kind")
    if _is_deep(message):
        raise MessageUnreadable(reason="it is nested too deeply")
    kind = message["kind"]
    if message.get("v") != VERSION or type(message["v"]) is not int:
        raise MessageUnreadable(reason="its version is not " + str(VERSION))
    if kind not in KINDS:
        raise MessageUnreadable(reason="its kind is unknown")
    for table, want in ((INTS, int), (TEXTS, str), (BOOLS, bool), (OBJECTS, dict), (LISTS, list)):
        for key in table.get(kind, ()):
            if type(message.get(key)) is not want:
                raise MessageUnreadable(reason="“" + key + "” is missing or of the wrong kind")
            if want is int and not 0 <= message[key] < 2**53:
                raise MessageUnreadable(reason="“" + key + "” is out of range")
    try:
        if kind == "journal":
            for entry in message["entries"]:
                check_shape(entry)
        elif kind == "feed":
            for thing in message["rows"]:
                check_row(thing)
    except (ChainBroken, RowWrong) as error:
        raise MessageUnreadable(reason=str(error))
    return message
