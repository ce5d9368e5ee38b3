"""What happened at the till, in the past tense; told on the screen's thread, never asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from appliance.core.errors import LapakError
    from appliance.core.line import Line
    from appliance.core.tender import Tender

    from .board import Order
    from .customer_port import Card
    from .devices import Charge, Weight
    from .found import FoundItem
    from .kiosks import KioskStatus
    from .ports import Health, Sold
    from .staff import Staff


@dataclass(frozen=True)
class LineAdded:
    """A line is new or has grown; `scanned` tells the beep."""

    line: Line
    scanned: bool


@dataclass(frozen=True)
class ItemAsks:
    """Something was scanned that cannot be added before `Basket.asks` is answered; nothing is in the sale yet."""

    found: FoundItem


@dataclass(frozen=True)
class BestBeforePassed:
    """Goods were added that are past the date (YYYY-MM-DD) until which they are at their best; they may be sold."""

    name: str
    date: str


@dataclass(frozen=True)
class SaleChanged:
    """The open sale is not what it was: draw it again."""


@dataclass(frozen=True)
class ScanRefused:
    """A scan came to nothing, and why."""

    barcode: str
    error: LapakError


@dataclass(frozen=True)
class SaleCompleted:
    """The sale is on disk. `entry` is the journal entry, `change_minor` what to give back."""

    entry: dict[str, Any]
    change_minor: int


@dataclass(frozen=True)
class SaleVoided:
    """A finished sale was made undone; `entry` is the `sale.voided`."""

    entry: dict[str, Any]


@dataclass(frozen=True)
class QrPaid:
    """The money for the code that was shown is there."""

    amount_minor: int


@dataclass(frozen=True)
class ReceiptSent:
    """Where a receipt is to be sent is on disk; `kind` is till.receipts.EMAIL or WHATSAPP."""

    kind: str


@dataclass(frozen=True)
class ReceiptOpened:
    """A receipt was scanned, to give goods back or to print it again."""

    sold: Sold


@dataclass(frozen=True)
class Failed:
    """Something asked for did not happen; nothing was lost."""

    error: LapakError


@dataclass(frozen=True)
class ShiftChanged:
    """A shift was opened or closed."""


@dataclass(frozen=True)
class ParkedChanged:
    """A sale was parked or taken back."""


@dataclass(frozen=True)
class DeviceChanged:
    """A device (scanner, printer, drawer) is better or worse than before."""

    device: str
    health: Health


@dataclass(frozen=True)
class Tried:
    """A test of the trouble screen is over; without an error the device did what it should."""

    device: str
    error: LapakError | None


@dataclass(frozen=True)
class WeightChanged:
    """The scale shows something else (appliance.till.weighing)."""

    weight: Weight


@dataclass(frozen=True)
class CardProgressed:
    """What the customer does at the card terminal now; an English text to be translated."""

    text: str


@dataclass(frozen=True)
class CardCharged:
    """The card was charged: book the tender with the cart, then say CardPayment.taken. May come twice for one key."""

    tender: Tender
    charge: Charge
    sale: str = ""  # the key of the sale it was charged for; "" for whichever is open


@dataclass(frozen=True)
class CardRefused:
    """Nothing was charged, and why; the payment of this tender key is over."""

    key: str
    error: LapakError


@dataclass(frozen=True)
class CardUnclaimed:
    """The card was charged, but the open sale cannot take it; it is told again after a restart."""

    tender: Tender
    error: LapakError


@dataclass(frozen=True)
class CardUnclear:
    """Only the terminal knows whether this tender was paid; the till keeps asking it, a person may decide."""

    key: str
    error: LapakError


@dataclass(frozen=True)
class TerminalDayClosed:
    """The card terminal settled with its bank, and what its slip says; with an error it did not, or nobody knows."""

    lines: tuple[str, ...]
    error: LapakError | None = None


@dataclass(frozen=True)
class DrawerClosed:
    """The sensor says that the drawer was pushed shut."""


@dataclass(frozen=True)
class WireChanged:
    """The connection or the number of unsent entries changed."""

    online: bool
    unsent: int
    oldest_unsent_ms: int | None


@dataclass(frozen=True)
class CatalogueChanged:
    """The feed brought new products, prices or stock; `tables` says which."""

    tables: frozenset[str]


@dataclass(frozen=True)
class FeedProgressed:
    """A long load: how many of how many versions are in."""

    done: int
    whole: int


@dataclass(frozen=True)
class StaffChanged:
    """Somebody signed in or out, or was unlocked."""


@dataclass(frozen=True)
class Clocked:
    """Somebody began to work, or ended."""

    staff: Staff
    is_in: bool


@dataclass(frozen=True)
class DrawerWanted:
    """The drawer is to be opened without a sale; its reason is on disk."""

    reason: str


@dataclass(frozen=True)
class StockChanged:
    """A sheet of stock is on disk; `sheet` says of which kind, `variants` whose stock is another one now."""

    variants: frozenset[str]
    sheet: str


@dataclass(frozen=True)
class OrdersArrived:
    """The feed brought orders that are to be prepared here."""

    orders: tuple[Order, ...]


@dataclass(frozen=True)
class OrderCalled:
    """A buyer's pickup code was scanned: this order is to be handed over."""

    order: str
    code: str


@dataclass(frozen=True)
class OrderMoved:
    """An order came a stage further at this till; it is on disk."""

    order: str
    stage: str


@dataclass(frozen=True)
class CustomersChanged:
    """A customer was added, changed or forgotten here."""


@dataclass(frozen=True)
class CardOpened:
    """A gift card or credit note was scanned; `card` is None where this till does not know it: it may be sold."""

    code: str
    card: Card | None


@dataclass(frozen=True)
class KioskChanged:
    """The session of the self-checkout is not where it was (till.kiosk): draw it again."""


@dataclass(frozen=True)
class KiosksChanged:
    """The store's self-checkouts are not as they were; `called` are those that need somebody now and did not before."""

    called: tuple[KioskStatus, ...]


Event = (
    LineAdded
    | ItemAsks
    | BestBeforePassed
    | SaleChanged
    | ScanRefused
    | SaleCompleted
    | SaleVoided
    | ReceiptOpened
    | ReceiptSent
    | QrPaid
    | Failed
    | ShiftChanged
    | ParkedChanged
    | DeviceChanged
    | Tried
    | WeightChanged
    | CardProgressed
    | CardCharged
    | CardRefused
    | CardUnclaimed
    | CardUnclear
    | TerminalDayClosed
    | DrawerClosed
    | WireChanged
    | CatalogueChanged
    | FeedProgressed
    | StaffChanged
    | Clocked
    | DrawerWanted
    | StockChanged
    | OrdersArrived
    | OrderMoved
    | OrderCalled
    | CustomersChanged
    | CardOpened
    | KioskChanged
    | KiosksChanged
)
