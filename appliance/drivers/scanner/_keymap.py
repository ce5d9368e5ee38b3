"""Which character a key stands for: positions of the US keyboard, which scanners send unless told otherwise."""

from evdev import ecodes

from ._fnc1 import FUNCTION_KEYS

# First key of a row, then its characters without and with shift; the codes of a row follow one another.
ROWS = (
    (ecodes.KEY_1, "1234567890-=", "!@#$%^&*()_+"),
    (ecodes.KEY_Q, "qwertyuiop[]", "QWERTYUIOP{}"),
    (ecodes.KEY_A, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (ecodes.KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (ecodes.KEY_KPASTERISK, "*", "*"),
    (ecodes.KEY_SPACE, " ", " "),
    (ecodes.KEY_KP7, "789-456+1230.", "789-456+1230."),
    (ecodes.KEY_KPSLASH, "/", "/"),
    (ecodes.KEY_KPEQUAL, "=", "="),
)
PLAIN = {first + place: char for first, plain, _ in ROWS for place, char in enumerate(plain)}
SHIFTED = {first + place: char for first, _, shifted in ROWS for place, char in enumerate(shifted)}

ENDS = frozenset({ecodes.KEY_ENTER, ecodes.KEY_KPENTER, ecodes.KEY_TAB})
SHIFT = frozenset({ecodes.KEY_LEFTSHIFT, ecodes.KEY_RIGHTSHIFT})
CONTROL = frozenset({ecodes.KEY_LEFTCTRL, ecodes.KEY_RIGHTCTRL})
ALT = frozenset({ecodes.KEY_LEFTALT, ecodes.KEY_RIGHTALT})
MODIFIERS = SHIFT | CONTROL | ALT

SEPARATOR_KEY = ecodes.KEY_RIGHTBRACE  # with control: GS
FUNCTION_KEY = {name: getattr(ecodes, f"KEY_{name.upper()}") for name in FUNCTION_KEYS}
