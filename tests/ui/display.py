"""An X server of our own."""

from __future__ import annotations

import os
import subprocess

TRIES = 5  # two servers that start at once may want the same number


def start_server() -> tuple[subprocess.Popen[bytes], str]:
    """Start an X server on a free display and return its name."""
    for _try in range(TRIES):
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if number:
            return server, f":{number}"
        server.wait(timeout=5)
    raise RuntimeError("Xvfb does not start: install xvfb")
