"""`lapak-bridge stall`: a whole practice stall on this machine, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from django.conf import settings
from PIL import ImageGrab

from appliance.core.errors import LapakError
from appliance.core.money import RUPIAH
from cloud_bridge.demo._crew import CREW
from cloud_bridge.demo._customers import GIFT_CODE, GIFT_MINOR
from cloud_bridge.demo._display import PORT, VirtualDisplay, has_display
from cloud_bridge.demo._practice import PracticeStall
from cloud_bridge.demo._programs import LOOPBACK, free_port
from cloud_bridge.demo._screen_window import ScreenWindow
from cloud_bridge.demo._wallet import Wallet

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
        found = stall.start()
        phone = _phone(stall, display)
        print(_welcome(found, display.address if display else "", phone), flush=True)
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


def _phone(stall: PracticeStall, display: VirtualDisplay | None) -> str:
    """Put a customer's phone beside the till and return where it is; "" where none can read the screen."""
    if not Wallet.is_possible():
        return ""
    if display is not None:
        display.give(stall.wallet(display.look))
        return display.address
    port = free_port(PORT)
    window = ScreenWindow(ImageGrab.grab, os.environ.get("DISPLAY", ""), port, has_screen=False)
    window.give(stall.wallet(ImageGrab.grab))
    window.start()
    return f"http://{LOOPBACK}:{port}/"


def _welcome(found: Addresses, screen: str, phone: str) -> str:
    lines = [
        ("The till", screen or "in its own window"),
        ("Back office", found.office),
        ("Sign in", f"{found.user} / {found.password}"),
        ("Marketplace", found.market),
        ("Till PINs", ", ".join(f"{name} {pin} ({level})" for name, level, pin in CREW)),
        ("Gift card", f"{GIFT_CODE} ({RUPIAH.format(GIFT_MINOR)})"),
        *([("Phone", f"{phone} (pays the QR that the till shows)")] if phone else []),
    ]
    said = "\n".join(f"  {name:12} {where}" for name, where in lines)
    return f"\nLapak is open. Ctrl-C closes it; the next start goes on with the same data.\n\n{said}\n"
