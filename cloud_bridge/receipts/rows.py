"""What the feed says of receipts: the logo, and where those of a till are (the table in docs/protocol.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.receipt_link import till_letters
from cloud_bridge.receipts.models import Logo
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloud_bridge.fleet.models import Till


def of_till(till: Till) -> str:
    """Return what links to the till's receipts begin with, "" where they have no page."""
    address = address_of(till)
    return f"{address}/r/{till_letters(till.key)}" if address else ""


def address_of(till: Till) -> str:
    """Return where customers reach this bridge, without a slash at the end; "" where they do not."""
    return till.store.address.rstrip("/")


def logo_rows(logo: Logo) -> list[Row]:
    """Return what a store's tills are told about its logo."""
    return [Row(logo.store_id, "logo", logo.store_id, {"papers": logo.papers})]


def rows(merchant_key: str) -> Iterator[Row]:
    """Return everything the feed should say of a merchant's logos."""
    for logo in Logo.objects.filter(store__merchant=merchant_key):
        yield from logo_rows(logo)


def connect() -> None:
    """Publish logos from now on."""
    watch(lambda logo: logo.store.merchant_id, {Logo: Source(logo_rows)})
