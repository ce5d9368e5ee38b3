"""Devices for the screen: the simulated scale, terminal, printer and light behind the real trouble screen's tests."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from appliance.core.receipt import ReceiptLine
from appliance.drivers.light import make_light
from appliance.drivers.printer import make_printer
from appliance.drivers.scale import make_scale
from appliance.drivers.terminal import make_terminal
from appliance.store import ChargeNote
from appliance.till.card_payment import CardPayment
from appliance.till.checkup import Checkup
from appliance.till.events import DeviceChanged
from appliance.till.ports import OK, Health
from appliance.till.weighing import Weighing


class WellKept(Checkup):
    """A till whose card has room and whose clock is right, on whatever machine the tests run."""

    def disk(self) -> tuple[int, Health]:
        return 23_400_000_000, Health(OK)

    def clock(self) -> Health:
        return Health(OK)


def fit_terminal(stage: Any) -> None:
    """Give the till a card terminal on the network that nobody has switched on, and nothing else."""
    note = ChargeNote(Path(tempfile.mkdtemp(prefix="lapak-note-")) / "charge.json")
    terminal: Any = make_terminal({"driver": "zvt", "host": "192.168.1.60"})
    stage.till.charged.fit(CardPayment(terminal, note, stage.till.tell_from_thread))


class FakeDevices:
    """Plug them into a stage with `fit`; the verbs are those of the simulated devices."""

    def __init__(self, **terminal: Any) -> None:
        self.scale: Any = make_scale({"driver": "simulated"})
        self.printer: Any = make_printer({"driver": "simulated", "columns": 32})
        self.light: Any = make_light({"driver": "simulated"})
        self.terminal: Any = make_terminal(terminal or {"driver": "manual"})
        self.sent = 0

    def fit(self, stage: Any) -> None:
        till = stage.till
        note = ChargeNote(Path(tempfile.mkdtemp(prefix="lapak-note-")) / "charge.json")
        self.weighing = Weighing(self.scale, till.tell, lambda health: till.tell(DeviceChanged("scale", health)))
        self.cards = CardPayment(self.terminal, note, till.tell_from_thread)
        stage.app.checkup = WellKept(
            printer=self.printer,
            slip=lambda: [ReceiptLine("Test slip")],
            cards=self.cards,
            weighing=self.weighing,
            light=self.light,
            folder=Path("/"),
            newest_ms=lambda: 0,
            send_now=self._send,
            tell=till.tell_from_thread,
        )
        self.weighing.start()
        if self.terminal.is_manual:
            till.tell(DeviceChanged("terminal", self.terminal.health()))

    def _send(self) -> None:
        self.sent += 1
