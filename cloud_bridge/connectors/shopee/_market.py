"""Shopee as the bridge knows it: what the owner types, and how he lets Lapak in."""

from __future__ import annotations

from appliance.core.errors import N_
from cloud_bridge.connectors.market import NUMBER, SECRET, TEXT, URL, Field, Market, OwnCourier

from ._auth import authorise_link, exchange_code
from ._connector import ShopeeConnector
from ._fates import TITLE

MARKET = Market(
    title=TITLE,
    connector=ShopeeConnector,
    fields=(
        Field("base_url", N_("Address of the API"), URL, default="https://partner.shopeemobile.com"),
        Field("partner_id", N_("Partner number"), NUMBER),
        Field("partner_key", N_("Partner key"), SECRET),
        Field(
            "push_key", N_("Key of the webhooks"), SECRET, N_("only if Shopee gave one of their own"), is_needed=False
        ),
        Field("location_id", N_("Warehouse"), TEXT, N_("only for shops with several"), is_needed=False),
        Field(
            "handover",
            N_("Hand-over of parcels"),
            TEXT,
            N_("pickup or dropoff, where couriers offer both"),
            "pickup",
            is_needed=False,
        ),
    ),
    authorise_link=authorise_link,
    exchange_code=exchange_code,
    own_courier=OwnCourier(carrier="", is_beside=True),
)
