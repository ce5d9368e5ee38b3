"""The till itself: who it is, what was printed again, what broke."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]


def till_claimed(till: str, store: str, merchant: str, public_key: str) -> "Body":
    """Entry 1: who this till is; public_key is the device key that signs the entries (Ed25519, hex)."""
    return {"till": till, "store": store, "merchant": merchant, "public_key": public_key}


def receipt_reprinted(sale: str, number: str) -> "Body":
    """A copy of a receipt was printed."""
    return {"sale": sale, "number": number}


def fault(what: str, code: str, detail: str) -> "Body":
    """Something broke (fault.raised) or works again (fault.cleared)."""
    return {"what": what, "code": code, "detail": detail}


ENTRIES: "Entries" = {
    "till.claimed": (("till", str), ("store", str), ("merchant", str), ("public_key", str)),
    "receipt.reprinted": (("sale", str), ("number", str)),
    "fault.raised": (("what", str), ("code", str), ("detail", str)),
    "fault.cleared": (("what", str), ("code", str), ("detail", str)),
}  # fmt: skip
