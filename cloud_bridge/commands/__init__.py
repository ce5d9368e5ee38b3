"""The subcommands of `lapak-bridge`: a module each, with `arguments(parser)` and `run(options)`, the exit code."""

from __future__ import annotations

COMMANDS = {
    "serve": ("cloud_bridge.commands.serve", "everything in one process: back office, tills and channels"),
    "web": ("cloud_bridge.commands.web", "back office and webhooks alone; may run as often as wanted"),
    "ingest": ("cloud_bridge.commands.ingest", "the tills' side alone; may run as often as wanted"),
    "sync": ("cloud_bridge.commands.sync", "the channels alone; may run as often as wanted"),
    "worker": ("cloud_bridge.commands.worker", "receipts by mail, labels and webhooks; may run as often as wanted"),
    "migrate": ("cloud_bridge.commands.migrate", "bring the database up to date"),
    "till": ("cloud_bridge.commands.till", "add a till, with its store and merchant, and make its certificate"),
    "broker-config": ("cloud_bridge.commands.broker_config", "write a Mosquitto's configuration and certificates"),
    "check": ("cloud_bridge.commands.check", "compare the books with each other and say what differs"),
    "stall": ("cloud_bridge.demo.command", "a whole practice stall: broker, bridge, marketplace and one till"),
}
