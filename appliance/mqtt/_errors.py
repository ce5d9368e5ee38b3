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
