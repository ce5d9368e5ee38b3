"""Who may ask: keys over https, signatures over plain http."""

import base64
import hashlib
import hmac
import time
from urllib.parse import quote

import httpx2
import pytest

from cloud_bridge.sandbox.woocommerce import WooCommerceSandbox
from tests.cloud_bridge.sandbox.woocommerce.conftest import API


@pytest.fixture
def signed(shop):
    """Sign a call by hand, with any part of its proof replaced, and with another method of signing."""

    def signed(digest=hashlib.sha256, **wrong) -> httpx2.Response:
        url = f"{shop.url}{API}/products"
        proof = {
            "per_page": "1",
            "oauth_consumer_key": shop.credentials["consumer_key"],
            "oauth_timestamp": str(int(time.time())),
            "oauth_nonce": str(time.perf_counter_ns()),
            "oauth_signature_method": "HMAC-SHA256" if digest is hashlib.sha256 else "HMAC-SHA1",
        } | wrong
        pairs = "&".join(f"{name}={quote(value, '')}" for name, value in sorted(proof.items()))
        text = f"GET&{quote(url, '')}&{quote(pairs, '')}".encode()
        secret = f"{shop.credentials['consumer_secret']}&".encode()
        proof["oauth_signature"] = base64.b64encode(hmac.new(secret, text, digest).digest()).decode()
        return httpx2.get(url, params=proof | {name: value for name, value in wrong.items() if "signature" in name})

    return signed


def words(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


@pytest.mark.parametrize("digest", [hashlib.sha256, hashlib.sha1])
def test_a_signed_call_over_plain_http_is_answered(signed, digest) -> None:
    assert signed(digest).status_code == 200


@pytest.mark.parametrize("late_s", [-901, 901])
def test_a_call_is_at_most_fifteen_minutes_off(signed, late_s) -> None:
    assert signed(oauth_timestamp=str(int(time.time()) + (890 if late_s > 0 else -890))).status_code == 200
    assert words(signed(oauth_timestamp=str(int(time.time()) + late_s + (5 if late_s > 0 else -5)))) == (
        401, "Invalid timestamp.",
    )  # fmt: skip


def test_a_nonce_is_good_once(signed) -> None:
    assert signed(oauth_nonce="same").status_code == 200
    assert words(signed(oauth_nonce="same")) == (401, "Invalid nonce - nonce has already been used.")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"oauth_signature": "x"}, "Invalid signature - provided signature does not match."),
        ({"oauth_signature_method": "PLAINTEXT"}, "Invalid signature - signature method is invalid."),
        ({"oauth_consumer_key": "ck_x"}, "Consumer key is invalid."),
        ({"oauth_nonce": ""}, "oauth_nonce parameter is missing"),
    ],
)
def test_a_call_that_is_signed_wrong_is_turned_away(signed, wrong, message) -> None:
    assert words(signed(**wrong)) == (401, message)


def test_keys_that_travel_over_plain_http_are_not_looked_at(shop) -> None:
    keys = (shop.credentials["consumer_key"], shop.credentials["consumer_secret"])
    answer = httpx2.get(f"{shop.url}{API}/products", auth=keys)
    assert (answer.status_code, answer.json()["code"]) == (401, "woocommerce_rest_cannot_view")


def test_keys_that_may_only_read_write_nothing(shop, ask) -> None:
    shop.behaviour.turn(key_may_write=False)
    assert ask("GET", "/products").status_code == 200
    assert ask("PUT", "/products/1002", {"stock_quantity": 1}).status_code == 401


@pytest.mark.parametrize("params", [{"per_page": 101}, {"per_page": 0}, {"page": "x"}, {"modified_after": "gestern"}])
def test_a_parameter_that_wordpress_does_not_take_is_refused(ask, params) -> None:
    answer = ask("GET", "/products", **params)
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_param")


def test_ten_rows_come_unless_more_are_asked_for(shop, ask) -> None:
    shop.seed([{"name": f"B {n}", "sku": f"B-{n}", "price_minor": 1, "stock": 1} for n in range(23)])
    answer = ask("GET", "/products")
    assert (len(answer.json()), answer.headers["x-wp-total"], answer.headers["x-wp-totalpages"]) == (10, "25", "3")
    assert 'page=2>; rel="next"' in answer.headers["link"]
    assert len(ask("GET", "/products", per_page=100).json()) == 25
    assert len(ask("GET", "/products", per_page=10, offset=24).json()) == 1


def test_without_gmt_a_moment_is_the_shops_own(shop, ask) -> None:
    shop.behaviour.turn(utc_offset_h=7)
    before = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() - 60))
    shop.store.write("UPDATE item SET updated_at = updated_at - 3600 WHERE item_id = 1001")
    gmt = ask("GET", "/products", modified_after=before, dates_are_gmt="true").json()
    own = ask("GET", "/products", modified_after=before).json()
    assert ([one["id"] for one in gmt], len(own)) == ([1002], 2)


def test_keys_and_nonces_and_orders_outlive_a_restart(tmp_path) -> None:
    data = str(tmp_path / "shop.sqlite3")
    with WooCommerceSandbox(data=data) as before:
        before.seed([{"name": "Teh", "sku": "T", "price_minor": 1, "stock": 9}])
        order_no = before.buy(1001)
        before.statuses.set(order_no, "on-hold")
    with WooCommerceSandbox(data=data) as after:
        assert after.statuses.of(order_no, "paid") == "on-hold"
        assert int(after.buy(1001)) == int(order_no) + 1
