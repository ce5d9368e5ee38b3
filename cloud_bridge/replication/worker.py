"""Takes what tills say off the wire, has it ingested, and answers after the commit."""

from __future__ import annotations

import logging
import queue
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import close_old_connections

from appliance.core import message
from appliance.core.errors import LapakError
from cloud_bridge.database import writing
from cloud_bridge.replication import ingest, presence

if TYPE_CHECKING:
    from cloud_bridge.replication.downlink import Downlink
    from cloud_bridge.replication.wire import Received, Wire

    Answer = tuple[str, dict[str, Any]]

log = logging.getLogger(__name__)
AT_ONCE = 16  # messages that wait already share one commit


class Worker:
    """One thread's work; `dropped` counts messages that led nowhere, by the code of the reason."""

    def __init__(self, wire: Wire, downlink: Downlink) -> None:
        self.dropped: Counter[str] = Counter()
        self._wire = wire
        self._downlink = downlink

    def run(self) -> None:
        """Work until the wire's queue ends."""
        while group := self._next():
            answers = self._deal_with(group)
            for till, said in answers:
                self._wire.send(till, said)
                self._downlink.sent(till, said)
            for one in group:
                self._wire.done(one)

    def _next(self) -> list[Received]:
        """Wait for a message and return it with those behind it; nothing when the queue has ended."""
        group: list[Received] = []
        one = self._wire.received.get()
        while one is not None:
            group.append(one)
            if len(group) == AT_ONCE:
                return group
            try:
                one = self._wire.received.get_nowait()
            except queue.Empty:
                return group
        if group:
            self._wire.received.put(None)
        return group

    def _deal_with(self, group: list[Received]) -> list[Answer]:
        """Return what to answer, all of it durable; what fails, fails alone."""
        close_old_connections()
        try:
            with writing():
                return [answer for one in group for answer in self._answers(one)]
        except Exception:
            if len(group) > 1:
                return [answer for one in group for answer in self._deal_with([one])]
            log.exception("A message of till %s could not be stored; the till will send it again.", group[0].till)
            self.dropped["failed"] += 1
            return []

    def _answers(self, one: Received) -> list[Answer]:
        if not one.payload:  # a retained status that was taken back
            return []
        try:
            said = message.read(one.payload)
            if one.channel == "status":
                answers = presence.take_in(one.till, said, is_retained=one.is_retained)
                self._downlink.met(one.till)
            else:
                answers = ingest.handle(one.till, said)
        except LapakError as error:
            self.dropped[error.code] += 1
            log.warning("Dropped %d bytes of till %s: %s", len(one.payload), one.till, error)
            return []
        return [(one.till, answer) for answer in answers]
