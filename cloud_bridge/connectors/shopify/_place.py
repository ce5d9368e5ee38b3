"""The place whose stock Lapak writes: the one that was chosen, or the only one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import NeedsOwner

from ._documents import LOCATIONS
from ._fates import TITLE
from ._ids import LOCATION, to_gid, to_number

if TYPE_CHECKING:
    from ._client import Client


class Place:
    """One location of a shop.

    A shop sells the sum of all its places. With several, writing one of them and leaving the rest would sell what is
    not there, so the owner has to say which one Lapak keeps.
    """

    def __init__(self, client: Client, location_id: str) -> None:
        self._client = client
        self._gid = to_gid(LOCATION, location_id) if location_id else ""

    def gid(self) -> str:
        """Return the place's global id; raises NeedsOwner when it was not chosen and there are several."""
        if not self._gid:
            found = self._client.ask(LOCATIONS)["locations"]["nodes"]
            if len(found) != 1:
                names = ", ".join(f"{to_number(place['id'])} {place['name']}" for place in found) or "none"
                raise NeedsOwner(market=TITLE, reason=f"choose the location whose stock Lapak keeps ({names})")
            self._gid = str(found[0]["id"])
        return self._gid
