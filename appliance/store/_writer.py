"""The thread that owns the one read-write connection: every step is a transaction, one after another."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from appliance.till.boundary import keep_going

from ._errors import StoreClosed, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

T = TypeVar("T")
SYNC_WITHIN_S = 1.0  # a cart that was saved without waiting for the disk is forced to it this soon
FOLD_IDLE_STEPS = 100  # the write-ahead log is folded into the file after so many steps and a quiet second
FOLD_BUSY_STEPS = 250  # ... or after so many without one


class Writer:
    """Runs steps on the connection; a step that raises leaves nothing behind."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._queue: queue.SimpleQueue[tuple[Callable[[sqlite3.Connection], Any], Future[Any] | None, bool] | None]
        self._queue = queue.SimpleQueue()
        self._listeners: list[Callable[[], None]] = []
        self._closed = False
        self._gate = threading.Lock()  # nothing is queued behind the end of the queue
        self._unsynced = False
        self._is_forcing: bool | None = None  # whether a commit waits for the disk, as the connection is set now
        self._since_fold = 0
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call listener on the writer's thread after every durable step; it must return at once."""
        self._listeners.append(listener)

    def submit(self, step: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> Future[T]:
        """Run step in a transaction that is on disk when the Future is done, or within SYNC_WITHIN_S of it."""
        future: Future[T] = Future()
        if not self._put(step, future, durable=durable):
            future.set_exception(StoreClosed())
        return future

    def submit_soon(self, step: Callable[[sqlite3.Connection], None]) -> None:
        """Run step in a transaction that survives a crash at once and a power cut within SYNC_WITHIN_S."""
        self._put(step, None, durable=False)

    def synced(self) -> Future[None]:
        """Be done once everything that was submitted before is on disk."""
        return self.submit(_touch)

    def _put(self, step: Callable[[sqlite3.Connection], Any], future: Future[Any] | None, *, durable: bool) -> bool:
        with self._gate:
            if not self._closed:
                self._queue.put((step, future, durable))
            return not self._closed

    def close(self, timeout_s: float = 30.0) -> None:
        """Finish what was submitted, fold the log into the file and end the thread; a worn card may take its time."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            try:
                item = self._queue.get(timeout=self._patience_s())
            except queue.Empty:
                self._sync()
                if self._since_fold > FOLD_IDLE_STEPS:
                    self._fold("PASSIVE")
                continue
            if item is None:
                self._sync()
                self._fold("TRUNCATE")
                self._connection.close()
                return
            self._step(*item)
            self._since_fold += 1
            if self._since_fold > FOLD_BUSY_STEPS:
                self._fold("PASSIVE")

    def _patience_s(self) -> float | None:
        """Return how long to wait for the next step before there is something else to do."""
        return SYNC_WITHIN_S if self._unsynced or self._since_fold > FOLD_IDLE_STEPS else None

    def _step(self, step: Callable[[sqlite3.Connection], Any], future: Future[Any] | None, durable: bool) -> None:
        connection = self._connection
        try:
            if durable is not self._is_forcing:
                connection.execute("PRAGMA synchronous=FULL" if durable else "PRAGMA synchronous=NORMAL")
                self._is_forcing = durable
            connection.execute("BEGIN IMMEDIATE")
            result = step(connection)
            connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever a step raises belongs to whoever submitted it
            self._roll_back()
            self._failed(error, future)
            return
        self._unsynced = not durable
        if future is not None:
            future.set_result(result)
        if durable:
            self._tell()

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            log.exception("A step could not be rolled back")

    def _tell(self) -> None:
        for listener in self._listeners:
            keep_going(log, "A listener of the store", listener)

    def _failed(self, error: Exception, future: Future[Any] | None) -> None:
        if isinstance(error, sqlite3.Error):
            log.error("The store could not be written", exc_info=error)
            told: Exception = StoreError()
            told.__cause__ = error
        else:
            told = error
        if future is None:
            log.error("A step failed", exc_info=error)
        else:
            future.set_exception(told)

    def _sync(self) -> None:
        """Force what was committed without waiting to the disk."""
        if self._unsynced:
            self._step(_touch, None, durable=True)

    def _fold(self, mode: str) -> None:
        self._since_fold = 0
        try:
            self._connection.execute(f"PRAGMA wal_checkpoint({mode})")
        except sqlite3.Error:
            log.exception("The log could not be folded into the file")


def _touch(connection: sqlite3.Connection) -> None:
    """Write a row as it is: an empty commit would not force what was committed before it to the disk."""
    connection.execute("UPDATE head SET one = 1")
