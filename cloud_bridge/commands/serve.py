"""`lapak-bridge serve`: everything in one process."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from cloud_bridge.channels import sync
from cloud_bridge.commands import ingest, migrate, running, web, worker

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    web.arguments(parser)
    ingest.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; return 1 if the web server ended by itself."""
    migrate.up_to_date()
    web.collect_static()
    halt = threading.Event()
    service = ingest.service_of(options)
    service.start()
    threads = [*sync.start(halt), *worker.start(halt)]
    code = web.serve(options.address, options.port)
    halt.set()
    service.stop()
    running.end(threads)
    logging.shutdown()
    # A call to a marketplace may still wait for its answer. Whatever was promised is committed: nobody waits for it.
    os._exit(code)
