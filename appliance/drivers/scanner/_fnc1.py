"""FNC1, which ends a value in a GS1 code: what comes to the till is GS (29); how it leaves a scanner is a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.drivers._options import Options

GROUP_SEPARATOR = "\x1d"
DEFAULT = "ctrl+]"  # GS as a keyboard types it
FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 13))


def fnc1_option(options: Options, *, keys: tuple[str, ...] = FUNCTION_KEYS) -> str:
    """Return what stands for FNC1 beside Ctrl+]: one of these function keys, or one character.

    Raises BadOption, for a letter or a digit too: those stand in every code.
    """
    said = options.text("fnc1", DEFAULT).lower()
    is_mark = len(said) == 1 and said.isprintable() and not said.isalnum() and said != " "
    if said != DEFAULT and said not in keys and not is_mark:
        wanted = ", ".join(f'"{key}"' for key in (DEFAULT, *keys)) + " or one sign like |"
        raise options.bad("fnc1", wanted)
    return said


def with_separators(code: str, fnc1: str) -> str:
    """Return a code with GS where the scanner put its own sign for FNC1."""
    return code.replace(fnc1, GROUP_SEPARATOR) if len(fnc1) == 1 else code
