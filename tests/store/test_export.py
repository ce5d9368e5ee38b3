"""An exported journal is checked with nothing but itself and a public key; nothing changed in it goes unseen."""

from __future__ import annotations

import contextlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core.canonical import canonical
from appliance.core.journal import ChainBroken, seal
from appliance.store import DeviceKey, KeyNeeded, KeyWrong, NotAStore, entries_of, export_journal, verify_file
from tests.store.goods import open_stall, sell

SALES = 6
LAST = SALES + 2


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signed")
    key = DeviceKey.at(folder / "device.key")
    store = open_stall(folder / "till.db", signer=key)
    for n in range(SALES):
        sell(store, n)
    store.close()
    export_journal(folder / "till.db", folder / "all.jsonl")
    return folder, key.public_hex


@pytest.fixture
def lines(signed):
    return (signed[0] / "all.jsonl").read_text("utf-8").splitlines()


def written(folder, lines):
    path = folder / "changed.jsonl"
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path


def wrong_entry(path):
    """Return the entry that is said to be wrong, 0 where the file is no export at all, None where nothing is wrong."""
    try:
        verify_file(path)
    except ChainBroken as error:
        return error.values["seq"]
    except NotAStore:
        return 0
    except KeyNeeded:  # the first entry says that it is not the first
        return 1
    return None


def is_same(line, changed):
    with contextlib.suppress(ValueError):
        return json.loads(changed) == json.loads(line)
    return False


def test_an_export_is_whole_and_is_verified_by_the_key_in_its_first_entry(signed):
    folder, key = signed
    found = verify_file(folder / "all.jsonl")
    assert (found.entries, found.signed, found.first) == (LAST, LAST, 1)
    assert found == verify_file(folder / "all.jsonl", key) == verify_file(folder / "till.db")
    assert [entry["seq"] for entry in entries_of(folder / "all.jsonl")] == list(range(1, LAST + 1))


def test_every_line_is_the_canonical_text_of_its_entry(lines):
    assert [canonical(json.loads(line)) for line in lines] == lines


def test_an_export_of_the_end_needs_the_key_and_says_where_it_begins(signed, tmp_path):
    folder, key = signed
    assert export_journal(folder / "till.db", tmp_path / "end.jsonl", 4) == LAST - 3
    with pytest.raises(KeyNeeded, match="begins at entry 4"):
        verify_file(tmp_path / "end.jsonl")
    found = verify_file(tmp_path / "end.jsonl", key)
    assert (found.entries, found.signed, found.first) == (LAST - 3, LAST - 3, 4)


def test_a_store_that_is_selling_can_be_exported(tmp_path):
    store = open_stall(tmp_path / "till.db")
    sell(store, 1)
    assert export_journal(tmp_path / "till.db", tmp_path / "now.jsonl") == 3
    store.close()
    assert not list(tmp_path.glob("*.part"))


def test_another_tills_key_does_not_open_it(signed):
    folder, _ = signed
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    with pytest.raises(ChainBroken, match="entry 1 is wrong: it names another public key"):
        verify_file(folder / "all.jsonl", other)


@pytest.mark.parametrize("key", ["abc", "zz" * 32, "ab" * 31])
def test_what_is_no_key_is_refused_by_its_text(signed, key):
    with pytest.raises(KeyWrong, match=key):
        verify_file(signed[0] / "all.jsonl", key)


def test_a_journal_made_up_whole_by_somebody_else_is_known_by_the_key(signed, tmp_path):
    folder, key = signed
    forger = Ed25519PrivateKey.generate()
    chain, prev = [], "0" * 64
    for old in entries_of(folder / "all.jsonl"):
        body = old["body"]
        if old["seq"] == 1:
            body = {**body, "public_key": forger.public_key().public_bytes_raw().hex()}
        new = seal(old["seq"], old["at_ms"], old["by"], old["type"], body, prev)
        new["sig"] = forger.sign(bytes.fromhex(new["hash"])).hex()
        prev = new["hash"]
        chain.append(canonical(new))
    path = written(tmp_path, chain)
    assert verify_file(path).entries == LAST  # nothing in the file gives it away
    with pytest.raises(ChainBroken, match="another public key"):
        verify_file(path, key)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(seq=st.integers(1, LAST), place=st.integers(0, 5_000), other=st.characters(codec="utf-8"))
def test_a_character_changed_anywhere_names_its_entry_or_changes_nothing(lines, tmp_path_factory, seq, place, other):
    line = lines[seq - 1]
    place %= len(line)
    changed = line[:place] + other + line[place + 1 :]
    path = written(tmp_path_factory.mktemp("changed"), [*lines[: seq - 1], changed, *lines[seq:]])
    # a line end in the middle makes two lines of one; without its first "{" a file is no export
    assert wrong_entry(path) in ((seq, seq + 1) if place or seq > 1 else (0,)) or is_same(line, changed)


def test_an_entry_that_does_not_know_its_number_is_named_by_its_place(lines, tmp_path):
    path = written(tmp_path, [lines[0], lines[1].replace('"seq":2', '"sea":2'), *lines[2:]])
    assert wrong_entry(path) == 2


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(seq=st.integers(2, LAST - 1), copies=st.sampled_from((0, 2)))
def test_a_line_dropped_or_doubled_is_noticed_in_its_place(lines, tmp_path_factory, seq, copies):
    path = written(tmp_path_factory.mktemp("changed"), [*lines[: seq - 1], *[lines[seq - 1]] * copies, *lines[seq:]])
    with pytest.raises(ChainBroken) as caught:
        verify_file(path)
    assert caught.value.values["seq"] == seq + bool(copies)


def test_a_last_line_cut_short_is_named(lines, tmp_path):
    path = written(tmp_path, [*lines[:-1], lines[-1][:-30]])
    with pytest.raises(ChainBroken) as caught:
        verify_file(path)
    assert caught.value.values["seq"] == LAST


def test_what_is_no_store_cannot_be_exported(tmp_path):
    for content in (None, b"milk"):
        if content:
            (tmp_path / "x.db").write_bytes(content)
        with pytest.raises(NotAStore):
            export_journal(tmp_path / "x.db", tmp_path / "out.jsonl")
        assert not (tmp_path / "out.jsonl").exists()
