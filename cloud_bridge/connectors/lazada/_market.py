"""Lazada as the bridge knows it: what the owner types, and how he lets Lapak in."""

from __future__ import annotations

from appliance.core.errors import N_
from cloud_bridge.connectors.market import SECRET, TEXT, URL, Field, Market

from ._auth import authorise_link, exchange_code
from ._connector import LazadaConnector
from ._fates import TITLE

MARKET = Market(
    title=TITLE,
    connector=LazadaConnector,
    fields=(
        Field(
            "base_url",
            N_("Address of the API"),
            URL,
            N_("each country has its own"),
            default="https://api.lazada.co.id/rest",
        ),
        Field("auth_url", N_("Address that makes tokens"), URL, default="https://auth.lazada.com/rest"),
        Field("app_key", N_("App key"), TEXT),
        Field("app_secret", N_("App secret"), SECRET),
        Field("warehouse", N_("Warehouse"), TEXT, N_("only for shops with several"), is_needed=False),
    ),
    authorise_link=authorise_link,
    exchange_code=exchange_code,
)
