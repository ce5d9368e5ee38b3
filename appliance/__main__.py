"""`lapak-till`: the one place where the floors meet."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import logging
import os
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from appliance import VERSION
from appliance import settings as till_settings
from appliance.choices import Choices
from appliance.commands import COMMANDS
from appliance.core import entries
from appliance.core.errors import LapakError
from appliance.core.key import time_key
from appliance.drivers.drawer import make_drawer
from appliance.drivers.gallery import Gallery
from appliance.drivers.label_picture import picture_in
from appliance.drivers.light import make_light
from appliance.drivers.network import has_network
from appliance.drivers.printer import make_printer
from appliance.drivers.scale import make_scale
from appliance.drivers.scanner import Wedge, make_scanner
from appliance.drivers.terminal import make_terminal
from appliance.mqtt import BrokerSettings, CertificateUnusable, Wire
from appliance.practice import Practice
from appliance.store import ChargeNote, DeviceKey, Store
from appliance.till.card_payment import CardPayment
from appliance.till.cash_drawer import CashDrawer
from appliance.till.checkup import Checkup
from appliance.till.events import (
    CatalogueChanged,
    DeviceChanged,
    DrawerClosed,
    DrawerWanted,
    Failed,
    FeedProgressed,
    SaleCompleted,
    WireChanged,
)
from appliance.till.kiosk import Kiosk
from appliance.till.paper import COLUMN_DOTS, Paper, local_time
from appliance.till.spool import Spool
from appliance.till.till import Till
from appliance.till.trial_slip import trial_slip
from appliance.till.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.settings import Settings
    from appliance.till.events import Event
    from appliance.till.ports import Health
    from appliance.ui import LapakApp

log = logging.getLogger(__name__)

CLAIM_TIMEOUT_S = 10
M_MMAP_THRESHOLD = -3  # glibc's malloc.h
LARGE_BYTES = 32_768
TABLES_WITH_PHOTOS = {"variant", "category", "store"}
TABLES_WITH_LABELS = {"order", "store"}


def now_ms() -> int:
    """Return UTC milliseconds."""
    return time.time_ns() // 1_000_000


def new_key() -> str:
    """Return a new identity."""
    return time_key(now_ms(), os.urandom(10))


class Machine:
    """A whole till without its screen: store, devices and wire around the use cases.

    dispatch runs a function on the thread that owns the till; translate gives a word in the shop's language.
    """

    def __init__(
        self,
        settings: Settings,
        dispatch: Callable[[Callable[[], None]], None],
        translate: Callable[[str], str] = str,
    ) -> None:
        self.settings = settings
        self._health: dict[str, str] = {}
        self._troubles: list[LapakError] = []
        database = settings.data / "till.db"
        device_key = DeviceKey.at(settings.data / "device.key", is_new=not database.exists())
        self.store = Store(database, device_key)
        if self.store.damage is not None:
            self._troubles.append(self.store.damage)
        self._claim(device_key.public_hex)
        self.till = Till(self.store.catalogue, self.store.books, dispatch=dispatch, new_key=new_key, now_ms=now_ms)
        self.scanner = make_scanner(settings.scanner)
        printer = make_printer(settings.printer)
        paper = Paper(lambda: self.till.shop, printer.columns, translate, self._name_of)
        self.practice = Practice(settings.data / "training.db", self.store, self.till, self._wrote, new_key)
        tell = self.till.tell_from_thread
        self.spool = Spool(
            self.practice.spools, printer, paper.render, self._device("printer"), lambda error: tell(Failed(error))
        )
        drawer = make_drawer(settings.drawer, printer)
        self.drawer = CashDrawer(drawer, self._device("drawer"), lambda: tell(DrawerClosed()))
        scale = make_scale(settings.scale) if settings.scale else None
        self.weighing = Weighing(scale, tell, self._device("scale"))
        note = ChargeNote(settings.data / "charge.json")
        self.cards = CardPayment(make_terminal(settings.terminal), note, tell, self._device("terminal"))
        self.till.charged.fit(self.cards)
        self.light = make_light(settings.light)
        self.kiosk = Kiosk(self.till, self.light) if settings.kiosk else None
        self.wire = self._wire(settings.broker, dispatch) if settings.broker else None
        self.checkup = Checkup(
            printer=printer,
            slip=lambda: trial_slip(printer.columns, self.till.shop.name, self._local_time(), translate),
            cards=self.cards,
            weighing=self.weighing,
            light=self.light,
            folder=settings.data,
            newest_ms=lambda: (self.till.last_entry or {"at_ms": 0})["at_ms"],
            send_now=self.wire.wake if self.wire else None,
            tell=tell,
        )
        self.on_photo: Callable[[str], None] = lambda _name: None
        self.gallery = Gallery(
            settings.data / "photos",
            wanted=self.store.photos,
            where=lambda: self.till.shop.pictures_at,
            came=self._photo_came,
            ca=settings.broker.ca if settings.broker else None,
        )
        self._wanted_labels: set[str] = set()
        self.labels = Gallery(
            settings.data / "labels",
            wanted=lambda: self._wanted_labels,
            where=lambda: self.till.shop.labels_at,
            came=self._label_came,
            ca=settings.broker.ca if settings.broker else None,
        )
        self.till.orders.fit(printer.columns * COLUMN_DOTS, lambda name: picture_in(self.labels.path_of(name)))
        self.till.listen(self._after_event)
        self.on_scan: Callable[[str], None] = self.till.scan

    def start(self) -> None:
        """Begin to scan, print and send; what was over while the till was dark is closed first."""
        self.till.after(self.store.books.close_periods(at_ms=now_ms()), lambda _: None)
        self.spool.start()
        self.drawer.start()
        self.store.writer.listen(self.spool.wake)
        if self.wire is not None:
            self.store.writer.listen(self.wire.wake)
            self.wire.start()
        dispatch = self.till.dispatch
        self.scanner.start(lambda code: dispatch(lambda: self.on_scan(code)), self._device("scanner"))
        self.weighing.start()
        self.cards.start()
        self.gallery.start()
        self._wanted_labels = self.till.orders.labels()
        self.labels.start()
        self._device("light")(self.light.health())
        if self.kiosk is not None:
            self.kiosk.begin()
        for trouble in self._troubles:
            self.till.tell_from_thread(Failed(trouble))

    def stop(self) -> None:
        """End every thread and close the store; nothing that was begun is lost."""
        self.scanner.stop()
        self.weighing.stop()
        self.cards.stop()
        self.light.close()
        self.gallery.stop()
        self.labels.stop()
        if self.wire is not None:
            self.wire.stop()
        self.drawer.stop()
        self.spool.stop()
        self.practice.close()
        self.store.close()

    def typed(self, text: str) -> None:
        """Take what was typed outside a text box: a scanner on a desk types like a keyboard."""
        if isinstance(self.scanner, Wedge):
            for character in text + "\n":
                self.scanner.key(character)

    def _claim(self, public_key: str) -> None:
        """Write entry 1, if this store is new."""
        if not self.store.outbox.read(0, 1):
            body = entries.till_claimed(self.settings.till, self.settings.store, self.settings.merchant, public_key)
            self.store.books.record("till.claimed", body, at_ms=now_ms(), by="").result(CLAIM_TIMEOUT_S)

    def _wire(self, broker: BrokerSettings, dispatch: Callable[[Callable[[], None]], None]) -> Wire | None:
        """Return the wire; certificates that cannot be used are told and do not keep anybody from selling."""
        tell = self.till.tell_from_thread
        try:
            return Wire(
                self.settings.till,
                broker,
                self.store.outbox,
                self.store.feed,
                version=VERSION,
                on_applied=lambda tables: dispatch(lambda: self.till.feed_applied(tables)),
                on_progress=lambda done, whole: tell(FeedProgressed(done, whole)),
                on_change=lambda *state: tell(WireChanged(*state)),
                on_trouble=lambda error: tell(Failed(error)),
                health=lambda: dict(self._health),
            )
        except CertificateUnusable as error:
            log.error("%s", error)  # noqa: TRY400 - the text is enough
            self._troubles.append(error)
            return None

    def _wrote(self) -> None:
        """Print what was practised."""
        self.spool.wake()

    def _local_time(self) -> str:
        return local_time(now_ms(), self.till.shop.utc_offset_minutes)

    def _device(self, name: str) -> Callable[[Health], None]:
        def changed(health: Health) -> None:
            self._health[name] = health.error.code if health.error else health.state
            self.till.tell_from_thread(DeviceChanged(name, health))

        return changed

    def _name_of(self, key: str) -> str:
        return self.till.people.name_of(key)

    def _photo_came(self, name: str) -> None:
        """Tell the screen, once there is one."""
        self.on_photo(name)

    def _label_came(self, name: str) -> None:
        self.till.dispatch(lambda: self.till.orders.label_came(name))

    def _after_event(self, event: Event) -> None:
        """Let the drawer hear of a sale or of a reason to open, now that it is on disk, and the gallery of the feed."""
        if isinstance(event, (SaleCompleted, DrawerWanted)):
            self.drawer.open()
        elif isinstance(event, CatalogueChanged):
            if event.tables & TABLES_WITH_PHOTOS:
                self.gallery.look()
            if event.tables & TABLES_WITH_LABELS:
                self._wanted_labels = self.till.orders.labels()
                self.labels.look()


def screen_of(settings: Settings) -> tuple[Machine, LapakApp]:
    """Return a till and its screen; nothing runs yet."""
    from appliance.ui import PANELS, LapakApp, Loop, translator

    _give_memory_back()
    loop = Loop()
    choices = Choices(settings.data)
    settings = choices.applied(settings)
    machine = Machine(settings, loop.dispatch, translator(settings.language))
    app = LapakApp(
        machine.till,
        panel=PANELS[settings.size],
        language=settings.language,
        theme=settings.theme,
        text_size=settings.text_size,
        left_handed=settings.left_handed,
        sound=settings.sound,
        is_full_screen=settings.fullscreen,
        loop=loop,
        on_key=machine.typed,
        on_choice=choices.keep,
        has_network=has_network,
        checkup=machine.checkup,
        kiosk=machine.kiosk,
        training=machine.practice.training,
        photo_at=machine.gallery.path_of,
    )
    machine.practice.on_change = app.use_till
    machine.on_scan = app.scan
    machine.on_photo = app.photo_came
    return machine, app


def _give_memory_back() -> None:
    """Let pictures and lettering that are thrown away return to the system instead of leaving holes."""
    with contextlib.suppress(AttributeError, OSError):  # a C library without it does without
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)


def run(settings: Settings) -> None:
    """Sell until the window is closed or the program is asked to end."""
    machine, app = screen_of(settings)
    signal.signal(signal.SIGTERM, lambda *_: app.post(app.stop))
    try:
        machine.start()
        app.run()
    finally:
        machine.stop()


def main(arguments: list[str] | None = None) -> int:
    """Sell, or run one of the other commands; return the exit code."""
    asked = (sys.argv[1:] if arguments is None else arguments) or ["run"]
    parser = argparse.ArgumentParser(prog="lapak-till", description="A till you flash onto an SD card.")
    commands = parser.add_subparsers(dest="command")
    selling = commands.add_parser("run", help="sell (the default)")
    selling.add_argument("--settings", type=Path, default=Path(os.environ.get("LAPAK_TILL_SETTINGS", "till.toml")))
    for name, (module, about) in COMMANDS.items():
        command = commands.add_parser(name, help=about)
        if asked[0] == name:  # whoever sells loads nothing of the others
            import_module(module).arguments(command)
    given = parser.parse_args(asked)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        if given.command in COMMANDS:
            code: int = import_module(COMMANDS[given.command][0]).run(given)
            return code
        run(till_settings.load(given.settings))
    except LapakError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
