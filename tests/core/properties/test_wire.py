"""Laws of what is written down and sent: the same on every machine, and nothing unreadable gets through."""

import copy
import json
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from appliance.core import feed, message
from appliance.core.canonical import NotCanonical, canonical, spelled
from appliance.core.entries import FIELDS, BodyWrong, check_body
from appliance.core.journal import GENESIS, ChainBroken, seal, verify
from appliance.core.message import MessageUnreadable, read, write
from tests.core.properties.strategies import bodies, numbers, texts, values

hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
names = st.text(min_size=1).filter(lambda text: not any(0xD800 <= ord(c) <= 0xDFFF for c in text))


@st.composite
def chains(draw):
    chain = []
    prev = GENESIS
    for seq in range(1, draw(st.integers(1, 6)) + 1):
        chain.append(seal(seq, draw(numbers), draw(texts), draw(texts), draw(bodies), prev))
        prev = chain[-1]["hash"]
    return chain


rows = st.builds(feed.row, names, names, st.integers(1, 2**53 - 1), st.none() | bodies)
messages = st.one_of(
    st.builds(message.journal, texts, chains()),
    st.builds(message.pull, numbers, numbers),
    st.builds(message.answer, texts, st.booleans(), bodies),
    st.builds(message.ack, numbers, hashes),
    st.builds(message.resend, numbers),
    st.builds(message.fork, numbers),
    st.builds(message.head, numbers),
    st.builds(message.feed, numbers, numbers, st.lists(rows, max_size=5), st.booleans()),
    st.builds(message.status, st.booleans(), texts, numbers, numbers, st.dictionaries(texts, texts, max_size=4)),
)


@given(values)
def test_canonical_text_reads_back_as_the_same_value_and_is_stable(value):
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    assert spelled(value) == text
    assert text == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", 'quoted "\udc00', "line\n\ud8ff"])
def test_half_a_character_is_refused(text):
    for value in (text, {text: 1}, [text]):
        with pytest.raises(NotCanonical):
            canonical(value)


@given(chains())
def test_a_chain_that_was_sealed_is_accepted_after_any_trip_through_json(chain):
    assert verify(json.loads(json.dumps(chain))) == (len(chain), chain[-1]["hash"])


@given(chains(), st.data())
def test_any_other_value_anywhere_in_a_chain_is_found(chain, data):
    changed = copy.deepcopy(chain)
    entry = data.draw(st.sampled_from(changed))
    key = data.draw(st.sampled_from(sorted(entry)))
    entry[key] = data.draw(values if key != "body" else bodies)
    try:
        verify(changed)
    except ChainBroken:
        return
    assert json.dumps(changed) == json.dumps(chain) or changed == chain


@given(messages)
def test_a_message_reads_back_as_it_was_written(sent):
    assert read(write(sent)) == sent


@given(st.binary() | texts.map(str.encode) | values.map(lambda value: json.dumps(value).encode()))
@example(b'{"v":1,"kind":"head","version":1e400}')
@example(b'{"v":1,"kind":"head","version":' + b"9" * 5000 + b"}")
@example(b'{"v":1,"kind":"head","version":NaN}')
@example(b"[" * 100_000)
@example(b'{"v":1,"kind":"journal","till":"\\ud800","entries":[{}]}')
def test_bytes_from_anywhere_are_a_message_or_unreadable(payload):
    with suppress(MessageUnreadable):
        assert read(payload)["v"] == 1


@given(messages, st.data())
def test_a_message_with_anything_in_it_replaced_is_a_message_or_unreadable(sent, data):
    broken = json.loads(write(sent))
    place = broken
    while True:
        inner = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(inner))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            place[key] = data.draw(values | st.floats())
            break
        place = place[key]
    with suppress(MessageUnreadable):
        assert read(json.dumps(broken).encode())["kind"] in message.KINDS


@given(st.sampled_from(sorted(FIELDS)), values)
def test_a_body_from_anywhere_is_whole_or_refused(kind, body):
    try:
        assert check_body(kind, body) is body
    except BodyWrong as error:
        assert kind in str(error)
