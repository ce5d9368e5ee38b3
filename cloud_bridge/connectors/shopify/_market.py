"""Shopify as the bridge knows it: what the owner types, and how he lets Lapak in."""

from __future__ import annotations

from appliance.core.errors import N_
from cloud_bridge.connectors.market import SECRET, TEXT, URL, Field, Market, OwnCourier

from ._auth import authorise_link, exchange_code
from ._connector import ShopifyConnector
from ._fates import TITLE

MARKET = Market(
    title=TITLE,
    connector=ShopifyConnector,
    fields=(
        Field("base_url", N_("Address of the shop"), URL, N_("https://name.myshopify.com")),
        Field("client_id", N_("Client ID of the app"), TEXT),
        Field("client_secret", N_("Client secret of the app"), SECRET),
        Field(
            "location_id",
            N_("Number of the location"),
            TEXT,
            N_("only for shops with several: the one whose stock Lapak keeps"),
            is_needed=False,
        ),
    ),
    authorise_link=authorise_link,
    exchange_code=exchange_code,
    own_courier=OwnCourier(),
)
