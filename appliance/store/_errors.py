"""What can be wrong with what is on the card."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class StoreError(LapakError):
    """The base of everything the store reports."""

    code = "store"
    text = N_("The card could not be written. Do not switch off; call support.")


class StoreDamaged(StoreError):
    """The file was damaged; it was moved aside and a fresh one begun."""

    code = "store.damaged"
    text = N_(
        "The data on the card was damaged ({reason}). It was kept as {kept}, and {entries} entries of its journal "
        "were carried over. Call support."
    )


class StoreUnreachable(StoreError):
    """The file may be sound but cannot be opened now."""

    code = "store.unreachable"
    text = N_("{path} cannot be opened ({reason}). Switch the till off and on again; if it stays so, call support.")


class StoreTooNew(StoreError):
    """The file was written by a later version; this one must not touch it."""

    code = "store.too_new"
    text = N_("{path} was written by a newer Lapak (step {found}; this one knows {known}). Update this till.")


class StoreBusy(StoreError):
    """Another till program has the same file open."""

    code = "store.busy"
    text = N_("{path} is in use by another Lapak. Close that one first.")


class StoreClosed(StoreError):
    """Something was asked of a store that has been closed."""

    code = "store.closed"
    text = N_("The till is shutting down; this was not done.")


class NotAStore(StoreError):
    """A path that holds no journal."""

    code = "store.not_a_store"
    text = N_("{path} is not a till's store: {reason}.")


class KeyNeeded(StoreError):
    """An export that does not hold entry 1, and so not the key its entries are signed with."""

    code = "store.key_needed"
    text = N_("{path} begins at entry {seq}: name the till's public key with --key.")


class KeyWrong(StoreError):
    """What was handed in as a public key is none."""

    code = "store.key"
    text = N_("“{key}” is no public key. It has 64 digits from 0 to f; the bridge shows it.")


class DeviceKeyWrong(StoreError):
    """The file of the device key is not what was written."""

    code = "store.device_key"
    text = N_("The device key {path} is missing or damaged. This card must be claimed again; call support.")


class SaleRecorded(StoreError):
    """The same sale was finished before; it is in the journal once."""

    code = "store.sale_recorded"
    text = N_("This sale is finished already, as {number}. Start a new one.")
