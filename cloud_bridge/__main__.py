"""`lapak-bridge`: the cloud side of Lapak."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

import django

from appliance.core.errors import LapakError
from cloud_bridge.commands import COMMANDS

# Threads here do a little between two waits: who comes back from the disk, and holds what others wait for, should not
# stand behind one that computes for Python's usual 5 ms.
TURN_S = 0.0005


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    name, rest = (given[0], given[1:]) if given else ("--help", [])
    if name not in COMMANDS:
        print(_usage())
        return 0 if name in {"-h", "--help"} else 2
    parser = argparse.ArgumentParser(prog=f"lapak-bridge {name}", description=COMMANDS[name][1])
    parser.add_argument("--data", metavar="DIR", help="the folder of database and keys (LAPAK_DATA, .stall)")
    _set_up(rest)
    command = import_module(COMMANDS[name][0])
    command.arguments(parser)
    try:
        code: int = command.run(parser.parse_args(rest))
    except LapakError as error:
        print(error, file=sys.stderr)
        return 1
    return code


def _set_up(rest: list[str]) -> None:
    """Name the data folder before Django reads its settings: commands import models."""
    sys.setswitchinterval(TURN_S)
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--data")
    data = early.parse_known_args(rest)[0].data
    if data:
        os.environ["LAPAK_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cloud_bridge.settings")
    django.setup()


def _usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {about}" for name, (_, about) in COMMANDS.items()]
    return "\n".join(
        ["usage: lapak-bridge COMMAND [options]", "", *lines, "", "lapak-bridge COMMAND --help says more."]
    )


if __name__ == "__main__":
    sys.exit(main())
