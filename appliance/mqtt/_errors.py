"""What keeps a till off the wire."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class WireError(LapakError):
    """The base of what the wire reports."""

    code = "wire"


class CertificateUnusable(WireError):
    """The till's certificate, its key or the CA cannot be read."""

    code = "wire.certificate"
    text = N_("The certificates in {folder} cannot be used ({reason}). Claim this till again.")


class JournalForked(WireError):
    """The bridge knows another entry under one of this till's numbers: the card was copied, or put back from a copy."""

    code = "wire.forked"
    text = N_("This card may be a copy: entry {seq} differs from the bridge's. Sales stay on this card; call support.")
