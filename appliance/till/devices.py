"""What scales, card terminals and lights must promise; printer, drawer and scanner are in `ports`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.money import Currency

    from .ports import Health


@dataclass(frozen=True)
class Weight:
    """What is on a scale: grams (thousandths of a kilogram), and whether they have come to rest."""

    quantity_milli: int
    is_stable: bool


class Scale(Protocol):
    """Weighs on a thread of its own."""

    def start(self, on_weight: Callable[[Weight], None], on_health: Callable[[Health], None]) -> None:
        """Begin to weigh; both callbacks come from the scale's thread: the health at once, then what changes."""

    def zero(self) -> None:
        """Make what the empty scale shows nothing; raises DeviceError where only its own key can do that."""

    def stop(self) -> None:
        """End the thread and give the device back."""


@dataclass(frozen=True)
class Charge:
    """Money that moved on a card, as the terminal tells it; `card` is its name and last digits.

    receipt_lines: what the customer must have on paper; merchant_lines: what the shop keeps of it.
    """

    amount_minor: int
    approval_code: str = ""
    card: str = ""
    receipt_number: str = ""
    receipt_lines: tuple[str, ...] = ()
    merchant_lines: tuple[str, ...] = ()


class Terminal(Protocol):
    """Takes card payments; one at a time, from one thread (`abort` from any).

    is_manual: it stands alone; the cashier types what it shows, and nothing is asked of it.
    """

    is_manual: bool

    def mark(self) -> str:
        """Return the name of its last transaction, to tell it from the next one; raises DeviceError."""

    def pay(self, amount_minor: int, currency: Currency, on_progress: Callable[[str], None]) -> Charge:
        """Take a payment; `on_progress` hears what the customer is asked to do.

        Raises DeviceError: with `nothing_done` no money moved; otherwise nobody knows until `outcome` tells.
        """

    def refund(self, amount_minor: int, currency: Currency, on_progress: Callable[[str], None]) -> Charge:
        """Give money back to a card; as `pay`."""

    def reverse(self, receipt_number: str, on_progress: Callable[[str], None]) -> Charge:
        """Take a payment back as if it had never been; as `pay`."""

    def outcome(self, mark: str, amount_minor: int, currency: Currency) -> Charge | None:
        """Say how the payment after `mark` ended: None if no money moved. Raises DeviceError while it cannot say."""

    def abort(self) -> None:
        """Ask it to stop the payment under way; whether it does, `pay` tells."""

    def end_of_day(self) -> tuple[str, ...]:
        """Close its day with the bank and return its slip; raises DeviceError."""

    def health(self) -> Health:
        """Ask it how it is; waits at most its time-out."""

    def close(self) -> None:
        """Give the device back."""


class ChargeMemory(Protocol):
    """The one note of an open card payment, on disk; all three raise OSError."""

    def read(self) -> dict[str, Any] | None:
        """Return the note, None without one."""

    def write(self, note: dict[str, Any]) -> None:
        """Keep the note; it is on disk when this returns."""

    def forget(self) -> None:
        """Throw the note away."""


HELP, AGE, PAYMENT, DARK = "help", "age", "payment", ""


class Light(Protocol):
    """The lamp that calls an attendant."""

    def show(self, pattern: str) -> None:
        """Blink for HELP, AGE or PAYMENT, or be DARK; raises DeviceError."""

    def health(self) -> Health:
        """Say how it is."""

    def close(self) -> None:
        """Put it out and give the device back."""
