"""What the till keeps on its card: the journal and its projections, the catalogue, the open cart, the print spool."""

from ._charge_note import ChargeNote
from ._device_key import DeviceKey
from ._errors import KeyNeeded, KeyWrong, NotAStore, StoreBusy, StoreDamaged, StoreError, StoreTooNew, StoreUnreachable
from ._export import export_journal
from ._journal import Signer
from ._practice import copy_facts
from ._store import Store
from ._verify import Verified, entries_of, verify_file

__all__ = [
    "ChargeNote",
    "DeviceKey",
    "KeyNeeded",
    "KeyWrong",
    "NotAStore",
    "Signer",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreTooNew",
    "StoreUnreachable",
    "Verified",
    "copy_facts",
    "entries_of",
    "export_journal",
    "verify_file",
]
