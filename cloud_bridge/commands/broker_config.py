"""`lapak-bridge broker-config DIR --port N`: a folder from which `mosquitto -c DIR/mosquitto.conf` runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_bridge.fleet import broker
from cloud_bridge.fleet.certificates import LOCAL

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--port", type=int, default=8883)
    parser.add_argument("--address", default="127.0.0.1", help="where to listen")
    parser.add_argument("--host", action="append", help="a name or address that tills connect to; may be repeated")


def run(options: argparse.Namespace) -> int:
    """Write the folder and print where the configuration is."""
    hosts = (*LOCAL, *(options.host or ()))
    path = broker.write(options.folder, options.port, options.address, hosts)
    sys.stdout.write(f"{path}\n")
    return 0
