"""A terminal without a line to the till: the cashier types the amount on it, and its approval code into the till."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from appliance.till.ports import OFF, Health

from .errors import StandsAlone

if TYPE_CHECKING:
    from appliance.drivers._options import Options


def make(options: Options) -> ManualTerminal:  # noqa: ARG001 - it has no options, like every driver it is asked
    """Return a terminal that stands alone."""
    return ManualTerminal()


class ManualTerminal:
    """Refuses everything that needs a line; CardPayment.typed takes what the cashier reads on it."""

    is_manual = True

    def mark(self) -> NoReturn:
        """Refuse."""
        raise StandsAlone

    def pay(self, *_args: object, **_named: object) -> NoReturn:
        """Refuse."""
        raise StandsAlone

    def refund(self, *_args: object, **_named: object) -> NoReturn:
        """Refuse."""
        raise StandsAlone

    def reverse(self, *_args: object, **_named: object) -> NoReturn:
        """Refuse."""
        raise StandsAlone

    def outcome(self, *_args: object, **_named: object) -> NoReturn:
        """Refuse."""
        raise StandsAlone

    def abort(self) -> None:
        """Nothing is under way."""

    def end_of_day(self) -> NoReturn:
        """Refuse."""
        raise StandsAlone

    def health(self) -> Health:
        """Say that there is none on a line."""
        return Health(OFF)

    def close(self) -> None:
        """Nothing is held."""
