import errno
import os
import socket
import threading
import time
import tty
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue

import pytest

from appliance.drivers.errors import BadOption
from appliance.drivers.scanner import make_scanner
from appliance.drivers.scanner._source import PipeSource
from appliance.drivers.scanner.errors import Unplugged
from appliance.till.ports import OK, SICK, WARN
from tests.drivers.scanner.recordings import RECORD, as_bytes, recorded, typed


class Listener:
    """What the till hears from a running scanner."""

    def __init__(self, scanner):
        self.scanner = scanner
        self.codes = Queue()
        self.healths = Queue()

    def __enter__(self):
        self.scanner.start(self.codes.put, self.healths.put)
        return self

    def __exit__(self, *_):
        self.scanner.stop()

    def code(self):
        return self.codes.get(timeout=10)

    def health(self):
        return self.healths.get(timeout=10)


class Plug:
    """A scanner on a cable: `open` is what the driver opens, `type` is what the scanner sends."""

    def __init__(self):
        self.plugged_in = True
        self._ours = self._theirs = None

    def open(self, name):
        if not self.plugged_in:
            raise Unplugged(scanner=name)
        self._ours, self._theirs = socket.socketpair()
        return self

    def type(self, events):
        self._ours.sendall(as_bytes(events))

    def unplug(self):
        self.plugged_in = False
        self._ours.close()

    def fileno(self):
        return self._theirs.fileno()

    def read(self):
        data = self._theirs.recv(RECORD.size)
        if not data:
            raise OSError(errno.ENODEV, "No such device")
        return [event[2:] for event in RECORD.iter_unpack(data)]

    def close(self):
        self._theirs.close()
        self._ours.close()


def scanner_on(*plugs, **more):
    by_name = {f"scanner {number}": plug for number, plug in enumerate(plugs)}
    return make_scanner(
        {
            "driver": "evdev",
            "name": list(by_name),
            "retry_s": 0.02,
            "open_device": lambda name: by_name[name].open(name),
            **more,
        }
    )


@pytest.fixture
def fifo(tmp_path):
    path = tmp_path / "scanner"
    os.mkfifo(path)
    return str(path)


def test_a_recorded_scan_through_a_pipe_arrives(fifo):
    with Listener(make_scanner({"driver": "evdev", "path": fifo, "grab": False})) as till:
        assert till.health().state == OK
        for name, code in (("ean13", "8991102380706"), ("code128", "LPK-Ab42xZ")):
            with Path(fifo).open("wb", buffering=0) as pipe:
                pipe.write(as_bytes(recorded(name)))
            assert till.code() == code


def test_a_gs1_code_arrives_whole_with_what_the_settings_say_for_fnc1():
    plug = Plug()
    with Listener(scanner_on(plug, fnc1="~")) as till:
        till.health()
        plug.type(recorded("gs1_datamatrix"))
        plug.type(typed("10A~21x"))
        assert [till.code(), till.code()] == ["]d20107032069804988100329\x1d17261231", "10A\x1d21x"]


@pytest.mark.parametrize("fnc1", ["f13", "x", "1", "ctrl+a", " ", "||"])
def test_what_cannot_stand_for_fnc1_is_refused(fnc1):
    with pytest.raises(BadOption, match="fnc1"):
        scanner_on(Plug(), fnc1=fnc1)


def test_records_that_arrive_in_pieces_are_put_together(fifo):
    with Listener(make_scanner({"driver": "evdev", "path": fifo, "grab": False})) as till:
        till.health()
        with Path(fifo).open("wb", buffering=0) as pipe:
            data = as_bytes(typed("8991"))
            pipe.writelines(data[start : start + 7] for start in range(0, len(data), 7))
        assert till.code() == "8991"


def test_a_pipe_is_not_grabbed_in_silence(fifo):
    with Listener(make_scanner({"driver": "evdev", "path": fifo})) as till:
        assert till.health().error.code == "scanner_cannot_grab"


def test_a_scanner_that_is_not_there_is_sick_with_words(tmp_path):
    with Listener(make_scanner({"driver": "evdev", "path": f"{tmp_path}/*Scanner*-event-kbd"})) as till:
        health = till.health()
        assert (health.state, health.error.code) == (SICK, "scanner_unplugged")
        assert "plugged in" in str(health.error)


def test_pulled_out_is_sick_and_plugged_in_again_heals_without_a_restart():
    plug = Plug()
    with Listener(scanner_on(plug)) as till:
        assert till.health().state == OK
        plug.type(typed("12", end=None))
        plug.unplug()
        assert till.health().state == SICK
        plug.plugged_in = True
        assert till.health().state == OK
        plug.type(typed("8991"))
        assert till.code() == "8991"


def test_two_scanners_never_mix_their_keys():
    one, two = Plug(), Plug()
    with Listener(scanner_on(one, two)) as till:
        assert till.health().state == OK
        for first, second in zip(typed("111"), typed("222"), strict=True):
            one.type([first])
            two.type([second])
        assert {till.code(), till.code()} == {"111", "222"}


def test_one_missing_scanner_is_named_while_the_other_works():
    here, gone = Plug(), Plug()
    gone.plugged_in = False
    with Listener(scanner_on(here, gone)) as till:
        assert "scanner 1" in str(till.health().error)
        here.type(typed("8991"))
        assert till.code() == "8991"


def test_garbage_is_one_warning_and_a_good_code_ends_it():
    plug = Plug()
    with Listener(scanner_on(plug, longest=20)) as till:
        till.health()
        plug.type(typed("9" * 300))
        health = till.health()
        assert (health.state, health.error.code) == (WARN, "scanner_endless")
        plug.type(typed("8991"))
        assert till.code() == "8991"
        assert till.health().state == OK
        with pytest.raises(Empty):
            till.healths.get_nowait()


def test_a_till_that_fails_on_a_code_gets_the_next_one():
    plug = Plug()
    heard = Queue()

    def on_scan(code):
        heard.put(code)
        raise RuntimeError("a fault in the till")

    scanner = scanner_on(plug)
    healths = Queue()
    scanner.start(on_scan, healths.put)
    healths.get(timeout=10)
    plug.type(typed("1") + typed("2"))
    assert [heard.get(timeout=10), heard.get(timeout=10)] == ["1", "2"]
    scanner.stop()


def test_stop_ends_the_thread_and_start_begins_anew():
    plug = Plug()
    scanner = scanner_on(plug, retry_s=30)
    for _ in range(2):
        with Listener(scanner) as till:
            assert till.health().state == OK
            plug.type(typed("8991"))
            assert till.code() == "8991"
        assert not [thread for thread in threading.enumerate() if thread.name == "scanner"]


def test_stop_from_the_scanners_own_thread_does_not_wait_for_itself():
    plug = Plug()
    scanner = scanner_on(plug)
    done = Queue()
    healths = Queue()
    scanner.start(lambda code: (scanner.stop(), done.put(code)), healths.put)
    healths.get(timeout=10)
    plug.type(typed("1"))
    assert done.get(timeout=10) == "1"


def test_a_terminal_can_carry_the_records_too():
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    source = PipeSource(os.ttyname(theirs))
    os.write(ours, as_bytes(typed("1")))
    deadline = time.monotonic() + 10
    events = []
    while len(events) < len(typed("1")) and time.monotonic() < deadline:
        with suppress(BlockingIOError):
            events += source.read()
    assert events == typed("1")
    source.close()
    os.close(theirs)
    os.close(ours)
