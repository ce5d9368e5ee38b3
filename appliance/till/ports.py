"""What the use cases need from the world, and what the world must promise them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from appliance.core.cash import CashRounding
from appliance.core.errors import N_, LapakError
from appliance.core.money import RUPIAH, Currency
from appliance.core.receipt import Heading
from appliance.core.totals import PER_LINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from appliance.core.receipt import ReceiptLine
    from appliance.core.scale_label import LabelRule
    from appliance.core.tax import TaxClass

OK = "ok"
WARN = "warn"  # works, but a person should act soon: paper near end
SICK = "sick"
OFF = "off"  # not fitted, by choice


class Health:
    """How a device is, for its tile on the status strip; `error` says what to do."""

    def __init__(self, state: str, error: LapakError | None = None) -> None:
        self.state = state
        self.error = error


class DeviceError(LapakError):
    """The base of what can be wrong with a device; every driver package has its own classes below it."""

    code = "device"
    text = N_("A device does not answer. Check its cable and power.")
    nothing_done = False  # True where it is certain that the device did nothing of what was asked


class Scanner(Protocol):
    """Reads barcodes on a thread of its own."""

    def start(self, on_scan: Callable[[str], None], on_health: Callable[[Health], None]) -> None:
        """Begin to read; both callbacks come from the scanner's thread, on_health at once and then on change."""

    def stop(self) -> None:
        """End the thread and give the device back."""


class Printer(Protocol):
    """Prints documents one after another; called from the spool's thread only."""

    columns: int

    def print(self, lines: list[ReceiptLine]) -> None:
        """Print and cut; returns when the printer has everything, raises DeviceError otherwise.

        `error.nothing_done` says that no paper came out, so that the next try is not a copy.
        """

    def health(self) -> Health:
        """Ask the printer how it is; waits at most its time-out."""

    def close(self) -> None:
        """Give the device back."""


class Drawer(Protocol):
    """Opens the cash drawer."""

    def open(self) -> None:
        """Give one pulse; raises DeviceError."""

    def is_open(self) -> bool | None:
        """Say whether it stands open; None where there is no sensor."""

    def health(self) -> Health:
        """Say how it is."""

    def close(self) -> None:
        """Give the device back (this does not move the drawer)."""


@dataclass(frozen=True)
class Variant:
    """A variant as the catalogue has it now; `stock_milli` is None where stock is not kept."""

    key: str
    sku: str
    name: str
    price_minor: int
    unit: str
    tax_class: TaxClass
    category: str
    picture: str
    stock_milli: int | None


@dataclass(frozen=True)
class Category:
    """A group of products on the grid; `color` is its tile colour (#RRGGBB), `picture` its default picture."""

    key: str
    name: str
    color: str
    picture: str


@dataclass(frozen=True)
class Order:
    """A marketplace order to prepare here; `lines` are (name, quantity_milli)."""

    key: str
    channel: str
    number: str
    state: str
    buyer: str
    at_ms: int
    lines: tuple[tuple[str, int], ...]


class Catalogue(Protocol):
    """What is sold; read on the screen's thread, so every question is answered from an index."""

    def by_barcode(self, gtin14: str) -> Variant | None:
        """Return the variant under a 14-digit code."""

    def by_key(self, key: str) -> Variant | None:
        """Return a variant."""

    def search(self, text: str, limit: int = 40) -> list[Variant]:
        """Return variants whose words begin with the words of text, or whose SKU or barcode ends with it."""

    def page(self, category: str | None, offset: int, limit: int) -> list[Variant]:
        """Return a page of the grid in the owner's order; None is the favourites."""

    def count(self, category: str | None) -> int:
        """Return how many variants a category has."""

    def categories(self) -> list[Category]:
        """Return the categories in the owner's order."""

    def orders(self) -> list[Order]:
        """Return the marketplace orders that are to be prepared here, oldest first."""

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return every tax class by key."""

    def shop(self) -> Shop:
        """Return how this till sells: currency, rounding, what is printed, names."""

    def forget(self) -> None:
        """Keep nothing in memory that the feed may have changed."""


@dataclass(frozen=True)
class Shop:
    """The owner's settings that selling depends on, from the feed."""

    name: str = "Lapak"
    till_name: str = ""
    currency: Currency = RUPIAH
    policy: str = PER_LINE
    rounding: CashRounding = field(default_factory=CashRounding)
    notes_minor: tuple[int, ...] = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
    label_rules: tuple[LabelRule, ...] = ()
    heading: Heading = field(default_factory=lambda: Heading("Lapak"))
    utc_offset_minutes: int = 0


@dataclass(frozen=True)
class Shift:
    """The open shift: its identity, when it began and its running totals (core.shift)."""

    key: str
    opened_at_ms: int
    totals: dict[str, Any]


@dataclass(frozen=True)
class Parked:
    """A sale put aside."""

    key: str
    name: str
    at_ms: int
    lines: int
    total_minor: int


@dataclass(frozen=True)
class Job:
    """A receipt that is to be printed: the entry it is made of, and whether a try before may have come out."""

    job: int
    entry: dict[str, Any]
    is_copy: bool


class Books(Protocol):
    """What must never be lost. Writes follow each other on a thread of their own; a Future that is done is on disk."""

    def record(self, kind: str, body: dict[str, Any], *, at_ms: int, by: str) -> Future[dict[str, Any]]:
        """Append an entry of this kind with everything that follows from it; the result is the sealed entry."""

    def complete_sale(self, build: Callable[[str], dict[str, Any]], *, at_ms: int, by: str) -> Future[dict[str, Any]]:
        """Append a finished sale; `build(number)` gives its body once the gapless receipt number is known.

        Entry, number, shift totals, stock and print job are one transaction that also forgets the open cart.
        """

    def save_cart(self, cart: dict[str, Any] | None, *, at_ms: int) -> None:
        """Keep the open cart (core.cart): at once against a crash, within a second against a power cut."""

    def park(self, cart: dict[str, Any], name: str, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Any]:
        """Put a cart aside under a name, with its `cart.parked` entry."""

    def recall(self, key: str) -> Future[dict[str, Any]]:
        """Take a parked cart back as the open one; raises SaleNotParked."""

    def reprint(self, seq: int, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Any]:
        """Queue a copy of a receipt, with its `receipt.reprinted` entry."""

    def open_cart(self) -> dict[str, Any] | None:
        """Return the cart that was open when the till last stopped."""

    def parked(self) -> list[Parked]:
        """Return the parked sales, oldest first."""

    def shift(self) -> Shift | None:
        """Return the open shift."""

    def last_z_number(self) -> int:
        """Return the number of the last closed shift; it never resets."""

    def last_sale(self) -> dict[str, Any] | None:
        """Return the entry of the last finished sale."""


class SpoolJobs(Protocol):
    """The print queue on disk."""

    def next_job(self) -> Job | None:
        """Return the oldest job that is not printed."""

    def begun(self, job: int) -> None:
        """Note on disk that paper may come out from now on: a later try is a COPY."""

    def not_begun(self, job: int) -> None:
        """Take `begun` back: the printer refused before any paper moved."""

    def printed(self, job: int) -> None:
        """Note on disk that the job is done."""

    def waiting(self) -> int:
        """Return how many jobs are not printed."""
