from __future__ import annotations

import pytest

from appliance.core import journal
from appliance.store import Store
from tests.store.goods import WAIT_S, open_stall, sell


@pytest.fixture
def store(tmp_path):
    with_stall = open_stall(tmp_path / "till.db")
    yield with_stall
    with_stall.close()


def test_entries_are_read_in_pieces_that_fit_together(store):
    for n in range(5):
        sell(store, n)
    pieces = [store.outbox.read(after, 3) for after in (0, 3, 6, 9)]
    assert [len(piece) for piece in pieces] == [3, 3, 1, 0]
    assert journal.verify([entry for piece in pieces for entry in piece])[0] == 7


def test_an_acknowledgement_counts_only_with_the_hash_of_our_own_entry(store):
    entry = sell(store, 1)
    for upto, digest in ((entry["seq"], "00" * 32), (entry["seq"] + 1, entry["hash"]), (0, journal.GENESIS)):
        assert store.outbox.ack(upto, digest).result(WAIT_S) is False
    assert (store.outbox.acked(), store.outbox.unsent()) == (0, (3, 1_700_000_000_000))
    assert store.outbox.ack(entry["seq"], entry["hash"]).result(WAIT_S)
    assert (store.outbox.acked(), store.outbox.unsent()) == (3, (0, None))


def test_an_old_acknowledgement_never_moves_the_cursor_back(store):
    entries = [sell(store, n) for n in range(3)]
    for entry in reversed(entries):
        assert store.outbox.ack(entry["seq"], entry["hash"]).result(WAIT_S)
    assert store.outbox.acked() == entries[-1]["seq"]


def test_cursor_and_fork_are_still_known_after_a_restart(store, tmp_path):
    entry = sell(store, 1)
    store.outbox.ack(entry["seq"], entry["hash"]).result(WAIT_S)
    store.outbox.forked(9).result(WAIT_S)
    store.close()
    again = Store(tmp_path / "till.db")
    assert (again.outbox.acked(), again.outbox.fork()) == (3, 9)
    again.close()
