"""The bodies of journal entries: what each type of entry says, and whether a received one says it completely.

One file per subject; each has the constructors of its entries and tables (`ENTRIES`: type to fields, `CHECKS`: type to
a function for what fields alone cannot say).
"""

from . import machine, sale, shift
from ._fields import BodyWrong, check_fields
from .machine import fault, receipt_reprinted, till_claimed
from .sale import cart_parked, sale_completed
from .shift import cash_moved, drawer_opened, shift_closed, shift_opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]

SUBJECTS = (machine, shift, sale)
FIELDS: "Entries" = {}
CHECKS: "dict[str, Any]" = {}
for _subject in SUBJECTS:
    FIELDS.update(_subject.ENTRIES)
    CHECKS.update(getattr(_subject, "CHECKS", {}))

__all__ = (
    "FIELDS",
    "BodyWrong",
    "cart_parked",
    "cash_moved",
    "check_body",
    "drawer_opened",
    "fault",
    "receipt_reprinted",
    "sale_completed",
    "shift_closed",
    "shift_opened",
    "till_claimed",
)


def check_body(kind: str, body: "Any") -> "Body":
    """Return the body if an effect can be made of it, or raise BodyWrong with the reason."""
    fields = FIELDS.get(kind)
    if fields is None:
        raise BodyWrong(kind=kind, reason="this version does not know it")
    checked = check_fields(kind, body, fields)
    if kind in CHECKS:
        CHECKS[kind](kind, checked)
    return checked
