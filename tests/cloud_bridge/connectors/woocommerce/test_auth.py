"""Keys are typed once: nothing is renewed, and an owner who revoked them types new ones."""

import time

import httpx2
import pytest

from cloud_bridge.connectors.errors import NeedsOwner
from cloud_bridge.connectors.port import DraftVariant, ListingDraft
from cloud_bridge.connectors.woocommerce import MARKET
from tests.cloud_bridge.sandbox.tls_front import TlsFront

TEH = ListingDraft("Teh", "", "", {}, (), 0, (DraftVariant("TM-50", (), 1, 1),))


def test_the_owner_types_keys_and_says_yes_nowhere_else() -> None:
    assert [field.name for field in MARKET.fields if field.is_needed] == ["base_url", "consumer_key", "consumer_secret"]
    assert (MARKET.authorise_link, MARKET.exchange_code) == (None, None)


@pytest.mark.parametrize("wrong", [{"consumer_key": "ck_wrong"}, {"consumer_secret": "cs_wrong"}])
def test_wrong_keys_need_the_owner(connect, wrong) -> None:
    with pytest.raises(NeedsOwner, match="woocommerce_rest_authentication_error"):
        connect(**wrong).list_products(None)


def test_new_keys_are_all_that_it_takes_to_come_back(connect) -> None:
    with pytest.raises(NeedsOwner):
        connect(consumer_secret="cs_revoked").read_products(["1002"])
    assert connect().read_products(["1002"])


def test_a_clock_that_is_wrong_by_more_than_fifteen_minutes_needs_the_owner(connect) -> None:
    assert connect(clock=lambda: time.time() - 800).read_products(["1002"])
    with pytest.raises(NeedsOwner, match="Invalid timestamp"):
        connect(clock=lambda: time.time() - 1000).read_products(["1002"])


def test_keys_that_may_only_read_need_the_owner_when_something_is_written(connector, shop) -> None:
    shop.behaviour.turn(key_may_write=False)
    assert connector.read_products(["1002"])
    with pytest.raises(NeedsOwner, match="write permissions"):
        connector.update_listing("1002", TEH)


def test_over_https_the_same_shop_answers(connect, shop, tmp_path) -> None:
    front = TlsFront(shop.url, tmp_path)
    connector = connect(base_url=f"{front.url}/")
    connector._http._client = httpx2.Client(verify=front.trust())
    assert [one.sku for one in connector.list_products(None).items] == ["KG-250", "KG-1000", "TM-50"]
    assert connector.update_listing("1002", TEH)[0].name == "Teh"
    assert shop.store.rows("SELECT * FROM woocommerce_nonce") == []
    front.close()
