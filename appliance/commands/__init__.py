"""The subcommands of `lapak-till` besides `run`: a module each, with `arguments(parser)` and `run(options)`."""

from __future__ import annotations

COMMANDS = {
    "verify": ("appliance.commands.verify", "walk the hash chain of a till's store, or of an exported journal"),
    "export": (
        "appliance.commands.export",
        "write the journal of a till's store to a file that can be verified anywhere",
    ),
    "export-dsfinvk": ("appliance.commands.export_dsfinvk", "write the files of DSFinV-K, for a German audit"),
}
