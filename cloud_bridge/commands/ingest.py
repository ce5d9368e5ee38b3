"""`lapak-bridge ingest`: journals come in, the feed goes out."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from cloud_bridge.replication.service import Service

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--broker", type=Path, default=settings.BROKER_FOLDER, metavar="DIR", help="see broker-config")
    parser.add_argument("--broker-host", default="127.0.0.1", metavar="HOST")
    parser.add_argument("--broker-port", type=int, default=8883, metavar="N")


def service_of(options: argparse.Namespace) -> Service:
    """Return replication as these options describe it."""
    return Service(options.broker_host, options.broker_port, options.broker)


def run(options: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    service = service_of(options)
    service.start()
    stop.wait()
    service.stop()
    return 0
