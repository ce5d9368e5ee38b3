"""Chores: what a thread does again and again, and what no single failure may end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    import logging
    import threading
    from collections.abc import Callable


def turn(log: logging.Logger, what: str, act: Callable[[], object]) -> None:
    """Take one turn at a chore; a failure is logged with its traceback and mended by the next turn."""
    try:
        act()
    except Exception:  # the top of a thread: a thread that ended would be missed by nobody until something is
        log.exception("%s failed; it is tried again", what)
        connection.close_if_unusable_or_obsolete()  # a database that was away is asked anew


def every(seconds: float, log: logging.Logger, what: str, act: Callable[[], object], stop: threading.Event) -> None:
    """Take a turn each time so many seconds have passed, until `stop` is set."""
    while not stop.wait(seconds):
        turn(log, what, act)
