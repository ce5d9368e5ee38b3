"""`lapak-bridge check`: nothing contradicts itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.orders import audit as orders
from cloud_bridge.people import audit as people
from cloud_bridge.replication import audit as feed
from cloud_bridge.stock import audit as stock

if TYPE_CHECKING:
    import argparse

AUDITS = (stock.differences, feed.differences, orders.differences, people.differences)


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(_options: argparse.Namespace) -> int:
    """Print what differs; return 1 if anything does."""
    with writing():  # nobody writes meanwhile, so that all books are of one moment
        found = [
            f"{merchant}: {difference}"
            for merchant in Merchant.objects.all()
            for audit in AUDITS
            for difference in audit(merchant.key)
        ]
    sys.stdout.write("\n".join(found or ["All books agree."]) + "\n")
    return 1 if found else 0
