"""`lapak-bridge stall`: a whole practice stall on this machine, until Ctrl-C."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

from django.conf import settings

from appliance.core.errors import LapakError
from cloud_bridge.demo._display import VirtualDisplay, has_display
from cloud_bridge.demo._practice import PracticeStall

if TYPE_CHECKING:
    import argparse

    from cloud_bridge.demo._practice import Addresses

LOOK_S = 0.5
SIZES = ("800x480", "1024x600", "1280x800")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--size", choices=SIZES, default="1024x600", help="of the till's screen")
    parser.add_argument("--language", choices=("id", "en"), default="id")


def run(options: argparse.Namespace) -> int:
    """Run until Ctrl-C, SIGTERM or the till's window is closed; return 1 if a program fails."""
    halt = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: halt.set())
    folder = settings.DATA
    display = None if has_display() else VirtualDisplay(options.size, folder / "log/display.log")
    screen = {"LAPAK_TILL_SIZE": options.size, "LAPAK_TILL_LANGUAGE": options.language}
    stall = None
    try:
        if display is not None:
            screen |= display.start()
        stall = PracticeStall(folder, screen=screen)
        print(_welcome(stall.start(), display.address if display else ""), flush=True)
        while not halt.wait(LOOK_S):
            ended = [program.name for program in stall.programs if not program.is_running()]
            if ended:
                print(f"{ended[0]} ended; so does the stall. What it said is in {folder}/log.", flush=True)
                return 0 if ended == [stall.till.name] else 1
    except LapakError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if stall is not None:
            stall.stop()
        if display is not None:
            display.stop()
    return 0


def _welcome(found: Addresses, screen: str) -> str:
    lines = [
        ("The till", screen or "in its own window"),
        ("Back office", found.office),
        ("Sign in", f"{found.user} / {found.password}"),
        ("Marketplace", found.market),
    ]
    said = "\n".join(f"  {name:12} {where}" for name, where in lines)
    return f"\nLapak is open. Ctrl-C closes it; the next start goes on with the same data.\n\n{said}\n"
