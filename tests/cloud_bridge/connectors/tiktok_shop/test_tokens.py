"""Authorisation: the link, the code, which shop, renewal, and never two renewals at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.tiktok_shop import MARKET
from cloud_bridge.connectors.tokens import MemoryTokenStore
from cloud_bridge.sandbox.tiktok_shop import TikTokShopSandbox

BACK = "https://bridge.example.com/back?to=here"


def exchange(shop, answer, shop_id=""):
    return MARKET.exchange_code(shop.settings(), answer, shop_id, time.time)


def used(shop) -> int:
    return shop.store.row("SELECT count(*) AS n FROM secret WHERE kind = 'refresh' AND used = 1")["n"]


def test_the_link_leads_back_with_a_code_that_works_once() -> None:
    with TikTokShopSandbox(credentials={"redirect_url": BACK}) as shop:
        link = MARKET.authorise_link(shop.settings(), BACK, "a state", time.time)
        back = urlsplit(httpx2.get(link).headers["location"])
        given = {name: value for name, [value] in parse_qs(back.query).items()}
        assert (back.netloc, given["to"], given["state"]) == ("bridge.example.com", "here", "a state")
        granted = exchange(shop, given)
        assert (granted.shop_id, granted.settings) == (shop.shop_id, {"shop_cipher": "ROW_sandboxShopCipher"})
        with pytest.raises(NeedsOwner):
            exchange(shop, given)


@pytest.mark.parametrize("answer", [{}, {"code": "null", "error": "auth_denied"}])
def test_an_owner_who_says_no_is_told_so(shop, answer) -> None:
    with pytest.raises(Refused, match="did not let Lapak in"):
        exchange(shop, answer)


def test_of_several_shops_the_channels_own_is_taken_and_none_is_guessed(shop) -> None:
    shop.behaviour.turn(shops=2)
    assert exchange(shop, {"code": shop.secrets.new_code()}, shop.shop_id).shop_id == shop.shop_id
    with pytest.raises(Refused, match="Toko lain"):
        exchange(shop, {"code": shop.secrets.new_code()})
    shop.behaviour.turn(shops=1)
    with pytest.raises(Refused, match=shop.shop_id):
        exchange(shop, {"code": shop.secrets.new_code()}, "12345")


def test_a_channel_without_a_cipher_finds_it_out(connect, shop) -> None:
    shop.behaviour.turn(shops=2)
    assert connect(shop_cipher="").read_products(["1002"])
    with pytest.raises(Refused):
        connect(shop_cipher="", shop_id="1").read_products(["1002"])


def test_moments_are_read_as_moments(grant) -> None:
    tokens = grant()
    assert abs(tokens.access_expires_at_ms - (time.time() + 7 * 86_400) * 1000) < 5_000
    assert tokens.refresh_expires_at_ms > tokens.access_expires_at_ms


@pytest.mark.parametrize("auth_http", [200, 401])
def test_an_expired_token_is_renewed_without_anybody_noticing(shop, connect, grant, auth_http) -> None:
    shop.behaviour.turn(auth_http=auth_http)
    store = MemoryTokenStore(grant())
    before = store.read()
    connector = connect(tokens=store)
    shop.secrets.expire()
    assert len(connector.read_products(["1002"])) == 1
    assert store.read().refresh_token != before.refresh_token


def test_a_token_that_ends_in_the_middle_of_a_run_changes_nothing(shop, connector) -> None:
    shop.seed([{"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": n} for n in range(250)])
    items, cursor = [], None
    while True:
        page = connector.list_products(cursor)
        items += page.items
        shop.secrets.expire()
        if (cursor := page.cursor) is None:
            break
    assert len({item.key for item in items}) == 253


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
        before, used_before = store.read(), used(shop)
        with ThreadPoolExecutor(8) as workers:
            asked = [workers.submit(connectors[n % 2].read_products, ["1002"]) for n in range(8)]
        assert all(len(ask.result()) == 1 for ask in asked)
        assert store.read() != before
        assert used(shop) == used_before + 1


def test_a_refresh_token_that_was_used_by_somebody_else_needs_the_owner(shop, connect, grant) -> None:
    first = grant()
    connector, twin = connect(tokens=MemoryTokenStore(first)), connect(tokens=MemoryTokenStore(first))
    shop.secrets.expire()
    connector.read_products(["1002"])
    shop.secrets.expire()
    with pytest.raises(NeedsOwner, match="refresh_token"):
        twin.read_products(["1002"])


def test_an_owner_who_disconnects_is_asked_to_connect_again(shop, connector) -> None:
    shop.disconnect()
    with pytest.raises(NeedsOwner):
        connector.list_products(None)


def test_renewal_that_gets_no_answer_is_tried_again_later(shop, connector) -> None:
    shop.secrets.expire()
    shop.faults.turn(server_error=1.0, only="/token/")
    with pytest.raises(TryLater):
        connector.read_products(["1002"])
    shop.faults.reset()
    assert connector.read_products(["1002"])


def test_tokens_and_secrets_are_not_written_where_objects_are_shown(grant, connector) -> None:
    tokens = grant()
    assert tokens.access_token not in repr(tokens)
    assert "sandbox-app-secret" not in repr(connector._app)
