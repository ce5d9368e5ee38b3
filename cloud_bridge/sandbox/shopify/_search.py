"""The little language of `query:` arguments: terms of field, comparator and value; a field nobody knows is ignored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

TERM = re.compile(r"(?P<field>\w+):(?P<comparator>[<>]=?)?(?:'(?P<quoted>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<bare>\S+))")


@dataclass(frozen=True)
class Search:
    """What was asked for; everything has to be true at once."""

    first_s: float = 0
    last_s: float = 1e12
    sku: str = ""

    @classmethod
    def read(cls, query: str | None) -> Search:
        """Return what a query says of `updated_at` and `sku`."""
        first_s, last_s, sku = cls.first_s, cls.last_s, ""
        for term in TERM.finditer(query or ""):
            value = term["quoted"] or term["double"] or term["bare"] or ""
            if term["field"] == "sku":
                sku = value
            elif term["field"] == "updated_at":
                at_s = datetime.fromisoformat(value).timestamp()
                match term["comparator"]:
                    case ">=":
                        first_s = at_s
                    case ">":
                        first_s = at_s + 1
                    case "<=":
                        last_s = at_s
                    case "<":
                        last_s = at_s - 1
        return cls(first_s, last_s, sku)
