"""Dials: a dataclass of settings that can be turned while the sandbox runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from ._errors import UnknownDial


@dataclass
class Dials:
    """The base of every set of dials; values keep the type of their default."""

    def turn(self, **changes: Any) -> None:
        """Turn dials by name; an unknown name or a value of another kind changes nothing and raises UnknownDial."""
        now = asdict(self)
        for name, value in changes.items():
            kind = type(now[name]) if name in now else None
            if kind is None or not isinstance(value, (int, float) if kind is float else kind):
                raise UnknownDial(name=name, value=value, dials=", ".join(now))
        for name, value in changes.items():
            setattr(self, name, value)

    def reset(self) -> None:
        """Turn every dial back to its default."""
        for dial in fields(self):
            setattr(self, dial.name, dial.default)

    def shown(self) -> dict[str, Any]:
        """Return every dial and where it stands."""
        return asdict(self)
