"""What the use cases need from the world, and what the world must promise them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from appliance.core.cash import CashRounding
from appliance.core.errors import N_, LapakError
from appliance.core.money import RUPIAH, Currency
from appliance.core.points import Loyalty
from appliance.core.receipt import Heading
from appliance.core.totals import PER_LINE

from .kiosk_terms import KioskTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future

    from appliance.core.picture import Picture
    from appliance.core.receipt import ReceiptLine
    from appliance.core.scale_label import LabelRule
    from appliance.core.service import Service
    from appliance.core.symbol import Symbol

    from .customer_port import CustomerRecords
    from .staff import StaffRecords

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

    def print(self, lines: Sequence[ReceiptLine | Symbol]) -> None:
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
class Shop:
    """The owner's settings that selling depends on, from the feed."""

    name: str = "Lapak"
    till_name: str = ""
    currency: Currency = RUPIAH
    policy: str = PER_LINE
    rounding: CashRounding = field(default_factory=CashRounding)
    notes_minor: tuple[int, ...] = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
    label_rules: tuple[LabelRule, ...] = ()
    code_prefixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by kind of till.reading.PREFIXES
    heading: Heading = field(default_factory=lambda: Heading("Lapak"))
    utc_offset_minutes: int = 0
    country: str = ""  # key of its pack (core.countries); "" where none was chosen
    coins_minor: tuple[int, ...] = ()
    service: Service | None = None
    title: str = ""  # what a receipt is called here
    tax_number: str = ""  # what the number of a taxed seller is called here
    legends: Mapping[str, str] = field(default_factory=dict)  # to be printed where a tax class was sold, by its key
    when: str = "%d/%m/%y %H:%M"  # how a moment is printed (strftime)
    first_weekday: int = 0  # Monday
    sign_in: str = "required"  # till.staff.REQUIRED or OPTIONAL; without staff nobody has to
    loyalty: Loyalty = field(default_factory=Loyalty)
    qr: str = ""  # the shop's own EMV payment code, without an amount
    takes_tips: bool = False
    tip_shares_ppm: tuple[int, ...] = (50_000, 100_000, 150_000)  # what is offered where tips are taken
    tip_step_minor: int = 500  # what people leave is a multiple of this
    idle_s: int = 0  # after which whoever is signed in is signed out; 0 is never
    layout: Mapping[str, Any] = field(default_factory=dict)  # blocks by kind of paper, as core.sale_receipt.LAYOUT
    receipts_at: str = ""  # what links to receipts of this till begin with; "" where there is no such page
    logos: tuple[Picture, ...] = ()  # one for each width of paper, the narrowest first
    pictures_at: str = ""  # where the pictures of products are; "" where the bridge has no address
    labels_at: str = ""  # and the labels of parcels
    prints: bool = True  # every receipt at once; else the customer is asked first
    kiosk: KioskTerms = field(default_factory=KioskTerms)


@dataclass(frozen=True)
class Shift:
    """The open shift: its identity, when it began and its running totals (core.shift)."""

    key: str
    opened_at_ms: int
    totals: dict[str, Any]


@dataclass(frozen=True)
class Parked:
    """A sale put aside; codes_back are the references of QR payments for it whose money went back."""

    key: str
    name: str
    at_ms: int
    lines: int
    total_minor: int
    table: str = ""
    codes_back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unsent:
    """The sales and refunds the bridge does not have yet: how many, what they come to, when the oldest was made."""

    sales: int = 0
    total_minor: int = 0
    oldest_ms: int = 0


@dataclass(frozen=True)
class Sold:
    """A finished sale or refund: its entry, and the entries with which something of it came back, oldest first."""

    entry: dict[str, Any]
    later: tuple[dict[str, Any], ...] = ()
    is_voided: bool = False


@dataclass(frozen=True)
class Job:
    """A receipt that is to be printed: the entry it is made of, and whether a try before may have come out."""

    job: int
    entry: dict[str, Any]
    is_copy: bool
    is_gift: bool = False
    is_training: bool = False


class Books(Protocol):
    """What must never be lost. Writes follow each other on a thread of their own; a Future that is done is on disk."""

    staff: StaffRecords
    customers: CustomerRecords

    def record(self, kind: str, body: dict[str, Any], *, at_ms: int, by: str) -> Future[dict[str, Any]]:
        """Append an entry of this kind with everything that follows from it; the result is the sealed entry."""

    def complete_sale(
        self,
        build: Callable[[str], dict[str, Any]],
        *,
        at_ms: int,
        by: str,
        kind: str = "sale.completed",
        is_printed: bool = True,
    ) -> Future[dict[str, Any]]:
        """Append a finished sale, or a refund (kind `sale.refunded`).

        `build(number)` gives its body once the gapless receipt number is known.

        Entry, number, shift totals, stock and print job are one transaction that also forgets the open cart.
        is_printed: print it at once; otherwise it may be printed later (`print_receipt`).
        """

    def synced(self) -> Future[None]:
        """Be done once all that was saved so far is on disk, also the cart."""

    def save_cart(self, cart: dict[str, Any] | None, *, at_ms: int) -> None:
        """Keep the open cart (core.cart): at once against a crash, within a second against a power cut."""

    def park(self, cart: dict[str, Any], name: str, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Any]:
        """Put a cart aside under a name, with its `cart.parked` entry."""

    def recall(self, key: str) -> Future[dict[str, Any]]:
        """Take a parked cart back as the open one; raises SaleNotParked."""

    def print_receipt(self, seq: int) -> Future[Any]:
        """Queue the receipt of an entry that was not printed at once; it is no copy."""

    def reprint(self, seq: int, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Any]:
        """Queue a copy of a receipt, with its `receipt.reprinted` entry."""

    def save_draft(self, key: str, kind: str, body: dict[str, Any] | None, *, at_ms: int) -> None:
        """Keep unfinished work of a kind, or forget it; as sure as `save_cart`."""

    def drafts(self, kind: str) -> list[dict[str, Any]]:
        """Return the unfinished work of a kind, oldest first."""

    def print(self, document: dict[str, Any]) -> Future[Any]:
        """Queue a document that no entry stands for; it has `type`, `body` and the other fields of an entry."""

    def open_cart(self) -> dict[str, Any] | None:
        """Return the cart that was open when the till last stopped."""

    def parked(self) -> list[Parked]:
        """Return the parked sales, oldest first."""

    def unsent(self) -> Unsent:
        """Return what the bridge does not have yet of the sales of this till."""

    def shift(self) -> Shift | None:
        """Return the open shift."""

    def last_z_number(self) -> int:
        """Return the number of the last closed shift; it never resets."""

    def sold(self, number: str) -> Sold | None:
        """Return a sale or refund of this till by its receipt number."""

    def sold_as(self, key: str) -> Sold | None:
        """Return a sale or refund of this till by its key."""

    def is_given_back(self, tender: str) -> bool:
        """Say whether a payment went back before its sale was finished, by the key of its tender."""

    def recent(self, digits: str = "", limit: int = 40) -> list[Sold]:
        """Return the last sales and refunds, newest first; with digits those whose number ends with them."""

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
