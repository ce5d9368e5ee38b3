"""No light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.till.ports import OFF, Health

if TYPE_CHECKING:
    from appliance.drivers._options import Options


def make(options: Options) -> NoLight:  # noqa: ARG001 - it has no options, like every driver it is asked
    """Return a light that is not fitted."""
    return NoLight()


class NoLight:
    """Shows nothing."""

    def show(self, pattern: str) -> None:
        """Do nothing."""

    def health(self) -> Health:
        """Say that there is none."""
        return Health(OFF)

    def close(self) -> None:
        """Nothing is held."""
