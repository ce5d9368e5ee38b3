"""The printing thread: every job on disk comes out once; what may have come out before is marked COPY."""

from __future__ import annotations

import logging
import threading
from functools import partial
from typing import TYPE_CHECKING

from .boundary import attempt
from .errors import PaperLeftOut
from .ports import OK, SICK, DeviceError, Health

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.core.errors import LapakError
    from appliance.core.receipt import ReceiptLine
    from appliance.core.symbol import Symbol

    from .ports import Job, Printer, SpoolJobs

log = logging.getLogger(__name__)

RETRY_S = 2.0  # how often a sick printer is asked again
LOOK_S = 30.0  # how often an idle one is


class Spool:
    """Prints what is waiting, in order; a sale never waits for it.

    on_health tells how the printer is, on_left_out that something cannot be written; both on the spool's thread.
    """

    def __init__(
        self,
        jobs: SpoolJobs,
        printer: Printer,
        render: Callable[[Job], Sequence[ReceiptLine | Symbol]],
        on_health: Callable[[Health], None],
        on_left_out: Callable[[LapakError], None],
        *,
        retry_s: float = RETRY_S,
    ) -> None:
        self._jobs = jobs
        self._printer = printer
        self._render = render
        self._on_health = on_health
        self._on_left_out = on_left_out
        self._retry_s = retry_s
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._health = Health(OK)
        self._told = ""
        self._thread = threading.Thread(target=self._run, name="spool", daemon=True)

    def start(self) -> None:
        """Begin to print what is waiting."""
        self._thread.start()

    def wake(self) -> None:
        """Look for jobs now; may be called from any thread."""
        self._wake.set()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End the thread after the document that is being printed."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._printer.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            _, error = attempt(log, "Printing", self._print_all, DeviceError)
            if error is not None:
                self._tell(Health(SICK, error))
            if self._health.state == SICK:
                self._stopping.wait(self._retry_s)  # deaf to `wake`, which every note on disk brings
            else:
                self._wake.wait(LOOK_S)
                self._wake.clear()

    def _print_all(self) -> None:
        """Print until nothing waits or the printer is sick; a sick one is asked before anything is noted on disk."""
        while not self._stopping.is_set():
            job = self._jobs.next_job()
            if job is None or self._health.state == SICK:
                self._tell(self._printer.health())
            if job is None or self._health.state == SICK:
                return
            lines, error = attempt(
                log, f"Writing entry {job.entry.get('seq')}", partial(self._render, job), PaperLeftOut
            )
            if lines is not None:
                self._print(job, lines)
            self._jobs.printed(job.job)
            if error is not None:  # it would hold up all the others
                self._on_left_out(error)

    def _print(self, job: Job, lines: Sequence[ReceiptLine | Symbol]) -> None:
        self._jobs.begun(job.job)
        try:
            self._printer.print(lines)
        except DeviceError as error:
            if error.nothing_done and not job.is_copy:
                self._jobs.not_begun(job.job)
            raise

    def _tell(self, health: Health) -> None:
        self._health = health
        known = health.state + (health.error.code if health.error else "")
        if known != self._told:
            if health.error is not None:
                log.warning("Printer: %s", health.error)
            elif self._told:
                log.info("The printer works again")
            self._told = known
            self._on_health(health)
