"""The printing thread: every job on disk comes out once; what may have come out before is marked COPY."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from .ports import OK, SICK, DeviceError, Health

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.receipt import ReceiptLine

    from .ports import Job, Printer, SpoolJobs

log = logging.getLogger(__name__)

RETRY_S = 2.0  # how often a sick printer is asked again
LOOK_S = 30.0  # how often an idle one is


class Spool:
    """Prints what is waiting, in order; a sale never waits for it."""

    def __init__(
        self,
        jobs: SpoolJobs,
        printer: Printer,
        render: Callable[[Job], list[ReceiptLine]],
        on_health: Callable[[Health], None],
    ) -> None:
        self._jobs = jobs
        self._printer = printer
        self._render = render
        self._on_health = on_health
        self._wake = threading.Event()
        self._stopping = False
        self._state = ""
        self._thread = threading.Thread(target=self._run, name="spool", daemon=True)

    def start(self) -> None:
        """Begin to print what is waiting."""
        self._thread.start()

    def wake(self) -> None:
        """Look for jobs now; may be called from any thread."""
        self._wake.set()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End the thread after the document that is being printed."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._printer.close()

    def _run(self) -> None:
        wait_s = 0.0
        while not self._stopping:
            self._wake.wait(wait_s)
            self._wake.clear()
            if self._stopping:
                return
            try:
                self._print_all()
                wait_s = LOOK_S
            except DeviceError as error:
                self._tell(Health(SICK, error))
                wait_s = RETRY_S

    def _print_all(self) -> None:
        job = self._jobs.next_job()
        if job is None:
            health = self._printer.health()
            if health.state == SICK and health.error is not None:
                raise health.error
            self._tell(health)
        while job is not None and not self._stopping:
            self._jobs.begun(job.job)
            try:
                self._printer.print(self._render(job))
            except DeviceError as error:
                if error.nothing_done and not job.is_copy:
                    self._jobs.not_begun(job.job)
                raise
            self._jobs.printed(job.job)
            self._tell(Health(OK))
            job = self._jobs.next_job()

    def _tell(self, health: Health) -> None:
        known = health.state + (health.error.code if health.error else "")
        if known != self._state:
            if health.error is not None:
                log.warning("Printer: %s", health.error)
            elif self._state:
                log.info("The printer works again")
            self._state = known
            self._on_health(health)
