import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.drivers.terminal import _fields as f
from appliance.drivers.terminal._apdu import Apdu, taken
from appliance.drivers.terminal._words import progress_text, result_text

KINDS = st.integers(0, 0xFFFF)
VARIABLE = sorted(f.TWO_DIGITS | f.THREE_DIGITS | {f.TLV})


@given(st.lists(st.tuples(KINDS, st.binary(max_size=700)), max_size=4), st.data())
def test_messages_come_out_whole_and_in_order_however_the_network_cuts_them(messages, data):
    stream = b"".join(Apdu(*message).encode() for message in messages)
    heard, found = b"", []
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        heard, stream = heard + stream[:cut], stream[cut:]
        message, heard = taken(heard)
        while message is not None:
            found.append(message)
            message, heard = taken(heard)
    assert found == [Apdu(*message) for message in messages]
    assert heard == b""


def test_a_length_of_255_and_more_has_two_bytes_low_one_first():
    assert Apdu(0x06D3, bytes(861)).encode()[:5] == bytes.fromhex("06d3ff5d03")
    assert Apdu(0x06D3, bytes(254)).encode()[:3] == bytes.fromhex("06d3fe")


@given(st.integers(0, 10**12 - 1))
def test_an_amount_is_twelve_digits(minor):
    assert int(f.digits(f.bcd(minor, 6))) == minor
    assert len(f.bcd(minor, 6)) == 6


@given(
    st.dictionaries(st.sampled_from(sorted(f.FIXED)), st.binary(min_size=15, max_size=15)),
    st.dictionaries(st.sampled_from(VARIABLE), st.binary(max_size=99)),
)
def test_fields_come_back_as_they_were_written(fixed, variable):
    wanted = {number: value[: f.FIXED[number]] for number, value in fixed.items()} | variable
    assert f.fields(b"".join(f.field(number, value) for number, value in wanted.items())) == wanted


@given(st.binary(max_size=60))
def test_any_bytes_are_fields_or_one_clear_error(data):
    for read in (f.fields, f.tlv):
        try:
            read(data)
        except f.FieldsBroken:
            continue


def test_a_container_may_be_longer_than_127_and_255_bytes():
    for size in (127, 128, 255, 256, 900):
        assert f.fields(f.field(f.TLV, bytes(size))) == {f.TLV: bytes(size)}


def test_tags_may_have_two_bytes():
    assert f.tlv(bytes.fromhex("410105 1f0701ff")) == [(0x41, b"\x05"), (0x1F07, b"\xff")]


def test_a_field_of_the_wrong_size_is_not_written():
    with pytest.raises(f.FieldsBroken):
        f.field(f.AMOUNT, b"\x01")


def test_every_number_has_words():
    assert result_text(0x78) == "the card has expired"
    assert result_text(0x05) == "05"
    assert progress_text(0x4B) == progress_text(0x0B) == "Take the card out"
    assert progress_text(0xEE) == "Please wait"
