from __future__ import annotations

import threading

import pytest
from django.db import connection

from cloud_bridge.channels import lease, tokens
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel, Lease
from cloud_bridge.channels.tokens import ChannelTokens
from cloud_bridge.connectors.errors import NeedsOwner
from cloud_bridge.connectors.port import Tokens
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant, Store

OLD = Tokens("access 1", "refresh 1", 1, 1)


def test_a_lease_is_held_by_one_at_a_time(db):
    with held("x") as mine, held("x") as other, held("y") as another:
        assert mine
        assert other is None
        assert another
    with held("x") as later:
        assert later


def test_a_lease_ends_by_itself_and_whoever_was_slow_learns_so(db):
    with held("x", length_ms=0) as slow:
        with held("x") as quick, writing():
            assert slow is not None
            assert quick is not None
            assert not slow.keep()
            assert quick.keep()
        assert Lease.objects.get().holder == ""


def test_a_lease_is_given_back_after_an_error(db):
    with pytest.raises(ValueError, match="oh"), held("x"):
        raise ValueError("oh")
    with held("x") as again:
        assert again


def test_a_lease_lasts_as_long_as_its_work_and_ends_soon_after_a_process_is_killed(transactional_db, monkeypatch):
    monkeypatch.setattr(lease, "BEAT_S", 0.05)
    monkeypatch.setattr(lease, "_heart", lease._Heart())
    with held("x", length_ms=400) as mine:
        threading.Event().wait(1.2)
        with held("x") as other:
            assert other is None
        assert mine
        lease._heart.remove(mine)  # as if nobody were there to prolong it
        threading.Event().wait(0.6)
        with held("x") as next_one:
            assert next_one


@pytest.fixture
def channel(transactional_db):
    merchant = Merchant.objects.create(name="Warung")
    store = Store.objects.create(merchant=merchant, name="Warung")
    made = Channel.objects.create(merchant=merchant, store=store, market="fake", name="Toko", shop_id="77")
    tokens.store(made.pk, OLD)
    return made


def test_a_channel_without_tokens_needs_its_owner(channel):
    Channel.objects.update(tokens={})
    with pytest.raises(NeedsOwner):
        ChannelTokens(channel.pk, "Fake").read()


def test_eight_workers_renew_once_and_all_get_the_new_tokens(channel):
    fetched, got = [], []
    start = threading.Barrier(8)

    def fetch(current):
        fetched.append(current.refresh_token)
        threading.Event().wait(0.05)
        return Tokens("access 2", "refresh 2", 2, 2)

    def work():
        start.wait()
        got.append(ChannelTokens(channel.pk, "Fake").renew(OLD, fetch))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert fetched == ["refresh 1"]
    assert {one.refresh_token for one in got} == {"refresh 2"}


def test_new_tokens_are_stored_before_they_are_used(channel):
    store = ChannelTokens(channel.pk, "Fake")
    fresh = store.renew(OLD, lambda _current: Tokens("access 2", "refresh 2", 2, 2))
    assert store.read() == fresh


def test_a_renewal_that_failed_leaves_the_old_tokens(channel):
    store = ChannelTokens(channel.pk, "Fake")

    def fail(_current):
        raise NeedsOwner(market="Fake", reason="ended")

    with pytest.raises(NeedsOwner):
        store.renew(OLD, fail)
    assert store.read() == OLD
    assert store.renew(OLD, lambda _current: Tokens("a", "r", 2, 2)).access_token == "a"
