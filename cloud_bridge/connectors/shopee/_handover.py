"""How one parcel is handed over: the object that ship_order wants, made of what get_shipping_parameter offers.

Source: the pages of both calls. An offer is a name under `info_needed`, whose list says what must be filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE

if TYPE_CHECKING:
    from ._reply import Json

PICKUP, DROPOFF, OWN = "pickup", "dropoff", "non_integrated"
PREFERRED_ADDRESSES = ("pickup_address", "default_address")


def chosen(offer: Json, wish: str, tracking: str) -> Json:
    """Return {way: its details} for an offer; `wish` is PICKUP or DROPOFF where both are offered.

    Raises Refused where a person must choose: a branch, a sender's name, or the number of a courier of the seller's.
    """
    needed = _offered(offer)
    for way in dict.fromkeys((wish, PICKUP, DROPOFF, OWN)):
        if way in needed:
            return {way: DETAILS[way](offer, needed[way], tracking)}
    raise Refused(market=TITLE, reason="it offers no way to hand the parcel over")


def is_own(offer: Json) -> bool:
    """Say whether the seller brings the parcel with a courier of his own."""
    return list(_offered(offer)) == [OWN]


def _offered(offer: Json) -> dict[str, list[str]]:
    """Return what must be filled in by way; a way that is not offered is absent, or null."""
    return {way: names for way, names in (offer.get("info_needed") or {}).items() if names is not None}


def _pickup(offer: Json, needed: list[str], _: str) -> Json:
    if "tracking_number" in needed:
        raise Refused(market=TITLE, reason="the courier's own number is needed; arrange it in Seller Centre")
    if "address_id" not in needed:
        return {}
    addresses = (offer.get(PICKUP) or {}).get("address_list") or []
    if not addresses:
        raise Refused(market=TITLE, reason="it offers no address to collect from")
    address = _flagged(addresses, "address_flag", PREFERRED_ADDRESSES)
    slots = address.get("time_slot_list") or []
    # Some couriers offer no times: Shopee chooses one then.
    slot = {"pickup_time_id": _flagged(slots, "flags", ("recommended",))["pickup_time_id"]} if slots else {}
    return {"address_id": int(address["address_id"]), **slot}


def _dropoff(offer: Json, needed: list[str], _: str) -> Json:
    branches = (offer.get(DROPOFF) or {}).get("branch_list") or []
    if "branch_id" in needed and len(branches) == 1:
        return {"branch_id": int(branches[0]["branch_id"])}
    if needed:
        raise Refused(market=TITLE, reason=f"it wants to know {', '.join(needed)}; arrange it in Seller Centre")
    return {}


def _own(_: Json, needed: list[str], tracking: str) -> Json:
    if needed and not tracking:
        raise Refused(market=TITLE, reason="the seller ships it with a courier of his own, whose number is needed")
    return {"tracking_number": tracking} if tracking else {}


DETAILS = {PICKUP: _pickup, DROPOFF: _dropoff, OWN: _own}


def _flagged(rows: list[Json], under: str, flags: tuple[str, ...]) -> Json:
    """Return the first row with the first of these flags that any has, else the first row."""
    marked = (row for flag in flags for row in rows if flag in (row.get(under) or []))
    return next(marked, rows[0])
