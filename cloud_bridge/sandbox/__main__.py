"""`python -m cloud_bridge.sandbox`: one marketplace on a port of this machine, until Ctrl-C."""

from __future__ import annotations

import argparse
import json
import signal
from pathlib import Path

from ._markets import MARKETS
from ._shopper import Plan


def main() -> None:
    """Read the options, seed if asked, and serve."""
    parser = argparse.ArgumentParser(prog="python -m cloud_bridge.sandbox", description=__doc__)
    parser.add_argument("--market", choices=sorted(MARKETS), default="shopee")
    parser.add_argument("--port", type=int, default=0, help="of 127.0.0.1; 0 is a free one")
    parser.add_argument("--data", default=":memory:", metavar="FILE", help="SQLite file that survives a restart")
    parser.add_argument("--push-url", default="", help="where pushes go, exactly as the receiver knows itself")
    parser.add_argument("--time-factor", type=float, default=1.0, help="0.001 makes five minutes 0.3 seconds")
    parser.add_argument(
        "--credential", action="append", default=[], metavar="NAME=VALUE", help="another app or shop than the usual one"
    )
    parser.add_argument("--seed", type=Path, metavar="FILE", help="JSON list of items, for an empty shop")
    parser.add_argument("--shoppers", type=int, default=0, metavar="N", help="let so many buy, as on a busy day")
    parser.add_argument("--minutes", type=float, default=10, help="for how long they come")
    parser.add_argument("--shopper-seed", type=int, default=Plan.seed, metavar="N", help="the same crowd every time")
    options = parser.parse_args()
    sandbox = MARKETS[options.market](
        credentials=dict(given.split("=", 1) for given in options.credential),
        data=options.data,
        push_url=options.push_url,
        time_factor=options.time_factor,
    )
    if options.seed and not sandbox.catalogue.items():
        sandbox.seed(json.loads(options.seed.read_text(encoding="utf-8")))
    sandbox.start(options.port)
    print(f"{sandbox.title} sandbox on {sandbox.url} (shop {sandbox.shop_id})", flush=True)
    if options.shoppers:
        sandbox.open_to(Plan(options.shoppers, options.minutes, options.shopper_seed))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is a Ctrl-C
    try:
        sandbox.wait()
    except KeyboardInterrupt:
        print("closing")
    finally:
        sandbox.close()


if __name__ == "__main__":
    main()
