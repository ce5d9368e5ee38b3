"""A receipt printer: open, ask, print, ask, close, for every document anew, so a power cycle needs no restart."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from appliance.drivers._watch import Watch
from appliance.till.ports import SICK, WARN

from ._escpos import pulse
from ._status import ask
from .errors import Busy, CutShort, FontMissing, NotReachable, PaperLow, PrinterError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.core.receipt import ReceiptLine
    from appliance.core.symbol import Symbol
    from appliance.till.ports import Health

    from ._model import Model
    from ._transport import Connection, Transport

log = logging.getLogger(__name__)

CHUNK = 1024


class EscposPrinter:
    """Prints through any transport; one document or pulse at a time."""

    def __init__(self, transport: Transport, model: Model) -> None:
        self.columns = model.columns
        self._transport = transport
        self._model = model
        self._lock = Lock()
        self._watch = Watch(log, f"printer {transport.name}")

    def print(self, lines: Sequence[ReceiptLine | Symbol]) -> None:
        """Print and cut; raises CutShort if a part may be on paper, another PrinterError if nothing is."""
        self._deliver(self._model.encoder.document(lines))

    def kick(self) -> None:
        """Open the drawer on the printer's connector; raises PrinterError.

        Asked first, too: an off-line printer would keep the pulse and open the drawer when nobody expects it.
        """
        self._deliver(pulse(self._model.drawer_pin, self._model.drawer_on_ms, self._model.drawer_off_ms))

    def health(self) -> Health:
        """Ask the printer how it is; while it prints, what is known already."""
        if not self._lock.acquire(blocking=False):
            return self._watch.health
        try:
            with self._connected() as connection:
                is_paper_low = self._check(connection, self._model.timeout_s)
        except PrinterError as error:
            return self._watch.ill(error)
        finally:
            self._lock.release()
        if is_paper_low:
            return self._watch.ill(PaperLow(printer=self._transport.name), WARN)
        if self._model.missing:
            return self._watch.ill(FontMissing(printer=self._transport.name, char=self._model.missing), WARN)
        return self._watch.well()

    def close(self) -> None:
        """Nothing is held between documents."""

    def _deliver(self, data: bytes) -> None:
        """Ask, send, ask; whatever fails after the first byte becomes CutShort."""
        if not self._lock.acquire(timeout=self._model.finish_s):
            raise Busy(printer=self._transport.name)
        try:
            with self._connected() as connection:
                self._check(connection, self._model.timeout_s)
                try:
                    self._send(connection, data)
                    self._check(connection, self._model.finish_s)
                except (OSError, PrinterError) as error:
                    reason = error if isinstance(error, PrinterError) else NotReachable(printer=self._transport.name)
                    raise CutShort(printer=self._transport.name, reason=reason) from error
        except PrinterError as error:
            self._watch.ill(error)
            raise
        finally:
            self._lock.release()
        if self._watch.health.state == SICK:
            self._watch.well()

    def _send(self, connection: Connection, data: bytes) -> None:
        """Write everything; a time-out counts from the last progress, so a long receipt is no error."""
        for start in range(0, len(data), CHUNK):
            rest = memoryview(data)[start : start + CHUNK]
            while rest:
                rest = rest[connection.write(rest) :]
        unsent = connection.unsent()
        deadline = monotonic() + self._model.timeout_s
        while unsent:
            connection.read(0.05)  # nobody has asked yet; hears at once when the printer goes away
            before, unsent = unsent, connection.unsent()
            if unsent < before:
                deadline = monotonic() + self._model.timeout_s
            elif monotonic() > deadline:
                raise TimeoutError

    def _check(self, connection: Connection, timeout_s: float) -> bool:
        """Raise why the printer cannot print; say whether its paper is low."""
        if not self._model.status:
            return False
        status = ask(connection, self._transport.name, timeout_s)
        problem = status.problem()
        if problem:
            raise problem(printer=self._transport.name)
        return status.is_paper_low

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            connection = self._transport.open()
        except OSError as error:
            raise NotReachable(printer=self._transport.name) from error
        try:
            yield connection
        except OSError as error:
            raise NotReachable(printer=self._transport.name) from error
        finally:
            connection.close()
