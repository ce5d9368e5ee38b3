"""Where a mistake of our own ends: at the top of a thread, and at calls into code that must not stop the caller.

Everywhere else only errors that are expected are caught. What nobody expected is logged here with its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from appliance.core.errors import LapakError

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

Answer = TypeVar("Answer")


def keep_going(log: logging.Logger, what: str, call: Callable[..., object], *values: object) -> None:
    """Call with these values; what it raises is logged as a failure of `what`, and the caller goes on."""
    try:
        call(*values)
    except Exception:  # whoever listens may be wrong in any way; whoever tells must live to tell the others
        log.exception("%s failed", what)


def attempt(
    log: logging.Logger,
    what: str,
    act: Callable[[], Answer],
    unforeseen: Callable[[], LapakError] = LapakError,
) -> tuple[Answer | None, LapakError | None]:
    """Return what an act gave, or else what a person must be told; `unforeseen` makes that of a mistake of our own."""
    try:
        return act(), None
    except LapakError as error:
        return None, error
    except Exception:  # a person waits for this: in what way we are wrong matters to the log alone
        log.exception("%s failed", what)
        return None, unforeseen()
