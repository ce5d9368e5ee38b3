"""Authorisation: the link, the code, renewal until the refresh token's own end, and never two renewals at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.lazada import MARKET
from cloud_bridge.connectors.tokens import MemoryTokenStore

TEA = ["1002"]


def test_the_link_leads_back_with_a_code_that_works_once(shop) -> None:
    link = MARKET.authorise_link(shop.settings(), "https://bridge.example.com/back", "x y", time.time)
    assert urlsplit(link).path == "/oauth/authorize"
    back = urlsplit(httpx2.get(link).headers["location"])
    assert back.netloc == "bridge.example.com"
    answer = {name: value for name, [value] in parse_qs(back.query).items()}
    assert answer["state"] == "x y"
    granted = MARKET.exchange_code(shop.settings(), answer, "", time.time)
    assert granted.shop_id == shop.shop_id
    with pytest.raises(NeedsOwner, match="InvalidCode"):
        MARKET.exchange_code(shop.settings(), answer, "", time.time)


def test_the_live_link_is_at_the_authorisation_host() -> None:
    settings = {"auth_url": "https://auth.lazada.com/rest", "app_key": "1"}
    link = MARKET.authorise_link(settings, "https://bridge.example.com", "s", time.time)
    assert link.startswith("https://auth.lazada.com/oauth/authorize?response_type=code&force_auth=true&client_id=1&")


@pytest.mark.parametrize("sellers_are_object", [False, True])
def test_sellers_are_understood_as_a_list_and_by_country(shop, sellers_are_object) -> None:
    shop.behaviour.turn(sellers_are_object=sellers_are_object)
    answer = {"code": shop.secrets.new_code()}
    assert MARKET.exchange_code(shop.settings(), answer, "", time.time).shop_id == shop.shop_id


def test_an_owner_who_says_yes_for_another_shop_is_told_so(shop) -> None:
    with pytest.raises(Refused, match="another shop"):
        MARKET.exchange_code(shop.settings(), {"code": shop.secrets.new_code()}, "1", time.time)


def test_an_expired_token_is_renewed_without_anybody_noticing(shop, connect, grant) -> None:
    store = MemoryTokenStore(grant())
    before = store.read()
    connector = connect(tokens=store)
    shop.secrets.expire()
    assert len(connector.read_products(TEA)) == 1
    assert store.read().access_token != before.access_token


def test_a_token_about_to_end_is_renewed_before_the_call(shop, connect, grant) -> None:
    shop.behaviour.turn(access_life_s=30)
    store = MemoryTokenStore(grant())
    shop.behaviour.turn(access_life_s=604_800)
    before = store.read()
    connect(tokens=store).read_products(TEA)
    assert store.read().access_expires_at_ms > before.access_expires_at_ms


@pytest.mark.parametrize("is_single_use", [False, True])
def test_renewing_does_not_move_the_end_of_the_refresh_token(shop, connect, grant, is_single_use) -> None:
    shop.behaviour.turn(refresh_is_single_use=is_single_use, refresh_life_s=1_000)
    store = MemoryTokenStore(grant())
    shop.behaviour.turn(refresh_life_s=14 * 86_400)
    end_ms = store.read().refresh_expires_at_ms
    connector = connect(tokens=store)
    for _ in range(3):
        shop.secrets.expire()
        connector.read_products(TEA)
        assert abs(store.read().refresh_expires_at_ms - end_ms) < 5_000


def test_when_the_refresh_token_is_over_only_the_owner_helps(shop, connect, grant) -> None:
    shop.behaviour.turn(refresh_life_s=1)
    tokens = grant()
    connector = connect(tokens=MemoryTokenStore(tokens))
    shop.secrets.expire()
    time.sleep(1.1)
    with pytest.raises(NeedsOwner, match="IllegalRefreshToken"):
        connector.read_products(TEA)
    assert connect().read_products(TEA)  # he said yes again, and nothing else changed


def test_many_workers_with_one_expired_token_renew_it_once(shop, connect, grant) -> None:
    store = MemoryTokenStore(grant())
    connectors = [connect(tokens=store) for _ in range(2)]

    def renewals() -> int:
        return shop.store.row("SELECT count(*) AS n FROM secret WHERE kind = 'refresh' AND used = 1")["n"]

    for _ in range(5):
        shop.secrets.expire()
        used = renewals()
        with ThreadPoolExecutor(8) as workers:
            asked = [workers.submit(connectors[n % 2].read_products, TEA) for n in range(8)]
        assert all(len(ask.result()) == 1 for ask in asked)
        assert renewals() == used + 1


def test_an_owner_who_disconnects_is_asked_to_connect_again(shop, connector) -> None:
    shop.secrets.revoke()
    with pytest.raises(NeedsOwner):
        connector.list_products(None)


def test_renewal_that_gets_no_answer_is_tried_again_later(shop, connector) -> None:
    shop.secrets.expire()
    shop.faults.turn(server_error=1.0, only="/auth/")
    with pytest.raises(TryLater):
        connector.read_products(TEA)
    shop.faults.reset()
    assert connector.read_products(TEA)
