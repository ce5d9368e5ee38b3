"""Authorisation: the link, the code, renewal, and never two renewals at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.port import Tokens
from cloud_bridge.connectors.shopee import MARKET
from cloud_bridge.connectors.tokens import MemoryTokenStore


def test_the_link_leads_back_with_a_code_that_works_once(shop) -> None:
    link = MARKET.authorise_link(shop.settings(), "https://bridge.example.com/back?y=1", "x", time.time)
    back = urlsplit(httpx2.get(link).headers["location"])
    assert back.netloc == "bridge.example.com"
    answer = dict(parse_qsl(back.query))
    assert answer["state"] == "x"
    granted = MARKET.exchange_code(shop.settings(), answer, "", time.time)
    assert (granted.shop_id, bool(granted.tokens.access_token)) == (shop.shop_id, True)
    with pytest.raises(NeedsOwner):
        MARKET.exchange_code(shop.settings(), answer, "", time.time)


def test_another_shop_than_the_channels_is_not_let_in(shop) -> None:
    answer = {"code": shop.secrets.new_code(), "shop_id": shop.shop_id}
    with pytest.raises(Refused, match=shop.shop_id):
        MARKET.exchange_code(shop.settings(), answer, "12", time.time)


@pytest.mark.parametrize("expire_in_is_moment", [False, True])
def test_expiry_is_understood_as_duration_and_as_moment(shop, grant, expire_in_is_moment) -> None:
    shop.behaviour.turn(expire_in_is_moment=expire_in_is_moment)
    assert abs(grant().access_expires_at_ms - (time.time() + 4 * 3600) * 1000) < 5_000


@pytest.mark.parametrize("error_http", [200, 403])
def test_an_expired_token_is_renewed_without_anybody_noticing(shop, connect, grant, error_http) -> None:
    shop.behaviour.turn(error_http=error_http)
    store = MemoryTokenStore(grant())
    before = store.read()
    connector = connect(tokens=store)
    shop.secrets.expire()
    assert len(connector.read_products(["1002"])) == 1
    assert store.read().refresh_token != before.refresh_token


def test_a_token_about_to_end_is_renewed_before_the_call(shop, connect, grant) -> None:
    shop.behaviour.turn(access_life_s=30)
    store = MemoryTokenStore(grant())
    shop.behaviour.turn(access_life_s=14_400)
    before = store.read()
    connect(tokens=store).read_products(["1002"])
    assert store.read().access_expires_at_ms > before.access_expires_at_ms


def test_many_workers_with_one_expired_token_renew_it_once(shop, connect, grant) -> None:
    store = MemoryTokenStore(grant())
    connectors = [connect(tokens=store) for _ in range(2)]
    for _ in range(5):
        shop.secrets.expire()
        before = store.read()
        used = shop.store.row("SELECT count(*) AS n FROM secret WHERE kind = 'refresh' AND used = 1")["n"]
        with ThreadPoolExecutor(8) as workers:
            asked = [workers.submit(connectors[n % 2].read_products, ["1002"]) for n in range(8)]
        assert all(len(ask.result()) == 1 for ask in asked)
        assert store.read() != before
        now_used = shop.store.row("SELECT count(*) AS n FROM secret WHERE kind = 'refresh' AND used = 1")["n"]
        assert now_used == used + 1


def test_a_refresh_token_that_was_used_by_somebody_else_needs_the_owner(shop, connect, grant) -> None:
    first = grant()
    connector = connect(tokens=MemoryTokenStore(first))
    twin = connect(tokens=MemoryTokenStore(first))
    shop.secrets.expire()
    connector.read_products(["1002"])
    shop.secrets.expire()
    with pytest.raises(NeedsOwner, match="error_shop_refresh_token"):
        twin.read_products(["1002"])


def test_an_owner_who_disconnects_is_asked_to_connect_again(shop, connector) -> None:
    shop.secrets.revoke()
    with pytest.raises(NeedsOwner):
        connector.list_products(None)


def test_renewal_that_gets_no_answer_is_tried_again_later(shop, connector) -> None:
    shop.secrets.expire()
    shop.faults.turn(server_error=1.0, only="/auth/")
    with pytest.raises(TryLater):
        connector.read_products(["1002"])
    shop.faults.reset()
    assert connector.read_products(["1002"])


def test_a_store_that_already_has_newer_tokens_fetches_nothing() -> None:
    old, new = Tokens("a", "r", 1, 1), Tokens("b", "s", 2, 2)
    store = MemoryTokenStore(new)

    def fetch(_: Tokens) -> Tokens:
        raise AssertionError

    assert store.renew(old, fetch) == new
