"""A real Mosquitto with certificates of its own, and a peer that plays the bridge on it."""

from __future__ import annotations

import contextlib
import queue
import socket
import ssl
import subprocess

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from appliance.core import message
from appliance.mqtt import BrokerSettings
from cloud_bridge.fleet.certificates import Authority

WAIT_S = 20
TILL = "0190a1b2-0000-7000-8000-000000000001"
PROGRAM = "/usr/sbin/mosquitto"


class Certificates:
    """The bridge's own authority, with a pair for the broker, the bridge and a till: `<name>.pem`, `<name>.key`."""

    def __init__(self, folder):
        self._folder = folder
        authority = Authority(folder)
        authority.server("broker")
        authority.client("bridge")
        authority.client(TILL)

    def settings(self, name, port):
        """Return how `name` reaches the broker."""
        paths = [self._folder / file for file in ("ca.pem", f"{name}.pem", f"{name}.key")]
        return BrokerSettings("127.0.0.1", port, *paths)


class Broker:
    """Mosquitto with mutual TLS on one port that stays the same over restarts."""

    def __init__(self, folder):
        self.authority = Certificates(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._config = folder / "mosquitto.conf"
        (folder / "acl").write_text("pattern readwrite lapak/1/%u/#\nuser bridge\ntopic readwrite lapak/#\n")
        self._config.write_text(
            f"listener {self.port} 127.0.0.1\nuser root\nset_tcp_nodelay true\nlog_dest stderr\nlog_type all\n"
            f"cafile {folder}/ca.pem\ncertfile {folder}/broker.pem\nkeyfile {folder}/broker.key\n"
            f"require_certificate true\nuse_identity_as_username true\nacl_file {folder}/acl\n"
        )
        self._log = folder / "mosquitto.log"
        self._process = None

    def start(self):
        """Start it and wait until it says that it runs."""
        command = [PROGRAM, "-c", str(self._config)]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        said = ""
        for line in self._process.stderr:
            said += line
            if " running" in line:
                # it goes on talking: read on, so that it never waits for a full pipe
                self._drain = subprocess.Popen(["cat"], stdin=self._process.stderr, stdout=subprocess.DEVNULL)
                return
        raise RuntimeError(said)

    def stop(self):
        """End it, whatever it holds."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(WAIT_S)
            self._process.stderr.close()
            self._drain.wait(WAIT_S)
            self._process = None

    def settings(self, name=TILL):
        return self.authority.settings(name, self.port)


class Peer:
    """Connects as the bridge; `up` and `status` are what the till says, `say` answers."""

    def __init__(self, broker):
        self.up = queue.SimpleQueue()
        self.status = queue.SimpleQueue()
        self._ready = queue.SimpleQueue()
        self._client = paho.Client(CallbackAPIVersion.VERSION2, client_id="bridge", protocol=paho.MQTTv5)
        settings = broker.settings("bridge")
        context = ssl.create_default_context(cafile=str(settings.ca))
        context.load_cert_chain(settings.certificate, settings.key)
        self._client.tls_set_context(context)
        self._client.on_message = self._heard
        self._client.on_subscribe = lambda *_: self._ready.put(True)
        self._client.connect(settings.host, settings.port)
        self._client.subscribe([("$share/bridge/lapak/1/+/up", 1), ("lapak/1/+/status", 1)])
        self._client.loop_start()
        self._ready.get(timeout=WAIT_S)

    def _heard(self, _client, _data, received):
        kind = self.status if received.topic.endswith("/status") else self.up
        kind.put((message.read(received.payload), received.retain))

    def say(self, payload):
        self._client.publish(f"lapak/1/{TILL}/down", payload, qos=1).wait_for_publish(WAIT_S)

    def hear(self, kind):
        """Wait for a message of this kind on `up`."""
        while True:
            received, _ = self.up.get(timeout=WAIT_S)
            if received["kind"] == kind:
                return received

    def hear_status(self, is_online):
        """Wait until the till is said to be on or off line."""
        while self.status.get(timeout=WAIT_S)[0]["online"] is not is_online:
            pass

    def hear_entries(self, upto):
        """Wait until entry `upto` was heard; return the numbers of all that were."""
        seqs = []
        while upto not in seqs:
            seqs += [entry["seq"] for entry in self.hear("journal")["entries"]]
        return seqs

    def close(self):
        with contextlib.suppress(OSError):
            self._client.disconnect()
        self._client.loop_stop()
