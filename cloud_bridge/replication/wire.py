"""The bridge's connection to the broker: what tills say goes into a queue, what the bridge says goes out."""

from __future__ import annotations

import logging
import queue
import secrets
import socket
from typing import TYPE_CHECKING, Any, NamedTuple

from paho.mqtt.client import Client, MQTTMessage, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion

from appliance.core import message
from cloud_bridge.replication.errors import BrokerUnknown

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)
UP = "$share/bridge/lapak/1/+/up"
STATUS = "lapak/1/+/status"
KEEPALIVE_S = 30


class Received(NamedTuple):
    """A payload as it came from a till's topic (`up` or `status`)."""

    till: str
    channel: str
    payload: bytes
    is_retained: bool
    ticket: tuple[int, int]


class Wire:
    """A connection that keeps itself up; nothing is lost with it, since only the bridge's own ack promises anything.

    Raises BrokerUnknown if the folder has no certificate for the bridge.
    A message counts as delivered when it was dealt with (`done`), so the broker holds back what we cannot keep up with.
    """

    def __init__(self, host: str, port: int, certificates: Path) -> None:
        self.received: queue.SimpleQueue[Received | None] = queue.SimpleQueue()
        self._host, self._port = host, port
        if not (certificates / "bridge.pem").exists():
            raise BrokerUnknown(folder=certificates)
        name = f"bridge-{secrets.token_hex(6)}"
        client = Client(CallbackAPIVersion.VERSION2, name, protocol=MQTTv5, manual_ack=True)
        client.tls_set(
            ca_certs=str(certificates / "ca.pem"),
            certfile=str(certificates / "bridge.pem"),
            keyfile=str(certificates / "bridge.key"),
        )
        client.reconnect_delay_set(min_delay=1, max_delay=10)
        client.on_socket_open = _without_delay
        client.on_connect = self._connected
        client.on_disconnect = _disconnected
        client.on_message = self._arrived
        self._client = client

    def start(self) -> None:
        """Connect, now or as soon as the broker is there."""
        self._client.connect_async(self._host, self._port, KEEPALIVE_S)
        self._client.loop_start()

    def stop(self) -> None:
        """Disconnect; the queue ends with None."""
        self._client.disconnect()
        self._client.loop_stop()
        self.received.put(None)

    def send(self, till_key: str, said: dict[str, Any]) -> None:
        """Publish a message to a till; it may be lost, like any other."""
        self._client.publish(f"lapak/1/{till_key}/down", message.write(said), qos=1)

    def done(self, one: Received) -> None:
        """Let the broker forget a message."""
        self._client.ack(*one.ticket)

    def _connected(self, client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            log.error("The broker at %s:%d refused the bridge: %s", self._host, self._port, reason)
            return
        log.info("Connected to the broker at %s:%d", self._host, self._port)
        client.subscribe([(UP, 1), (STATUS, 1)])

    def _arrived(self, _client: Client, _data: Any, arrived: MQTTMessage) -> None:
        _, _, till, channel = arrived.topic.split("/")
        ticket = (arrived.mid, arrived.qos)
        self.received.put(Received(till, channel, bytes(arrived.payload), arrived.retain, ticket))


def _without_delay(_client: Client, _data: Any, connection: Any) -> None:
    """Send every message at once; Nagle's algorithm would hold an answer back for 40 ms."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _disconnected(_client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
    if reason.is_failure:
        log.warning("The connection to the broker was lost: %s", reason)
