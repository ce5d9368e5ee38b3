"""`lapak-bridge migrate`: a database of this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command

if TYPE_CHECKING:
    import argparse


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(_options: argparse.Namespace) -> int:
    """Bring the database up to date."""
    call_command("migrate", interactive=False)
    return 0
