"""Training mode: a till beside the real one, over books of its own that nobody ever sends.

The real till keeps its open sale, its shift and its books; its journal says when practice began and ended.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .people import approved

if TYPE_CHECKING:
    from collections.abc import Callable

    from .ports import Job, SpoolJobs
    from .till import Till

PREFIX = "TRAINING"  # of receipt numbers: scanned at a real till they open nothing


class Training:
    """Leads from one till to the other; `make` gives the till to practise on, `tell` hears which one is in use now."""

    def __init__(self, till: Till, make: Callable[[], Till], tell: Callable[[Till], None]) -> None:
        self._till = till
        self._make = make
        self._tell = tell
        self._practice: Till | None = None

    @property
    def is_on(self) -> bool:
        """Whether somebody practises."""
        return self._practice is not None

    def begin(self) -> None:
        """Practise from now on; whoever is signed in stays so. Raises NeedsApproval, NotAllowed."""
        if self._practice is not None:
            return
        real = self._till
        by = real.people.may("training")
        practice = self._make()
        real.record("training.began", approved(by), lambda _: None)
        if real.people.current is not None:
            practice.people.sign_in(real.people.current, "training")
        practice.by = real.by
        self._practice = practice
        self._tell(practice)

    def end(self) -> None:
        """Go back to the real till, just as it was left; who came meanwhile signs in there, too."""
        practice, real = self._practice, self._till
        if practice is None:
            return
        self._practice = None
        real.record("training.ended", {}, lambda _: None)
        if practice.people.current != real.people.current and real.people.current is not None:
            real.people.sign_out()
        self._tell(real)


class BothSpools:
    """The print queues of the real till and of the one that is practised on, as one (port `SpoolJobs`).

    Real ones go first. The printing thread takes one job at a time: what it says next is about the one it took last.
    """

    def __init__(self, real: SpoolJobs) -> None:
        self._real = self._last = real
        self.practice: SpoolJobs | None = None

    def next_job(self) -> Job | None:
        """Return the oldest job that is not printed."""
        for jobs in (self._real, self.practice):
            job = jobs.next_job() if jobs is not None else None
            if jobs is not None and job is not None:
                self._last = jobs
                return job if jobs is self._real else replace(job, is_training=True)
        return None

    def begun(self, job: int) -> None:
        """Note on disk that paper may come out from now on."""
        self._last.begun(job)

    def not_begun(self, job: int) -> None:
        """Take `begun` back."""
        self._last.not_begun(job)

    def printed(self, job: int) -> None:
        """Note on disk that the job is done."""
        self._last.printed(job)

    def waiting(self) -> int:
        """Return how many jobs are not printed."""
        return sum(jobs.waiting() for jobs in (self._real, self.practice) if jobs is not None)
