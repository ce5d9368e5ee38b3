"""What nobody outside knows about Shopee, as switches: a connector must work with each of them either way."""

from __future__ import annotations

from dataclasses import dataclass

from cloud_bridge.sandbox._dials import Dials


@dataclass
class Switches(Dials):
    """How this Shopee is.

    `old_access_grace_s` is how long an access token outlives its renewal; `error_http` and `limit_http` are the HTTP
    codes of refused and of rate-limited calls; `missing_is_error` refuses a batch with an unknown id instead of leaving
    it out; `expire_in_is_moment` gives `expire_in` as an epoch; `failures_are_error` reports partial failure with an
    error beside the lists; `offset_limit` is how deep a list may be paged; `location_id` names the shop's warehouse;
    `parcels` is how many an order is, `ways` how couriers take them (pickup, dropoff, non_integrated), `slots` whether
    they offer times, `branches` how many counters; `tracking_after_s` and `label_after_s` are how long numbers and
    labels take; `audits` keeps new items REVIEWING; `may_chat` is whether the app is of a type that may.
    """

    access_life_s: int = 4 * 3600
    old_access_grace_s: int = 300
    error_http: int = 200
    limit_http: int = 429
    missing_is_error: bool = False
    expire_in_is_moment: bool = False
    failures_are_error: bool = False
    offset_limit: int = 10_000
    holiday: bool = False
    location_id: str = ""
    parcels: int = 1
    ways: str = "pickup"
    slots: bool = True
    branches: int = 0
    tracking_after_s: float = 0.0
    label_after_s: float = 0.0
    audits: bool = False
    may_chat: bool = True
