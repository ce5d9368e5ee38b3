"""The programs a practice stall is made of: started, waited for, and ended, each by its own id and nobody else's."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING

from appliance.core.errors import N_, LapakError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
LOOK_S = 0.05


class ProgramDied(LapakError):
    """A program of the stall ended before it was ready."""

    code = "stall.program_died"
    text = N_("{name} ended before it was ready. The last it said is in {log}:\n{said}")


class ProgramSilent(LapakError):
    """A program of the stall did not get ready in time."""

    code = "stall.program_silent"
    text = N_("{name} was not ready after {timeout_s} s. What it said is in {log}.")


def free_port(wanted: int = 0) -> int:
    """Return `wanted` if nobody listens there, otherwise a port that is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free")


class Program:
    """One program with its log; it runs in a session of its own, so that Ctrl-C reaches it only through us."""

    def __init__(self, name: str, command: Sequence[str], log_path: Path, env: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._command = list(command)
        self._log_path = log_path
        self._env = {**os.environ, **(env or {})}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its process id; 0 when it does not run."""
        return self._process.pid if self.is_running() and self._process else 0

    @property
    def exit_code(self) -> int | None:
        """What it ended with, less than 0 if a signal ended it; None while it runs and before it did."""
        return self._process.poll() if self._process else None

    def start(self) -> None:
        """Start it; what it says is added to its log."""
        self._log_path.parent.mkdir(parents=True, exist_ok=True)
        with self._log_path.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self._env,
                start_new_session=True,
            )

    def is_running(self) -> bool:
        """Say whether it runs."""
        return self._process is not None and self._process.poll() is None

    def wait_for_port(self, port: int, timeout_s: float = 30.0) -> None:
        """Return once it accepts connections; raises ProgramDied or ProgramSilent."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if not self.is_running():
                raise ProgramDied(name=self.name, log=self._log_path, said=self._last_words())
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex((LOOPBACK, port)) == 0:
                    return
            threading.Event().wait(LOOK_S)
        raise ProgramSilent(name=self.name, timeout_s=timeout_s, log=self._log_path)

    def stop(self, timeout_s: float = 5.0) -> None:
        """Ask it to end, and end it if it does not."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            log.warning("%s did not end by itself", self.name)
            self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(5)

    def _last_words(self) -> str:
        return b"\n".join(self._log_path.read_bytes().splitlines()[-8:]).decode(errors="replace")
