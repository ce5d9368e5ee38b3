"""Vendure as the bridge knows it: the server, the channel's token (as the shop's number), and who Lapak signs in as."""

from __future__ import annotations

from appliance.core.errors import N_
from cloud_bridge.connectors.market import SECRET, TEXT, URL, Field, Market, OwnCourier

from ._connector import VendureConnector
from ._fates import TITLE

MARKET = Market(
    title=TITLE,
    connector=VendureConnector,
    fields=(
        Field(
            "base_url",
            N_("Address of the server"),
            URL,
            N_("without /admin-api; the shop's number is its channel token"),
        ),
        Field("username", N_("User name"), TEXT, N_("an administrator for Lapak alone"), is_needed=False),
        Field("password", N_("Password"), SECRET, is_needed=False),
        Field("api_key", N_("API key"), SECRET, N_("instead of a user, from Vendure 3.6 on"), is_needed=False),
        Field(
            "location_id",
            N_("Number of the location"),
            TEXT,
            N_("only for shops with several: the one whose stock Lapak keeps"),
            is_needed=False,
        ),
        Field(
            "webhook_secret",
            N_("Secret of the webhooks"),
            SECRET,
            N_("as it is set in the server's plugin"),
            is_needed=False,
        ),
    ),
    own_courier=OwnCourier(),
)
