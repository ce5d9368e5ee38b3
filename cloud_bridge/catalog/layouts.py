"""What the feed says of layouts, on the rows of the tills that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.catalog.models import Favourite, Layout

if TYPE_CHECKING:
    from typing import Any


class Layouts:
    """A merchant's layouts, each looked up once."""

    def __init__(self, merchant_key: str) -> None:
        self._said: dict[str, dict[str, Any]] = {}
        self._usual = ""
        for layout in Layout.objects.filter(merchant=merchant_key):
            lists = {"categories": layout.categories, "hidden": layout.hidden, "favourites": []}
            self._said[layout.key] = lists
            if layout.is_usual:
                self._usual = layout.key
        found = Favourite.objects.filter(layout__in=self._said).values_list("layout", "variant")
        for layout_key, variant in found:
            self._said[layout_key]["favourites"].append(variant)

    def said(self, key: str | None) -> dict[str, Any]:
        """Return what a till with this layout, or with the usual one, is told; what says nothing is left out."""
        lists = self._said.get(key or self._usual, {})
        return {field: keys for field, keys in lists.items() if keys}
