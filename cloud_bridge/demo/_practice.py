"""`lapak-bridge stall`: broker, bridge, marketplace and one till as programs of this machine, with data that stays."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import httpx2
from django.contrib.auth import get_user_model
from django.core.management import call_command

from cloud_bridge.channels import authorise, sync
from cloud_bridge.channels.models import Channel
from cloud_bridge.database import writing
from cloud_bridge.demo._customers import PROVIDER
from cloud_bridge.demo._market import market_items
from cloud_bridge.demo._programs import LOOPBACK, Program, free_port
from cloud_bridge.demo._stall import NAME, open_stall
from cloud_bridge.demo._wallet import Wallet
from cloud_bridge.fleet import broker
from cloud_bridge.keys import new_key
from cloud_bridge.payments.models import Provider

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from cloud_bridge.fleet.models import Till

APP = {"partner_id": "2000001", "partner_key": "sandbox-partner-key"}
SHOP_ID = "700001"
USER, PASSWORD_DIGITS = "owner", 10
PORTS = {"broker": 18883, "bridge": 18000, "market": 18001}
HTTP_TIMEOUT_S = 10
MOSQUITTO = "/usr/sbin/mosquitto"
DEVICES = """
[scanner]
driver = "wedge"

[printer]
driver = "simulated"

[drawer]
driver = "simulated"

[scale]
driver = "simulated"
grams = [845, 320, 1210, 55]

[terminal]
driver = "simulated"
"""


@dataclass(frozen=True)
class Addresses:
    """Where a person finds what runs."""

    office: str
    market: str
    user: str
    password: str


class PracticeStall:
    """A whole stall below one folder; a second start goes on with the same data.

    devices: the tables of the till's devices in till.toml; till: the command that runs the till, before its settings;
    screen: the till's environment (DISPLAY).
    """

    def __init__(
        self,
        folder: Path,
        *,
        devices: str = DEVICES,
        till: Sequence[str] = (sys.executable, "-m", "appliance", "run", "--settings"),
        till_after: Sequence[str] = (),
        screen: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder.resolve()
        self._devices = devices
        self._ports = self._choose_ports()
        self._known = self._remember()
        logs = self.folder / "log"
        python = sys.executable
        self.broker = Program(
            "Mosquitto", [MOSQUITTO, "-c", str(self.folder / "broker/mosquitto.conf")], logs / "broker.log"
        )
        market = ["--port", str(self._ports["market"]), "--data", str(self.folder / "market.db")]
        market += [f"--credential={name}={value}" for name, value in {**APP, "shop_id": SHOP_ID}.items()]
        market += ["--seed", str(self.folder / "market.json"), "--push-url", self._push_url()]
        self.market = Program("The marketplace", [python, "-m", "cloud_bridge.sandbox", *market], logs / "market.log")
        serve = ["serve", "--port", str(self._ports["bridge"]), "--broker", str(self.folder / "broker")]
        serve += ["--broker-port", str(self._ports["broker"])]
        self.bridge = Program("The bridge", [python, "-m", "cloud_bridge", *serve], logs / "bridge.log")
        command = [*till, str(self.folder / "till.toml"), *till_after]
        self.till = Program("The till", command, logs / "till.log", screen)

    @property
    def programs(self) -> list[Program]:
        """Everything that runs, in the order of its start."""
        return [self.broker, self.market, self.bridge, self.till]

    def start(self) -> Addresses:
        """Prepare what is missing, start every program and return once all are ready.

        Raises ProgramDied or ProgramSilent, with the last words of the one that failed.
        """
        self._prepare()
        self.broker.start()
        self.broker.wait_for_port(self._ports["broker"])
        self.market.start()
        self.market.wait_for_port(self._ports["market"])
        self._connect_channel()
        self.bridge.start()
        self.bridge.wait_for_port(self._ports["bridge"])
        self.till.start()
        return Addresses(f"{self.office_url}/", self.market_url, USER, self._known["password"])

    def wallet(self, look: Callable[[], Image]) -> Wallet:
        """Return a phone that pays what the till's screen shows."""
        provider = Provider.objects.get(merchant__name=NAME, name=PROVIDER)
        return Wallet(look, f"{self.office_url}/api/payments/{provider.token}", provider.secret)

    def stop(self) -> None:
        """End every program, the last first."""
        for program in reversed(self.programs):
            program.stop()

    @property
    def office_url(self) -> str:
        """Where the bridge is, without a slash at the end."""
        return f"http://{LOOPBACK}:{self._ports['bridge']}"

    @property
    def market_url(self) -> str:
        """Where the marketplace's shop page is."""
        return f"http://{LOOPBACK}:{self._ports['market']}/"

    def _push_url(self) -> str:
        return f"{self.office_url}/webhooks/shopee/{self._known['channel']}"

    # --- what stays --------------------------------------------------------------------------------------------------

    def _choose_ports(self) -> dict[str, int]:
        """Return the ports of the last time where they are free, others where not."""
        path = self.folder / "ports.json"
        wanted = json.loads(path.read_text()) if path.exists() else PORTS
        ports = {name: free_port(wanted[name]) for name in PORTS}
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(ports))
        return ports

    def _remember(self) -> dict[str, str]:
        """Return the till's and channel's keys and the password, made at the first start."""
        path = self.folder / "stall.json"
        if not path.exists():
            digits = "".join(str(byte % 10) for byte in os.urandom(PASSWORD_DIGITS))
            made = {"till": new_key(), "channel": new_key(), "password": digits}
            path.touch(0o600)
            path.write_text(json.dumps(made))
        known: dict[str, str] = json.loads(path.read_text())
        return known

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0)
        merchant, store, till = open_stall(self._known["till"], self.office_url)
        users = get_user_model()
        if not users.objects.filter(username=USER).exists():
            users.objects.create_superuser(USER, password=self._known["password"])
        with writing():
            Channel.objects.get_or_create(
                key=self._known["channel"],
                defaults={
                    "merchant": merchant, "store": store, "market": "shopee", "name": "Shopee Sandbox",
                    "shop_id": SHOP_ID, "is_active": False,
                },
            )  # fmt: skip
        broker.write(self.folder / "broker", self._ports["broker"])
        (self.folder / "market.json").write_text(json.dumps(market_items()))
        self._write_settings(till)

    def _write_settings(self, till: Till) -> None:
        certificate, key = broker.till_pair(self.folder / "broker", till.key)
        (self.folder / "till.toml").write_text(
            f'data = "{self.folder}"\ntill = "{till.key}"\nstore = "{till.store_id}"\nmerchant = "{till.merchant_id}"\n'
            f'[broker]\nhost = "{LOOPBACK}"\nport = {self._ports["broker"]}\nca = "{self.folder}/broker/ca.pem"\n'
            f'certificate = "{certificate}"\nkey = "{key}"\n{self._devices}'
        )

    def _connect_channel(self) -> None:
        """Point the channel at where the marketplace is now, let Lapak in the first time, and read its listings."""
        channel = Channel.objects.get(key=self._known["channel"])
        channel.settings = {
            "base_url": self.market_url.rstrip("/"),
            **APP,
            "push_url": self._push_url(),
        }
        channel.save(update_fields=["settings"])
        if not channel.is_active:
            page = authorise.link(channel, "http://127.0.0.1/", new_key())
            answer = httpx2.get(page, timeout=HTTP_TIMEOUT_S)
            authorise.finish(channel, dict(parse_qsl(urlsplit(answer.headers["location"]).query)))
            Channel.objects.filter(pk=channel.pk).update(is_active=True)
            channel.refresh_from_db()
            sync.listings(channel)
