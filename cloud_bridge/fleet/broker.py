"""A Mosquitto for this bridge: its configuration, its access list and its certificates, in one folder."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from cloud_bridge.fleet.certificates import LOCAL, Authority

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CONFIGURATION = """\
per_listener_settings false
listener {port} {address}
cafile {folder}/ca.pem
certfile {folder}/broker.pem
keyfile {folder}/broker.key
require_certificate true
use_identity_as_username true
allow_anonymous false
acl_file {folder}/acl
set_tcp_nodelay true
max_packet_size 1048576
persistence true
persistence_location {folder}/
autosave_interval 60
log_dest stderr
user {user}
"""
# A till may touch its own topics only: its user name is the common name of its certificate.
ACCESS = """\
pattern readwrite lapak/1/%u/#

user bridge
topic readwrite lapak/1/#
"""


def write(folder: Path, port: int, address: str = "127.0.0.1", hosts: Sequence[str] = LOCAL) -> Path:
    """Write everything a broker needs and return the path of its configuration; certificates are made once."""
    folder = folder.resolve()
    authority = Authority(folder)
    authority.server("broker", hosts)
    authority.client("bridge")
    (folder / "acl").write_text(ACCESS)
    (folder / "acl").chmod(0o600)
    path = folder / "mosquitto.conf"
    path.write_text(CONFIGURATION.format(port=port, address=address, folder=folder, user=getpass.getuser()))
    return path


def till_pair(folder: Path, till_key: str) -> tuple[Path, Path]:
    """Return the certificate and the key with which a till connects."""
    return Authority(folder.resolve()).client(f"till-{till_key}", till_key)
