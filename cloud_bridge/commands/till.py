"""`lapak-bridge till NAME`: a till with its certificate; merchant and store are made if they are new."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from appliance.core import countries
from cloud_bridge.database import writing
from cloud_bridge.fleet import broker, packs
from cloud_bridge.fleet.models import Merchant, Store, Till

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--merchant", default="Lapak", metavar="NAME")
    parser.add_argument("--store", default="Toko", metavar="NAME")
    parser.add_argument("--country", default="", choices=("", *countries.KEYS), help="of a new merchant")
    parser.add_argument("--prefix", default="A", help="what receipt numbers begin with")
    parser.add_argument("--broker", type=Path, default=settings.BROKER_FOLDER, metavar="DIR", help="see broker-config")


def run(options: argparse.Namespace) -> int:
    """Print who the till is and where its certificate is, as JSON."""
    with writing():
        merchant = Merchant.objects.filter(name=options.merchant).first() or _merchant(options)
        store, _ = Store.objects.get_or_create(merchant=merchant, name=options.store)
        till, _ = Till.objects.get_or_create(
            merchant=merchant, prefix=options.prefix, defaults={"store": store, "name": options.name}
        )
    certificate, key = broker.till_pair(options.broker, till.key)
    made = {"till": till.key, "store": till.store_id, "merchant": till.merchant_id, "prefix": till.prefix}
    files = {"ca": certificate.with_name("ca.pem"), "certificate": certificate, "key": key}
    made |= {name: str(path) for name, path in files.items()}
    sys.stdout.write(json.dumps(made, indent=2) + "\n")
    return 0


def _merchant(options: argparse.Namespace) -> Merchant:
    """Return a new merchant, with what is usual in its country."""
    merchant = Merchant(name=options.merchant, country=options.country)
    if merchant.country:
        packs.start(merchant)
    merchant.save()
    return merchant
