"""Authorisation: the link, the signed way back, renewal, and never two renewals at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.port import Tokens
from cloud_bridge.connectors.shopify import MARKET
from cloud_bridge.connectors.shopify._auth import FOR_EVER_MS
from cloud_bridge.connectors.shopify._signing import sign_callback
from cloud_bridge.connectors.tokens import MemoryTokenStore

BACK = "https://bridge.example.com/back"


def come_back(shop) -> dict[str, str]:
    """Let the owner say yes and return what he comes back with."""
    link = MARKET.authorise_link(shop.settings(), BACK, "one-use", time.time)
    return dict(parse_qsl(urlsplit(httpx2.get(link).headers["location"]).query))


def exchange(shop, answer, shop_id="", **more):
    return MARKET.exchange_code(shop.settings() | more, answer, shop_id, time.time)


def test_the_link_asks_for_what_lapak_needs_and_leads_back_with_the_state(shop) -> None:
    link = urlsplit(MARKET.authorise_link(shop.settings(), BACK, "one-use", time.time))
    asked = parse_qs(link.query)
    assert link.path == "/admin/oauth/authorize"
    assert asked["redirect_uri"] == [BACK]
    assert {"read_orders", "write_inventory"} <= set(asked["scope"][0].split(","))
    assert come_back(shop)["state"] == "one-use"


def test_the_way_back_becomes_tokens_once(shop) -> None:
    answer = come_back(shop)
    granted = exchange(shop, answer)
    assert granted.shop_id == shop.shop_id
    assert abs(granted.tokens.access_expires_at_ms - (time.time() + 3600) * 1000) < 5_000
    assert abs(granted.tokens.refresh_expires_at_ms - (time.time() + 90 * 86_400) * 1000) < 5_000
    with pytest.raises(NeedsOwner):
        exchange(shop, answer)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["code", "shop", "state", "timestamp", "host", "hmac"]), st.text(max_size=8), st.booleans())
def test_a_way_back_that_was_altered_anywhere_is_refused(shop, name, text, is_left_out) -> None:
    answer = come_back(shop)
    altered = {key: value for key, value in answer.items() if key != name}
    if not is_left_out:
        altered[name] = answer[name] + text + "0"
    with pytest.raises(Refused, match="not signed"):
        exchange(shop, altered)


@pytest.mark.parametrize("age_s", [-120, 120, 86_400])
def test_a_way_back_of_another_time_is_refused(shop, age_s) -> None:
    answer = come_back(shop) | {"timestamp": str(int(time.time()) - age_s)}
    answer["hmac"] = sign_callback(shop.settings()["client_secret"], answer)
    with pytest.raises(Refused, match="too old"):
        exchange(shop, answer)


@pytest.mark.parametrize("other", ["other.myshopify.com", "evil.com", "lapak.myshopify.com.evil.com", ""])
def test_another_shop_than_the_one_that_was_meant_is_refused(shop, other) -> None:
    answer = come_back(shop) | {"shop": other}
    answer["hmac"] = sign_callback(shop.settings()["client_secret"], answer)
    with pytest.raises(Refused, match="let Lapak into"):
        exchange(shop, answer, shop.shop_id)
    with pytest.raises(Refused, match="let Lapak into"):
        exchange(shop, answer, base_url="https://lapak-sandbox.myshopify.com")


def test_a_token_without_an_end_is_kept_for_ever_and_never_renewed(shop, connect) -> None:
    forever = Tokens(shop.secrets.granted(is_expiring=False)["access_token"], "", FOR_EVER_MS, FOR_EVER_MS)
    connector = connect(tokens=MemoryTokenStore(forever))
    assert connector.read_products(["1002"])
    shop.secrets.expire()
    with pytest.raises(NeedsOwner):
        connector.read_products(["1002"])


def test_a_public_app_with_a_token_without_an_end_needs_the_owner(shop, connect) -> None:
    shop.behaviour.turn(expiring_only=True)
    forever = Tokens(shop.secrets.granted(is_expiring=False)["access_token"], "", FOR_EVER_MS, FOR_EVER_MS)
    with pytest.raises(NeedsOwner, match="no longer accepted"):
        connect(tokens=MemoryTokenStore(forever)).read_products(["1002"])


def test_an_ended_token_is_renewed_without_anybody_noticing(shop, connect, grant) -> None:
    store = MemoryTokenStore(grant())
    before = store.read()
    connector = connect(tokens=store)
    shop.secrets.expire()
    assert len(connector.read_products(["1002"])) == 1
    assert store.read().refresh_token != before.refresh_token


def test_a_token_about_to_end_is_renewed_before_the_call(shop, connect, grant) -> None:
    shop.behaviour.turn(access_life_s=30)
    store = MemoryTokenStore(grant())
    shop.behaviour.turn(access_life_s=3600)
    before = store.read()
    connect(tokens=store).read_products(["1002"])
    assert store.read().access_expires_at_ms > before.access_expires_at_ms


def test_many_workers_with_one_ended_token_renew_it_once(shop, connect, grant) -> None:
    shop.behaviour.turn(refresh_retained=False)
    store = MemoryTokenStore(grant())
    connectors = [connect(tokens=store) for _ in range(2)]
    for _ in range(5):
        shop.secrets.expire()
        used = "SELECT count(*) AS n FROM secret WHERE kind = 'refresh' AND used = 1"
        before = shop.store.row(used)["n"]
        with ThreadPoolExecutor(8) as workers:
            asked = [workers.submit(connectors[n % 2].read_products, ["1002"]) for n in range(8)]
        assert all(len(ask.result()) == 1 for ask in asked)
        assert shop.store.row(used)["n"] == before + 1


def test_a_renewal_whose_answer_was_lost_is_asked_again_with_the_same_token(shop, connect, grant) -> None:
    store = MemoryTokenStore(grant())
    connector = connect(tokens=store, timeout_s=0.3)
    shop.secrets.expire()
    shop.faults.turn(lose_answer=1.0, lost_for_s=0.6, only="/oauth/")
    with pytest.raises(TryLater):
        connector.read_products(["1002"])
    shop.faults.reset()
    assert connector.read_products(["1002"])


def test_a_refresh_token_whose_successor_was_used_needs_the_owner(shop, connect, grant) -> None:
    first = grant()
    connector, twin = connect(tokens=MemoryTokenStore(first)), connect(tokens=MemoryTokenStore(first))
    shop.secrets.expire()
    connector.read_products(["1002"])
    with pytest.raises(NeedsOwner, match="refresh token"):
        twin.read_products(["1002"])


def test_an_owner_who_uninstalls_in_the_middle_of_a_run_is_asked_and_may_come_back(shop, connect) -> None:
    store = MemoryTokenStore(exchange(shop, come_back(shop)).tokens)
    connector = connect(tokens=store)
    assert connector.read_products(["1002"])
    shop.uninstall()
    with pytest.raises(NeedsOwner):
        connector.list_products(None)
    again = exchange(shop, come_back(shop), shop.shop_id).tokens
    store.renew(store.read(), lambda _: again)
    assert connector.list_products(None).items


@pytest.mark.parametrize("dial", [{"rate_limit": 1.0}, {"server_error": 1.0}, {"maintenance": True}])
def test_a_renewal_that_gets_no_answer_is_tried_again_later(shop, connector, dial) -> None:
    shop.secrets.expire()
    shop.faults.turn(only="/oauth/", **dial)
    with pytest.raises(TryLater):
        connector.read_products(["1002"])
    shop.faults.reset()
    shop.faults.turn(retry_after_s=0.0)
    connector.limiter.told(2000, 100)  # the wait that a 429 asked for is over
    assert connector.read_products(["1002"])
