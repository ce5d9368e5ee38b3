"""Signatures of calls and of webhooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from woocommerce.oauth import OAuth

from cloud_bridge.connectors.woocommerce._auth import Keys
from cloud_bridge.connectors.woocommerce._signing import push_secret, sign_push, signed

URL = "http://127.0.0.1:8080/wp-json/wc/v3/products"


@given(
    st.dictionaries(st.sampled_from(["sku", "status", "include", "search"]), st.text("aZ09 -_.,&=é☕~*'()", min_size=1))
)
def test_the_official_library_signs_the_same(params) -> None:
    library = OAuth(URL, "ck_1", "cs_2", method="GET", version="wc/v3")
    ours = dict(signed(("ck_1", "cs_2"), "GET", URL, list(params.items()), 1655714431, "abc"))
    said = {name: value for name, value in ours.items() if name != "oauth_signature"}
    assert library.generate_oauth_signature(said, URL) == ours["oauth_signature"]


def test_over_https_the_keys_go_along_and_nothing_is_signed() -> None:
    params, headers = Keys("ck_1", "cs_2").proved("GET", "https://toko.example.com/x", [("page", "2")], 1)
    assert (params, headers) == ([("page", "2")], {"Authorization": "Basic Y2tfMTpjc18y"})


def test_over_http_every_call_has_a_nonce_of_its_own_and_no_secret() -> None:
    keys = Keys("ck_1", "cs_2")
    proofs = [dict(keys.proved("GET", URL, [], 1)[0]) for _ in range(2)]
    assert proofs[0]["oauth_nonce"] != proofs[1]["oauth_nonce"]
    assert "cs_2" not in repr(proofs) + repr(keys)


@pytest.mark.parametrize("spelling", ["a & <b> \"c\" 'd'", "a &amp; &lt;b&gt; &quot;c&quot; &#039;d&#039;"])
def test_a_secret_that_wordpress_escaped_signs_like_the_plain_one(spelling) -> None:
    assert sign_push(spelling, b"{}") == sign_push("a & <b> \"c\" 'd'", b"{}")


def test_the_secret_of_webhooks_is_the_keys_own_and_nothing_that_wordpress_escapes() -> None:
    assert push_secret("cs_1") == push_secret("cs_1") != push_secret("cs_2")
    assert push_secret("cs_1").isalnum()
