"""A real Mosquitto with the configuration the bridge writes for it, and a till's side of the wire."""

from __future__ import annotations

import queue
import shutil
import socket
import subprocess
import time

from paho.mqtt.client import Client, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion

from appliance.core import message
from cloud_bridge.fleet import broker

PROGRAM = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
PATIENCE_S = 8


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mosquitto:
    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.log = folder.with_suffix(".log")
        self._configuration = broker.write(folder, self.port)
        self.start()

    def start(self):
        with self.log.open("ab") as log:
            self._process = subprocess.Popen([PROGRAM, "-c", str(self._configuration)], stderr=log)
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError(self.log.read_text())

    def stop(self):
        self._process.terminate()
        self._process.wait(PATIENCE_S)


class Till:
    """Speaks for one till; what it hears is in `heard`."""

    def __init__(self, mosquitto, key, certificate_of=""):
        self.key = key
        self.heard = queue.Queue()
        self._subscribed = queue.Queue()
        pair = broker.till_pair(mosquitto.folder, certificate_of or key)
        client = Client(CallbackAPIVersion.VERSION2, f"till-{key}-{certificate_of}", protocol=MQTTv5)
        client.tls_set(str(mosquitto.folder / "ca.pem"), *map(str, pair))
        client.on_message = lambda _client, _data, said: self.heard.put(message.read(said.payload))
        client.on_subscribe = lambda _client, _data, _mid, codes, _properties: self._subscribed.put(codes)
        client.connect("127.0.0.1", mosquitto.port)
        client.loop_start()
        client.subscribe(f"lapak/1/{key}/down", 1)
        self._subscribed.get(timeout=PATIENCE_S)
        self._client = client

    def say(self, said, channel="up", retain=False):
        payload = said if isinstance(said, bytes) else message.write(said)
        self._client.publish(f"lapak/1/{self.key}/{channel}", payload, 1, retain).wait_for_publish(PATIENCE_S)

    def be(self, online):
        self.say(message.status(online, "1", 1, 0, {}), "status", retain=True)

    def hear(self, kind, timeout_s=PATIENCE_S):
        """Return the next message of a kind; others are passed over."""
        until = time.monotonic() + timeout_s
        while (left := until - time.monotonic()) > 0:
            try:
                said = self.heard.get(timeout=left)
            except queue.Empty:
                break
            if said["kind"] == kind:
                return said
        raise AssertionError(f"no {kind} was heard")

    def hears_nothing(self, for_s):
        try:
            return not self.heard.get(timeout=for_s)
        except queue.Empty:
            return True

    def leave(self):
        self._client.disconnect()
        self._client.loop_stop()
