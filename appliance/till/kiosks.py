"""The self-checkouts of a store as the attendant's till sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .events import CatalogueChanged, KiosksChanged

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .events import Event
    from .till import Till


@dataclass(frozen=True)
class KioskStatus:
    """A self-checkout: `reason` is why somebody has to go there (core.entries.kiosk.REASONS), "" for no reason."""

    key: str
    name: str
    reason: str
    since_ms: int

    @property
    def needs_help(self) -> bool:
        """Whether somebody has to go there."""
        return bool(self.reason)


class Kiosks:
    """Tells what changes; lives on the screen's thread."""

    def __init__(self, catalogue: Catalogue, till: Till) -> None:
        self._catalogue = catalogue
        self._till = till
        self.all: list[KioskStatus] = catalogue.kiosks()
        till.listen(self._heard)

    def waiting(self) -> list[KioskStatus]:
        """Return those that need somebody, the one that has waited longest first."""
        return sorted((kiosk for kiosk in self.all if kiosk.needs_help), key=lambda kiosk: kiosk.since_ms)

    def _heard(self, event: Event) -> None:
        if isinstance(event, CatalogueChanged) and "kiosk" in event.tables:
            before = set(self.all)
            self.all = self._catalogue.kiosks()
            self._till.tell(KiosksChanged(tuple(kiosk for kiosk in self.waiting() if kiosk not in before)))
