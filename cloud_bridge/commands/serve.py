"""`lapak-bridge serve`: everything in one process."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from granian.constants import Interfaces
from granian.server.embed import Server

from cloud_bridge.asgi import application
from cloud_bridge.channels import sync
from cloud_bridge.commands import ingest, migrate, running, worker

if TYPE_CHECKING:
    import argparse

log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--address", default="127.0.0.1")
    ingest.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; return 1 if the web server ended by itself."""
    migrate.up_to_date()
    call_command("collectstatic", interactive=False, verbosity=0)
    halt = threading.Event()
    service = ingest.service_of(options)
    service.start()
    threads = [*sync.start(halt), *worker.start(halt)]
    code = asyncio.run(_web(options.address, options.port))
    halt.set()
    service.stop()
    running.end(threads)
    logging.shutdown()
    # A call to a marketplace may still wait for its answer. Whatever was promised is committed: nobody waits for it.
    os._exit(code)


async def _web(address: str, port: int) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = Server(
        application,
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
        static_path_route=["/static"],
        static_path_mount=[settings.STATIC_ROOT],
    )
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        log.error("The web server at %s:%d ended: %s", address, port, serving.exception())
        return 1
    server.stop()
    await asyncio.wait({serving}, timeout=running.STOP_S)
    return 0
