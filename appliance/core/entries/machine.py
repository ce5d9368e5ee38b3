"""The till itself: who it is, what was printed again or sent, when it was practised on, what broke."""

from appliance.core.personal import digest

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


def receipt_sent(sale: str, seq: int, to_kind: str, personal: "Body", customer: str = "") -> "Body":
    """Somebody wants the receipt of entry `seq` as a link; the address travels beside the entry (core.personal).

    to_kind: "email" or "whatsapp"; customer: the key of whose address it is, "" for somebody nobody knows.
    """
    return {"sale": sale, "seq": seq, "to_kind": to_kind, "personal": digest(personal), "customer": customer}


def fault(what: str, code: str, detail: str) -> "Body":
    """Something broke (fault.raised) or works again (fault.cleared)."""
    return {"what": what, "code": code, "detail": detail}


ENTRIES: "Entries" = {
    "till.claimed": (("till", str), ("store", str), ("merchant", str), ("public_key", str)),
    "receipt.reprinted": (("sale", str), ("number", str)),
    "receipt.sent": (("sale", str), ("seq", int), ("to_kind", str), ("personal", str), ("customer", str)),
    "training.began": (),
    "training.ended": (),
    "fault.raised": (("what", str), ("code", str), ("detail", str)),
    "fault.cleared": (("what", str), ("code", str), ("detail", str)),
}  # fmt: skip
