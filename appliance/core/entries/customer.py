"""Customers a till made, changed or forgot; what they told of themselves travels beside the entry (core.personal)."""

from appliance.core.personal import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]


def customer_added(customer: str, personal: "Body", group: str = "", consent: bool = False) -> "Body":
    """A customer was made (customer.added) or said something new (customer.changed) at this till.

    group: the key of the customer group, "" for none; consent: whether the shop may write to them.
    """
    return {"customer": customer, "personal": digest(personal), "group": group, "consent": consent}


def customer_forgotten(customer: str) -> "Body":
    """A customer asked to be forgotten."""
    return {"customer": customer}


_SAID = (("customer", str), ("personal", str), ("group", str), ("consent", bool))
ENTRIES: "Entries" = {
    "customer.added": _SAID,
    "customer.changed": _SAID,
    "customer.forgotten": (("customer", str),),
}
