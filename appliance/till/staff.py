"""Who works at this till, as the owner says it, and what the till remembers of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from appliance.core import rights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

REQUIRED = "required"  # nobody sells before signing in
OPTIONAL = "optional"  # whoever has not signed in may do what a cashier may


@dataclass(frozen=True)
class Staff:
    """Somebody who works here.

    pin: "scrypt$14$8$1$<salt hex>$<hash hex>", or "" for a badge only; pin_digits: how many it has, 0 if unknown;
    badge: SHA-256 hex of the badge's code; rights: the owner's exceptions from the level (core.rights).
    """

    key: str
    name: str
    level: str
    pin: str = ""
    pin_digits: int = 0
    badge: str = ""
    rights: Mapping[str, bool | int] = field(default_factory=dict)

    def decides(self, action: str, size: int = 0) -> str:
        """Return rights.YES, ASK or NO."""
        return rights.decide(self.level, dict(self.rights), action, size)


@dataclass(frozen=True)
class Tries:
    """Wrong PINs in a row, and until when nobody may try again."""

    wrong: int = 0
    until_ms: int = 0


@dataclass(frozen=True)
class Spell:
    """A stretch of work; `out_ms` is None while it lasts."""

    staff: str
    in_ms: int
    out_ms: int | None


class StaffRecords(Protocol):
    """What the till knows of its people, and keeps of them over a restart."""

    def staff(self) -> list[Staff]:
        """Return who works in this store now, by name."""

    def tries(self) -> dict[str, Tries]:
        """Return the wrong PINs of everybody who has some."""

    def keep_tries(self, staff: str, tries: Tries) -> Future[Any]:
        """Put somebody's wrong PINs on disk; Tries() forgets them."""

    def spells(self, since_ms: int) -> list[Spell]:
        """Return the stretches of work that last, or ended since then, oldest first."""
