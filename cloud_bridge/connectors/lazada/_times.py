"""Moments as Lazada writes them: three spellings in, one per window out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

# The end of a campaign names no zone; of Lazada's countries these are the last to see an hour end.
LATEST_ZONE = timezone(timedelta(hours=7))


def to_ms(written: str | int) -> int:
    """Return a moment: "1653463851000", "2018-05-17 09:35:17 +0800" and ISO 8601 are all in use."""
    text = str(written)
    if text.isdigit():
        return int(text)
    moment = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def ends_at_ms(written: str) -> int:
    """Return when something ends that names no zone ("2022-09-03 11:59:59"), late rather than early."""
    return int(datetime.fromisoformat(written).replace(tzinfo=LATEST_ZONE).timestamp() * 1000)


def to_order_date(at_s: int) -> str:
    """Return a second as an order window wants it: YYYY-MM-DDTHH:mm:ss+HH:MM, or it is error 17."""
    return datetime.fromtimestamp(at_s, UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def to_product_date(at_s: int) -> str:
    """Return a second as the samples of product windows write it, without the colon in the zone."""
    return datetime.fromtimestamp(at_s, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
