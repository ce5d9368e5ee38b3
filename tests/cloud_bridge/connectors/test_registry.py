"""A marketplace is found by name."""

import time

from cloud_bridge.connectors.port import Connector, Tokens
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.connectors.tokens import MemoryTokenStore


def test_shopee_is_found_by_name_and_is_a_connector() -> None:
    connector: Connector = MARKETS["shopee"].connector(
        base_url="https://partner.shopeemobile.com",
        partner_id=1,
        partner_key="k",
        shop_id="2",
        currency="IDR",
        push_url="",
        tokens=MemoryTokenStore(Tokens("a", "r", 0, 0)),
        clock=time.time,
    )
    assert connector.limits.stock_batch == 50
    connector.close()


def test_the_link_of_a_marketplace_is_its_own() -> None:
    app = {"base_url": "https://partner.shopeemobile.com/", "partner_id": 1, "partner_key": "k"}
    link = MARKETS["shopee"].authorise_link(app, "https://bridge.example.com/back", "x", lambda: 1.0)
    assert link.startswith("https://partner.shopeemobile.com/api/v2/shop/auth_partner?partner_id=1&timestamp=1&sign=")
