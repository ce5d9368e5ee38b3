"""A card terminal on the network that speaks ZVT; every command has a conversation of its own, so a restart heals it.

The trap of every card terminal is a line that breaks after the bank said yes. Before a payment the till takes the mark
of the last transaction; if the payment's end is not heard, `outcome` asks for the last transaction again and compares:
06 20 with service byte 03, which PA00P015 2.20 names for exactly this (a status enquiry tells nothing about payments).
"""

from __future__ import annotations

import logging
from threading import Event, Lock
from typing import TYPE_CHECKING

from appliance.drivers._watch import Watch
from appliance.till.devices import Charge
from appliance.till.ports import WARN

from . import _fields as f
from ._apdu import END_OF_DAY, PAY, REFUND, REGISTER, REPEAT, REVERSE, Apdu
from ._session import Garbled, LineBroken, Outcome, Session, Times
from ._words import ABORT_KEY, OK, result_text
from .errors import (
    Busy,
    Cancelled,
    Cannot,
    CurrencyUnknown,
    DayNotClosed,
    DayUnclear,
    Declined,
    OutcomeUnknown,
    Silent,
    TerminalError,
    Unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.money import Currency
    from appliance.drivers._options import Options
    from appliance.till.ports import Health

log = logging.getLogger(__name__)

PORT = 20007
# What the till takes on itself: payment slips, the terminal's own slips, intermediate status, by print-line messages.
SLIPS_HERE, SLIPS_THERE = 0x8E, 0x08
UNTOLD = "?"
CANNOT, UNTOLD_FAULT = 0x83, 0xFF  # results
LAST_ONE = 0x03  # service byte of 06 20: only the status of the last transaction
NUMBERS = {"EUR": 978, "GBP": 826, "CHF": 756, "USD": 840, "SGD": 702, "IDR": 360, "SEK": 752, "DKK": 208, "NOK": 578,
           "PLN": 985, "CZK": 203, "HUF": 348}  # fmt: skip # ISO 4217
MOST_HUNDREDTHS = 10**12  # twelve digits
DECIMALS = 2  # the terminal counts in hundredths, also where the shop does not


def make(options: Options) -> Zvt:
    """Return a terminal reached by TCP."""
    return Zvt(options.text("host"), options.whole("port", PORT, 1, 65535), *zvt_options(options))


def zvt_options(options: Options) -> tuple[str, Times, bool]:
    """Return what every ZVT terminal can be told: its password, the protocol's limits, who prints its slips."""
    password = options.text("password", "000000")
    if len(password) != 6 or not password.isdecimal():
        raise options.bad("password", "six digits")
    times = Times(
        options.seconds("connect_s", Times().connect_s, 0.05, 30),
        options.seconds("ack_s", Times().ack_s, 0.05, 30),
        options.seconds("answer_s", Times().answer_s, 0.05, 600),
    )
    return password, times, options.flag("slips_here", default=True)


class Zvt:
    """One terminal."""

    is_manual = False

    def __init__(self, host: str, port: int, password: str, times: Times, slips_here: bool) -> None:
        self._address = (host, port)
        self._password = f.bcd(int(password), 3)
        self._times = times
        self._config = SLIPS_HERE if slips_here else SLIPS_THERE
        self._stop = Event()
        self._lock = Lock()
        self._watch = Watch(log, f"card terminal {host}:{port}")

    def mark(self) -> str:
        """Return the name of its last transaction: "" if it has none, UNTOLD if it cannot say."""
        try:
            return _mark(self._last())
        except Cannot:
            return UNTOLD

    def pay(self, amount_minor: int, currency: Currency, on_progress: Callable[[str], None]) -> Charge:
        """Take a payment."""
        return self._transact(PAY, f.field(f.AMOUNT, _amount(amount_minor, currency)), currency, on_progress)

    def refund(self, amount_minor: int, currency: Currency, on_progress: Callable[[str], None]) -> Charge:
        """Give money back to a card."""
        data = self._password + f.field(f.AMOUNT, _amount(amount_minor, currency))
        return self._transact(REFUND, data, currency, on_progress)

    def reverse(self, receipt_number: str, on_progress: Callable[[str], None]) -> Charge:
        """Take a payment back by the number of its slip."""
        data = self._password + f.field(f.RECEIPT, f.bcd(int(receipt_number), 2))
        return self._transact(REVERSE, data, None, on_progress)

    def outcome(self, mark: str, amount_minor: int, currency: Currency) -> Charge | None:
        """Say how the payment after `mark` ended, by what the terminal calls its last transaction.

        Raises OutcomeUnknown if that is another payment, so that a person must look; Cannot if it does not tell.
        """
        last = self._last()
        if mark == UNTOLD:
            raise OutcomeUnknown
        is_done = last.get(f.RESULT) == bytes([OK]) and f.ORIGINAL_TRACE not in last
        if _mark(last) == mark or not is_done:
            return None
        charge = _charge(Outcome(None, last, ()), currency)
        if charge.amount_minor != amount_minor:
            raise OutcomeUnknown
        return charge

    def abort(self) -> None:
        """Ask it to stop the payment under way."""
        self._stop.set()

    def end_of_day(self) -> tuple[str, ...]:
        """Close its day and return its slip; raises DayNotClosed, or DayUnclear if nobody knows: then do it again."""
        try:
            outcome = self._run(Apdu(END_OF_DAY, self._password), None)
            ended = self._ended(outcome)
        except LineBroken as error:
            raise DayUnclear from error
        except Declined as error:
            raise DayNotClosed(result=result_text(outcome.result or UNTOLD_FAULT)) from error
        return ended.merchant_lines + ended.lines

    def health(self) -> Health:
        """Say hello (a registration); during a payment, what is known already."""
        if not self._lock.acquire(blocking=False):
            return self._watch.health
        try:
            self._hello().close()
        except Busy as error:
            return self._watch.ill(error, WARN)
        except TerminalError as error:
            return self._watch.ill(error)
        finally:
            self._lock.release()
        return self._watch.well()

    def close(self) -> None:
        """Nothing is held between commands."""
        self._stop.set()

    def _transact(
        self, kind: int, data: bytes, currency: Currency | None, on_progress: Callable[[str], None]
    ) -> Charge:
        if currency is not None:
            data += f.field(f.CURRENCY, f.bcd(_number(currency), 2))
        try:
            outcome = self._ended(self._run(Apdu(kind, data), on_progress))
        except LineBroken as error:
            raise OutcomeUnknown from error
        if outcome.status.get(f.RESULT) != bytes([OK]):  # completed, and not a word about the money
            raise OutcomeUnknown
        return _charge(outcome, currency)

    def _ended(self, outcome: Outcome) -> Outcome:
        """Return a command's outcome if it ended well; raises why it did not."""
        code = outcome.status.get(f.RESULT, b"\0")[0] or outcome.result or OK
        if code == ABORT_KEY:
            raise Cancelled
        if code != OK:
            raise Declined(result=result_text(code))
        if outcome.result is not None:  # an abort that says 0: said yes, then stopped
            raise LineBroken
        return outcome

    def _last(self) -> dict[int, bytes]:
        """Return the status of its last transaction, empty if it says that there is none; raises TerminalError."""
        asking = Apdu(REPEAT, self._password + f.field(f.SERVICE, bytes([LAST_ONE])))
        try:
            outcome = self._run(asking, None)
        except LineBroken as error:
            raise OutcomeUnknown from error
        if outcome.result is not None:
            return {}
        if f.RESULT not in outcome.status:  # it only printed something: that tells nothing about money
            raise Cannot(result=result_text(CANNOT))
        return outcome.status if f.RECEIPT in outcome.status else {}

    def _run(self, command: Apdu, on_progress: Callable[[str], None] | None) -> Outcome:
        with self._lock:
            self._stop.clear()
            session = self._hello()
            try:
                return session.run(command, on_progress, self._stop)
            finally:
                session.close()

    def _hello(self) -> Session:
        """Return a conversation whose registration went well; raises TerminalError with nothing done."""
        session = Session(self._address, self._times)
        try:
            outcome = session.run(Apdu(REGISTER, self._password + bytes([self._config])))
            if outcome.result not in {None, OK}:
                raise Cannot(result=result_text(outcome.result or OK))
        except LineBroken as error:
            session.close()
            raise (Unreadable if isinstance(error, Garbled) else Silent)(terminal=session.name) from error
        except TerminalError:
            session.close()
            raise
        return session


def _mark(last: dict[int, bytes]) -> str:
    return "-".join(f.digits(last.get(number, b"")) for number in (f.RECEIPT, f.TRACE, f.DATE, f.TIME)).strip("-")


def _charge(outcome: Outcome, currency: Currency | None) -> Charge:
    status = outcome.status
    hundredths = int(f.digits(status.get(f.AMOUNT, b"\0")))
    pan = f.digits(status.get(f.PAN, b"")).rstrip("f")
    name = status.get(f.CARD_NAME, b"").decode("ascii", "replace").strip("\0 ")
    return Charge(
        hundredths // _hundredths(currency) if currency else hundredths,
        status.get(f.APPROVAL, b"").decode("ascii", "replace").strip("\0 "),
        " ".join(part for part in (name, pan[-4:] if pan else "") if part),
        f.digits(status.get(f.RECEIPT, b"")),
        outcome.lines,
        outcome.merchant_lines,
    )


def _number(currency: Currency) -> int:
    if currency.code not in NUMBERS:
        raise CurrencyUnknown(currency=currency.code)
    return NUMBERS[currency.code]


def _hundredths(currency: Currency) -> int:
    return int(10 ** (DECIMALS - currency.exponent))


def _amount(amount_minor: int, currency: Currency) -> bytes:
    hundredths = amount_minor * _hundredths(currency)
    if not 0 < hundredths < MOST_HUNDREDTHS:
        raise Cannot(result=result_text(CANNOT))
    return f.bcd(hundredths, 6)
