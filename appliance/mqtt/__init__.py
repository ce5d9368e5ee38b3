"""The wire: the journal goes up, the feed comes down (docs/protocol.md)."""

from ._client import BrokerSettings
from ._downlink import Downlink
from ._errors import CertificateUnusable, JournalForked, WireError
from ._uplink import Uplink
from ._wire import Wire

__all__ = ["BrokerSettings", "CertificateUnusable", "Downlink", "JournalForked", "Uplink", "Wire", "WireError"]
