"""`lapak-bridge web`: back office and webhooks alone, behind any load balancer; `migrate` comes first."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from granian.constants import Interfaces
from granian.server.embed import Server

from cloud_bridge.asgi import application
from cloud_bridge.commands import running

if TYPE_CHECKING:
    import argparse

log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--address", default="127.0.0.1")


def run(options: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; return 1 if the web server ended by itself."""
    collect_static()
    code = serve(options.address, options.port)
    logging.shutdown()
    os._exit(code)  # a browser may still wait for its answer; what was promised is committed


def collect_static() -> None:
    """Put what browsers ask for beside the database."""
    call_command("collectstatic", interactive=False, verbosity=0)


def serve(address: str, port: int) -> int:
    """Answer at this address until SIGTERM or SIGINT; return 1 if the web server ended by itself."""
    return asyncio.run(_serve(address, port))


async def _serve(address: str, port: int) -> int:
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
