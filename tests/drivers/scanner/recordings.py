"""Key events for tests: recorded ones from files, and typed ones."""

import struct
from pathlib import Path

from evdev import ecodes

from appliance.drivers.scanner._keymap import PLAIN, SHIFTED

FOLDER = Path(__file__).parent / "recorded"
RECORD = struct.Struct("llHHi")
SYN = (ecodes.EV_SYN, ecodes.SYN_REPORT, 0)
KEY_OF = {char: (key, False) for key, char in reversed(PLAIN.items())} | {
    char: (key, True) for key, char in reversed(SHIFTED.items()) if char not in PLAIN.values()
}


def recorded(name):
    lines = (FOLDER / f"{name}.events").read_text().splitlines()
    return [tuple(map(int, line.split())) for line in lines if not line.startswith("#")]


def press(key):
    return [(ecodes.EV_KEY, key, 1), SYN, (ecodes.EV_KEY, key, 0), SYN]


def held(modifier, events):
    return [(ecodes.EV_KEY, modifier, 1), SYN, *events, (ecodes.EV_KEY, modifier, 0), SYN]


def typed(text, end=ecodes.KEY_ENTER):
    events = []
    for char in text:
        key, shifted = KEY_OF[char]
        events += held(ecodes.KEY_RIGHTSHIFT, press(key)) if shifted else press(key)
    return events + (press(end) if end else [])


def as_bytes(events):
    return b"".join(RECORD.pack(0, 0, *event) for event in events)
