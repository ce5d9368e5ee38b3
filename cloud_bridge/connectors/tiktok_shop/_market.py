"""TikTok Shop as the bridge knows it: what the owner types, and how he lets Lapak in."""

from __future__ import annotations

from appliance.core.errors import N_
from cloud_bridge.connectors.market import SECRET, TEXT, URL, Field, Market, OwnCourier

from ._auth import authorise_link, exchange_code
from ._connector import TikTokShopConnector
from ._fates import TITLE

MARKET = Market(
    title=TITLE,
    connector=TikTokShopConnector,
    fields=(
        Field("base_url", N_("Address of the API"), URL, default="https://open-api.tiktokglobalshop.com"),
        Field("auth_url", N_("Address that makes tokens"), URL, default="https://auth.tiktok-shops.com"),
        Field("authorise_url", N_("Address where the owner says yes"), URL, default="https://services.tiktokshop.com"),
        Field("service_id", N_("Service number"), TEXT, N_("of the app, as its authorisation link has it")),
        Field("app_key", N_("App key"), TEXT),
        Field("app_secret", N_("App secret"), SECRET),
        Field("warehouse_id", N_("Warehouse"), TEXT, N_("only for shops with several"), is_needed=False),
        Field(
            "listing_platforms",
            N_("Platforms for new products"),
            TEXT,
            N_("TIKTOK_SHOP, TOKOPEDIA or both; only for shops that came from Tokopedia"),
            is_needed=False,
        ),
    ),
    authorise_link=authorise_link,
    exchange_code=exchange_code,
    own_courier=OwnCourier(
        N_("Courier's number"),
        N_("TikTok Shop's own number of this courier, digits only"),
        carrier_pattern=r"[0-9]+",
        needs_both=True,
        is_beside=True,
    ),
)
