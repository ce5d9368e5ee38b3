"""Key events become codes: a code ends with Enter or Tab and with nothing else; time plays no part."""

from __future__ import annotations

from evdev import ecodes

from ._fnc1 import DEFAULT, GROUP_SEPARATOR, with_separators
from ._keymap import ALT, CONTROL, ENDS, FUNCTION_KEY, MODIFIERS, PLAIN, SEPARATOR_KEY, SHIFT, SHIFTED
from .errors import Endless, KeysLost, ScannerError

PRESSED, RELEASED = 1, 0


class Keys:
    """Collects the keys of one device; fnc1 is what that device types for FNC1 if not Ctrl+]."""

    def __init__(self, scanner: str, longest: int, fnc1: str = DEFAULT) -> None:
        self._scanner = scanner
        self._longest = longest
        self._fnc1 = fnc1
        self._separator_key = FUNCTION_KEY.get(fnc1)
        self._held: set[int] = set()
        self._chars = ""
        self._number = ""  # typed while Alt is held
        self._endless = False
        self._lost = False

    def take(self, kind: int, key: int, value: int) -> str | ScannerError | None:
        """Return the code this event completes, what is wrong with it, or None."""
        if kind == ecodes.EV_SYN and key == ecodes.SYN_DROPPED:
            self._held.clear()
            self._lost = True
        if kind != ecodes.EV_KEY:
            return None
        if key in MODIFIERS:
            return self._modifier(key, value)
        if value != PRESSED:
            return None
        if key in ENDS:
            return self._end()
        if self._held & ALT:
            self._number += PLAIN.get(key, "") if PLAIN.get(key, "").isdecimal() else ""
            return None
        return self._add(self._char(key))

    def _modifier(self, key: int, value: int) -> ScannerError | None:
        if value != RELEASED:
            self._held.add(key)
            return None
        self._held.discard(key)
        number, self._number = self._number[-4:], ""
        # A scanner set to "any keyboard" holds Alt and types the character's number.
        return self._add(chr(int(number) & 0xFF)) if number and key in ALT else None

    def _char(self, key: int) -> str:
        if self._held & CONTROL:
            return GROUP_SEPARATOR if key == SEPARATOR_KEY else ""
        if key == self._separator_key:
            return GROUP_SEPARATOR
        return (SHIFTED if self._held & SHIFT else PLAIN).get(key, "")

    def _add(self, char: str) -> Endless | None:
        if self._endless:
            return None
        self._chars += char
        if len(self._chars) <= self._longest:
            return None
        self._forget()
        self._endless = True
        return Endless(scanner=self._scanner, count=self._longest)

    def _end(self) -> str | KeysLost | None:
        code = None if self._endless else with_separators(self._chars, self._fnc1)
        lost = self._lost
        self._forget()
        if lost:
            return KeysLost(scanner=self._scanner)
        return code or None

    def _forget(self) -> None:
        self._chars = ""
        self._number = ""
        self._endless = False
        self._lost = False
