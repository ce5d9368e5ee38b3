"""One MQTT connection: TLS with the till's own certificate, small packets sent at once."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from ._errors import CertificateUnusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)

KEEPALIVE_S = 20
CONNECT_TIMEOUT_S = 10.0
SESSION_EXPIRY_S = 7 * 24 * 3600
RECONNECT_MOST_S = 15


@dataclass(frozen=True)
class BrokerSettings:
    """Where the broker is and how the till proves who it is; three PEM files."""

    host: str
    port: int
    ca: Path
    certificate: Path
    key: Path


class Client:
    """Connects, stays connected, publishes on `up` and `status`, and hands on what comes `down`."""

    def __init__(
        self,
        till: str,
        broker: BrokerSettings,
        *,
        will: bytes,
        on_online: Callable[[bool], None],
        on_payload: Callable[[bytes], None],
    ) -> None:
        self._topic = f"lapak/1/{till}"
        self._broker = broker
        self._on_online = on_online
        client = paho.Client(CallbackAPIVersion.VERSION2, client_id=till, protocol=paho.MQTTv5)
        client.tls_set_context(_tls(broker))
        client.will_set(f"{self._topic}/status", will, qos=1, retain=True)
        client.reconnect_delay_set(1, RECONNECT_MOST_S)
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(64)
        client.on_socket_open = _no_delay
        client.on_connect = self._connected
        client.on_subscribe = _subscribed
        client.on_connect_fail = lambda *_: on_online(False)
        client.on_disconnect = lambda *_: on_online(False)
        client.on_message = lambda _client, _data, received: on_payload(bytes(received.payload))
        self._client = client

    def start(self) -> None:
        """Connect in the background and keep trying; never raises for a broker that is away."""
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = SESSION_EXPIRY_S
        self._client.connect_async(
            self._broker.host, self._broker.port, KEEPALIVE_S, clean_start=False, properties=properties
        )
        self._client.loop_start()

    def publish_up(self, payload: bytes) -> None:
        """Send to the bridge; what cannot be sent now is dropped, since the journal remembers it."""
        if self._client.is_connected():
            self._client.publish(f"{self._topic}/up", payload, qos=1)

    def publish_status(self, payload: bytes) -> None:
        """Replace the till's retained status."""
        if self._client.is_connected():
            self._client.publish(f"{self._topic}/status", payload, qos=1, retain=True)

    def stop(self, timeout_s: float) -> None:
        """Say good-bye and end the network thread; one that hangs in a dead network is left behind."""
        self._client.disconnect()
        ending = threading.Thread(target=self._client.loop_stop, name="wire-end", daemon=True)
        ending.start()
        ending.join(timeout_s)

    def _connected(self, client: paho.Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            log.warning("The broker refused the connection: %s", reason)
            return
        client.subscribe(f"{self._topic}/down", qos=1)
        self._on_online(True)


def _tls(broker: BrokerSettings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(broker.ca))
        context.load_cert_chain(broker.certificate, broker.key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateUnusable(folder=broker.certificate.parent, reason=error) from error
    return context


def _subscribed(_client: paho.Client, _data: Any, _mid: int, reasons: list[Any], _properties: Any) -> None:
    if any(reason.is_failure for reason in reasons):
        log.error("The broker does not let this till hear the bridge: %s", reasons[0])


def _no_delay(_client: paho.Client, _data: Any, sock: Any) -> None:
    """Without this every acknowledged round trip waits 40 ms for Nagle's algorithm."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
