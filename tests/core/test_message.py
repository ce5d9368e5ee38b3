import json

from appliance.core import feed, message
from appliance.core.message import MessageUnreadable, read, write
from tests.core.chain import some_journal
from tests.core.checks import equal, raises

COMMAND = {"v": 1, "kind": "command", "id": "c1", "name": "identify", "args": {}, "expires_ms": 5}


def one_of_each():
    return [
        message.journal("t1", some_journal(2)),
        message.pull(3),
        message.answer("c1", True, {"seen": 1}),
        message.ack(5, "ab" * 32),
        message.resend(4),
        message.fork(3),
        message.head(812),
        message.feed(
            1, 3, [feed.row("variant", "v1", 1, {"name": "Kopi ☕"}), feed.row("price", "p1", 3, None)], False
        ),
        message.status(True, "1.0", 1_700_000_000_000, 0, {"printer": "ok"}),
        COMMAND,
    ]


def unreadable(thing):
    payload = thing if type(thing) is bytes else json.dumps(thing).encode()
    return str(raises(MessageUnreadable, read, payload))


def test_every_kind_reads_back_as_it_was_written():
    kinds = []
    for one in one_of_each():
        equal(read(write(one)), one)
        kinds.append(one["kind"])
    equal(sorted(kinds), sorted(message.KINDS))


def test_fields_of_a_later_version_are_ignored():
    equal(read(b'{"v":1,"kind":"head","version":3,"colour":"red"}')["version"], 3)


def test_every_field_is_missed_by_its_name():
    for one in one_of_each():
        for key in one:
            if key in ("v", "kind"):
                continue
            without = dict(one)
            del without[key]
            equal("“" + key + "” is missing" in unreadable(without), True)


def test_a_field_of_the_wrong_kind_is_refused():
    for one in one_of_each():
        for key in one:
            for other in (None, 1.5, -1, 2**53, [1], {"a": 1}, "?", True):
                if type(other) is type(one[key]) and other not in (-1, 2**53, "?", [1]):
                    continue
                if key != "kind" and type(other) is str and type(one[key]) is str:
                    continue
                if key in ("data", "health", "args") and type(other) is dict:
                    continue
                wrong = dict(one)
                wrong[key] = other
                unreadable(wrong)


def test_what_is_no_message_is_refused():
    for payload in (
        b"", b" ", b"null", b"1", b'"x"', b"[]", b"{}", b"{", b'{"v"', b"\xff\xfe", b"\x00", b"nan", b'{"v":1}',
        b'{"v":1,"kind":[]}', b'{"v":2,"kind":"head","version":1}', b'{"v":true,"kind":"head","version":1}',
        b'{"v":1,"kind":"gossip"}', b'{"v":1.0,"kind":"head","version":1}',
        '{"v":1,"kind":"head","version":"\u0661"}'.encode(),
    ):  # fmt: skip
        unreadable(payload)


def test_every_message_that_was_cut_short_is_refused():
    for one in (message.ack(5, "ab" * 32), message.head(8), COMMAND):
        payload = write(one)
        for end in range(len(payload)):
            try:
                cut = read(payload[:end])
            except MessageUnreadable:
                continue
            equal(cut, one)  # some readers forgive a missing last brace; nothing may be lost by it


def test_a_broken_entry_or_row_makes_the_message_unreadable():
    chain = some_journal(2)
    del chain[1]["prev"]
    equal("“prev”" in unreadable(message.journal("t1", chain)), True)
    for row in (
        None,
        {"table": "", "key": "k", "version": 1, "data": None},
        {"table": "t", "key": 5, "version": 1, "data": None},
        {"table": "t", "key": "k", "version": 0, "data": None},
        {"table": "t", "key": "k", "version": True, "data": None},
        {"table": "t", "key": "k", "version": 2**53, "data": None},
        {"table": "t", "key": "k", "version": 1, "data": []},
        {"table": "t", "key": "k", "version": 1},
    ):
        unreadable(message.feed(0, 1, [row], False))


def test_a_payload_nested_deeply_is_refused_on_every_machine():
    start = b'{"v":1,"kind":"status","online":true,"version":"1","at_ms":1,"unsent":0,"health":'
    for levels in (40, 200):
        unreadable(start + b'{"a":' * levels + b"1" + b"}" * levels + b"}")
        unreadable(b"[" * levels + b"]" * levels)
        unreadable(b"[" * levels)
