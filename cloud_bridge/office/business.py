"""Whose office this is: a bridge's back office is one merchant's, the first that there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES, RUPIAH
from cloud_bridge.fleet.models import Merchant

if TYPE_CHECKING:
    from appliance.core.money import Currency


def the_business() -> Merchant | None:
    """Return the merchant; None on a new bridge, until somebody names one on the page of the business."""
    return Merchant.objects.order_by("key").first()


def its_currency(merchant: Merchant | None) -> Currency:
    """Return what a merchant counts in; rupiah where there is none."""
    return CURRENCIES.get(merchant.currency, RUPIAH) if merchant else RUPIAH
