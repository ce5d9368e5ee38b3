"""Work that goes on until somebody says stop."""

from __future__ import annotations

import logging
import os
import signal
import threading
from typing import TYPE_CHECKING

from cloud_bridge import wake

if TYPE_CHECKING:
    from collections.abc import Callable

    Start = Callable[[threading.Event], list[threading.Thread]]

log = logging.getLogger(__name__)
STOP_S = 1.5


def run(start: Start) -> int:
    """Run threads until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = start(stop)
    log.info("running")
    stop.wait()
    end(threads)
    logging.shutdown()
    # A call to a marketplace may still wait for its answer. Whatever was promised is committed: nobody waits for it.
    os._exit(0)


def end(threads: list[threading.Thread]) -> None:
    """Wake whoever waits for work, and give threads that were told to stop a moment for it."""
    for topic in (wake.stock, wake.hint, wake.order):
        topic.notify()
    for thread in threads:
        thread.join(STOP_S)
    others = {*threads, *(thread for thread in threading.enumerate() if not thread.daemon)} - {threading.main_thread()}
    if left := sorted(thread.name for thread in others if thread.is_alive()):
        log.warning("Still at work at the end: %s", ", ".join(left))
