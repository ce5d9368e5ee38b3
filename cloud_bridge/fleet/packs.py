"""What a merchant starts from in a country (appliance.core.countries)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core import countries

if TYPE_CHECKING:
    from collections.abc import Collection

    from cloud_bridge.fleet.models import Merchant


def start(merchant: Merchant, *, keep: Collection[str] = ()) -> None:
    """Set the merchant's money as is usual in its country, but for the fields named in `keep`; nothing is saved.

    Raises CountryUnknown.
    """
    country = countries.read(merchant.country)
    usual = {
        "currency": country.currency.code,
        "policy": country.policy,
        "rounding_step_minor": country.rounding.step_minor,
        "rounding_mode": country.rounding.mode,
        "notes_minor": list(country.notes_minor),
    }
    for field, value in usual.items():
        if field not in keep:
            setattr(merchant, field, value)
