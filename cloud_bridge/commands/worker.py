"""`lapak-bridge worker`: what nobody waits for: receipts by e-mail, labels, webhooks to be looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.channels import sync
from cloud_bridge.commands import running
from cloud_bridge.receipts import dispatch

if TYPE_CHECKING:
    import argparse
    import threading


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none."""


def start(stop: threading.Event) -> list[threading.Thread]:
    """Begin, until `stop`; return the threads to join."""
    return [*dispatch.start(stop), *sync.start(stop, sync.CHORES)]


def run(_options: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT."""
    return running.run(start)
