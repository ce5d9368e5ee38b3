"""What nobody outside knows about Shopify, or what depends on the shop's plan, as switches."""

from __future__ import annotations

from dataclasses import dataclass

from cloud_bridge.sandbox._dials import Dials


@dataclass
class Switches(Dials):
    """How this Shopify is.

    `bucket` and `restore_per_s` are the points of the plan (standard; Advanced 200, Plus 1000 a second), `page_depth`
    how far a list may be paged. `limit_http` is how a rate limit is told: 200 with THROTTLED, or 429.
    `stock_is_whole` writes a batch of stock whole or not at all. `job_s` is how long a cancellation takes.
    `refresh_retained` keeps a used refresh token alive until its successor is used (since 2026-08),
    `old_access_grace_s` an access token after its renewal; `expiring_only` turns away tokens that never expire.
    `hides_buyers` is an app without the right to customer data. `locations` is how many places the shop has.
    `failures_allowed` is how many tries may fail in a row before a subscription is deleted.
    """

    bucket: float = 2000.0
    restore_per_s: float = 100.0
    page_depth: int = 25_000
    limit_http: int = 200
    stock_is_whole: bool = True
    job_s: float = 0.05
    access_life_s: int = 3600
    refresh_retained: bool = True
    old_access_grace_s: int = 0
    expiring_only: bool = False
    hides_buyers: bool = False
    locations: int = 1
    failures_allowed: int = 8
