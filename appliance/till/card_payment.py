"""A payment on the card terminal: remembered on disk before it is sent, charged once, and never lost.

Events tell how it goes: CardProgressed, then CardCharged or CardRefused; CardUnclear while only the terminal knows.
Whoever hears CardCharged books the tender with the cart and says `taken`; until then it is told again after a restart.
"""

from __future__ import annotations

import logging
import queue
import threading
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from appliance.core.errors import LapakError
from appliance.core.money import CURRENCIES
from appliance.core.tender import CARD, Tender

from .boundary import attempt
from .card_errors import CardNotCharged, CardNotNoted, CardRunning, CardStopped, DayClosing
from .devices import Charge
from .errors import TillError
from .events import CardCharged, CardProgressed, CardRefused, CardUnclear, TerminalDayClosed
from .ports import SICK, DeviceError, Health

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.money import Currency

    from .devices import ChargeMemory, Terminal
    from .events import Event

log = logging.getLogger(__name__)

RETRY_S = 3.0  # how often the terminal is asked how a payment ended
LOOK_S = 10.0  # how often a sick one is asked whether it is back
PAY, REFUND = "pay", "refund"


class CardPayment:
    """One terminal; commands on the screen's thread, the terminal on a thread of its own.

    tell passes an event to the screen's thread.
    """

    def __init__(
        self,
        terminal: Terminal,
        memory: ChargeMemory,
        tell: Callable[[Event], None],
        on_health: Callable[[Health], None] | None = None,
        *,
        retry_s: float = RETRY_S,
        look_s: float = LOOK_S,
    ) -> None:
        self.terminal = terminal
        self._memory = memory
        self._tell = tell
        self._on_health = on_health or _ignored
        self._retry_s = retry_s
        self._look_s = look_s
        self._note: dict[str, Any] | None = memory.read()
        self._jobs: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._stopping = threading.Event()
        self._decided = threading.Event()
        self._decision: Charge | None = None
        self._abort = threading.Event()
        self._is_sick = False
        self.is_closing_day = False
        self._thread = threading.Thread(target=self._run, name="card", daemon=True)

    @property
    def is_manual(self) -> bool:
        """Whether the cashier types what a terminal without a line shows."""
        return self.terminal.is_manual

    @property
    def open_key(self) -> str:
        """The key of the tender that is being paid, or is paid and not booked; "" without one."""
        return self._note["tender"] if self._note else ""

    def start(self) -> None:
        """Begin to serve; a payment that a power cut interrupted is followed up first."""
        self._jobs.put(self._greet)
        if self._note is not None:
            self._jobs.put(self._recover)
        self._thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End the thread and give the terminal back; an open payment stays noted."""
        self._stopping.set()
        self._decided.set()
        self._jobs.put(None)
        self.terminal.close()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def begin(
        self,
        key: str,
        amount_minor: int,
        currency: Currency,
        *,
        refund: bool = False,
        sale: str = "",
        tip_minor: int = 0,
    ) -> None:
        """Ask for a payment (or a refund) of an amount above 0; key is the tender's. Raises CardRunning.

        sale: the key of the sale it is for, which CardCharged says again, also after a restart; tip_minor: what of the
        amount is a tip.
        """
        self._begin(_note(key, amount_minor, currency.code, refund, sale, tip_minor))
        self._abort.clear()
        self._jobs.put(self._charge)

    def typed(
        self,
        key: str,
        amount_minor: int,
        approval_code: str,
        *,
        refund: bool = False,
        sale: str = "",
        tip_minor: int = 0,
    ) -> None:
        """Take what a stand-alone terminal shows after it said yes; raises CardRunning."""
        self._begin(_note(key, amount_minor, "", refund, sale, tip_minor))
        self._charged(Charge(amount_minor, approval_code))

    def close_day(self) -> None:
        """Let the terminal settle with its bank; `TerminalDayClosed` follows. Raises CardRunning, DayClosing."""
        self.require_idle()
        self.is_closing_day = True
        self._jobs.put(self._close_day)

    def abort(self) -> None:
        """Ask to stop; CardRefused follows if it is not too late."""
        self._abort.set()
        self.terminal.abort()

    def decide(self, *, was_paid: bool, approval_code: str = "") -> None:
        """End an unclear payment by hand: somebody looked at the terminal's own slip."""
        note = self._note
        if note is not None:
            self._decision = Charge(note["amount_minor"], approval_code) if was_paid else None
            self._decided.set()

    def taken(self, key: str) -> None:
        """Forget a payment: its tender is booked with the cart."""
        if self.open_key == key:
            self._forget()

    def hello(self) -> Health:
        """Ask the terminal how it is, and pass that on; may be called from any thread, waits at most its time-out."""
        found, error = attempt(log, "Asking the card terminal how it is", self.terminal.health, DeviceError)
        health = found or Health(SICK, error)
        self._is_sick = health.state == SICK
        self._on_health(health)
        return health

    # --- on the card's thread ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                job = self._jobs.get(timeout=self._look_s if self._is_sick else None)
            except queue.Empty:
                job = self._greet
            _, error = attempt(log, "The card terminal's thread", job) if job is not None else (None, None)
            if error is not None:
                self._tell(CardUnclear(self.open_key, error))

    def _greet(self) -> None:
        self.hello()

    def _close_day(self) -> None:
        lines, error = attempt(log, "Closing the terminal's day", self.terminal.end_of_day, DeviceError)
        self.is_closing_day = False
        self._tell(TerminalDayClosed(lines or (), error))
        self._jobs.put(self._greet)

    def _charge(self) -> None:
        note = self._note or {}
        currency = CURRENCIES[note["currency"]]
        ask = self.terminal.refund if note["kind"] == REFUND else self.terminal.pay
        try:
            note["mark"] = self.terminal.mark()
            self._write(note)
            self._not_stopped()
            charge = ask(note["amount_minor"], currency, lambda text: self._tell(CardProgressed(text)))
        except DeviceError as error:
            self._failed(error, is_over=error.nothing_done)
        except TillError as error:
            self._refused(error)
        except Exception:  # money may have moved: whatever broke, the terminal is asked how it ended
            log.exception("The card payment failed")
            self._failed(LapakError(), is_over=False)
        else:
            self._charged(charge)

    def _not_stopped(self) -> None:
        if self._abort.is_set():
            raise CardStopped

    def _failed(self, error: LapakError, *, is_over: bool) -> None:
        """End a payment that certainly did not happen; find out about any other that was sent."""
        if is_over or "mark" not in (self._note or {}):
            self._refused(error)
            self._jobs.put(self._greet)
        else:
            self._find_out(error)

    def _recover(self) -> None:
        note = self._note or {}
        if "charge" in note:
            self._tell_charged(Charge(**{key: _frozen(said) for key, said in note["charge"].items()}))
        else:
            log.warning("A card payment was open when the till stopped; the terminal is asked how it ended")
            self._find_out(CardRunning())

    def _find_out(self, why: LapakError) -> None:
        """Ask the terminal until it says how the payment ended, or a person does."""
        note = self._note or {}
        outcome = partial(self.terminal.outcome, note["mark"], note["amount_minor"], CURRENCIES[note["currency"]])
        self._decided.clear()
        told = ""
        while not self._stopping.is_set():
            if why.code != told:
                told = why.code
                self._tell(CardUnclear(note["tender"], why))
            charge, error = attempt(log, "Asking how a card payment ended", outcome, DeviceError)
            if error is None:
                self._ended(charge)
                return
            why = error
            if self._decided.wait(self._retry_s) and not self._stopping.is_set():
                self._ended(self._decision)
                return

    def _ended(self, charge: Charge | None) -> None:
        if charge is None:
            self._refused(CardNotCharged())
        else:
            self._charged(charge)

    # --- the note on disk --------------------------------------------------------------------------------------------

    def _begin(self, note: dict[str, Any]) -> None:
        self.require_idle()
        self._note = note

    def require_idle(self) -> None:
        """Raise CardRunning or DayClosing where nothing can be begun now."""
        if self._note is not None:
            raise CardRunning
        if self.is_closing_day:
            raise DayClosing

    def _write(self, note: dict[str, Any]) -> None:
        try:
            self._memory.write(note)
        except OSError as error:
            raise CardNotNoted from error

    def _charged(self, charge: Charge) -> None:
        """Note the approval, then tell; a disk that fails now must not hide that money moved."""
        if self._note is not None:
            self._note["charge"] = asdict(charge)
            try:
                self._memory.write(self._note)
            except OSError:
                log.exception("The approved card payment could not be noted")
            self._tell_charged(charge)

    def _tell_charged(self, charge: Charge) -> None:
        note = self._note or {}
        without_tip = note["amount_minor"] - note.get("tip_minor", 0)
        tip = max(0, charge.amount_minor - without_tip) if note.get("tip_minor") else 0  # the sale is paid first
        minor = charge.amount_minor - tip if note["kind"] == PAY else -charge.amount_minor
        reference = charge.approval_code or charge.receipt_number
        tender = Tender(note["tender"], CARD, minor, minor, 0, reference, tip, list(charge.receipt_lines))
        self._tell(CardCharged(tender, charge, note.get("sale", "")))

    def _refused(self, error: LapakError) -> None:
        key = self.open_key
        self._forget()
        self._tell(CardRefused(key, error))

    def _forget(self) -> None:
        self._note = None
        try:
            self._memory.forget()
        except OSError:
            log.exception("The note of a finished card payment stays on disk")


def _note(key: str, amount_minor: int, currency: str, refund: bool, sale: str, tip_minor: int) -> dict[str, Any]:
    kind = REFUND if refund else PAY
    return {
        "tender": key, "kind": kind, "amount_minor": amount_minor, "currency": currency, "sale": sale,
        "tip_minor": tip_minor,
    }  # fmt: skip


def _frozen(said: Any) -> Any:
    """Return what JSON kept as a list as the tuple it was."""
    return tuple(said) if isinstance(said, list) else said


def _ignored(_health: Health) -> None:
    """Nobody watches the terminal."""
