"""Country packs: what a shop starts from in a country, as data with its sources (docs/countries.md).

A pack is a file beside this one, read where there is a file system to read it from; `Country` itself is plain core.
"""

from ._country import Country
from ._errors import CountryUnknown, CountryWrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_files: "Any"
_loads: "Any"
try:
    from importlib.resources import files as _files
    from json import loads as _loads
except ImportError:  # a small machine is told what it needs by the feed
    _files = None

KEYS = ("DE", "FR", "GB", "ID", "SG", "US")

__all__ = ("KEYS", "Country", "CountryUnknown", "CountryWrong", "read")

_known: dict[str, Country] = {}


def read(key: str) -> Country:
    """Return the pack of a country (ISO 3166, two letters); raises CountryUnknown, CountryWrong."""
    if key not in KEYS or _files is None:
        raise CountryUnknown(key=key, known=", ".join(KEYS))
    if key not in _known:
        text = _files(__name__).joinpath(key.lower() + ".json").read_text("utf-8")
        _known[key] = Country(_loads(text))
    return _known[key]
