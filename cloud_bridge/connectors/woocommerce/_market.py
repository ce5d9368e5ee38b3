"""WooCommerce as the bridge knows it: the keys that the owner makes there and types here.

A webhook's secret is made out of the consumer secret (a connector can store nothing, and one thing less is typed);
only an owner who makes webhooks by hand types the one that he gave them.
"""

from __future__ import annotations

from appliance.core.errors import N_
from cloud_bridge.connectors.market import SECRET, TEXT, URL, Field, Market, OwnCourier

from ._connector import WooCommerceConnector
from ._fates import TITLE

MARKET = Market(
    title=TITLE,
    connector=WooCommerceConnector,
    fields=(
        Field("base_url", N_("Address of the shop"), URL, N_("https://…, as its buyers type it")),
        Field("consumer_key", N_("Consumer key"), TEXT, N_("ck_…: WooCommerce, Settings, Advanced, REST API")),
        Field("consumer_secret", N_("Consumer secret"), SECRET, N_("cs_…, of a key that may read and write")),
        Field(
            "webhook_secret",
            N_("Secret of the webhooks"),
            SECRET,
            N_("only where you make the webhooks by hand"),
            is_needed=False,
        ),
    ),
    own_courier=OwnCourier(),
)
