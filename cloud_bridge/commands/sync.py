"""`lapak-bridge sync`: the channels' side alone, in step with their marketplaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.channels import sync
from cloud_bridge.commands import running

if TYPE_CHECKING:
    import argparse


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(_options: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT."""
    return running.run(sync.start)
