"""What the till keeps on its card: the journal and its projections, the catalogue, the open cart, the print spool."""

from ._device_key import DeviceKey
from ._errors import NotAStore, StoreBusy, StoreDamaged, StoreError, StoreTooNew, StoreUnreachable
from ._journal import Signer
from ._store import Store
from ._verify import Verified, verify_file

__all__ = [
    "DeviceKey",
    "NotAStore",
    "Signer",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreTooNew",
    "StoreUnreachable",
    "Verified",
    "verify_file",
]
