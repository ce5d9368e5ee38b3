"""Takes what tills say off the wire, has it ingested, and answers after the commit."""

from __future__ import annotations

import logging
import queue
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import connection

from appliance.core import message
from appliance.core.errors import LapakError
from cloud_bridge.database import writing
from cloud_bridge.replication import ingest, presence

if TYPE_CHECKING:
    from cloud_bridge.replication.downlink import Downlink
    from cloud_bridge.replication.wire import Received, Wire

    Message = dict[str, Any]
    Said = tuple[str, Message]

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
            read = [(one.till, said) for one in group if (said := self._read(one))]
            for till, answer in self._store(read):
                self._wire.send(till, answer)
                self._downlink.sent(till, answer)
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

    def _read(self, one: Received) -> Message | None:
        if not one.payload:  # a retained status that was taken back
            return None
        try:
            said = message.read(one.payload)
        except LapakError as error:
            self._drop(one.till, error)
            return None
        if (said["kind"] == "status") != (one.channel == "status"):
            self._drop(one.till, message.MessageUnreadable(reason=f"a {said['kind']} has no place on {one.channel}"))
            return None
        said["is_retained"] = one.is_retained
        return said

    def _store(self, messages: list[Said]) -> list[Said]:
        """Act on messages in one transaction and return the answers; a message that leads nowhere does so alone."""
        try:
            return self._commit(messages, carefully=False)
        except Exception as error:  # noqa: BLE001 - whose fault it is shows when each is alone
            log.info("Trying %d messages one by one: %s", len(messages), error)
            connection.close_if_unusable_or_obsolete()  # a database that was away is asked anew
            return [answer for one in messages for answer in self._store_alone(one)]

    def _store_alone(self, one: Said) -> list[Said]:
        try:
            return self._commit([one], carefully=True)
        except Exception as error:  # whatever it was, one till's message must not stop the others'
            self._drop(one[0], error)
            if not isinstance(error, LapakError):
                log.exception("This should not have happened.")
            return []

    def _commit(self, messages: list[Said], *, carefully: bool) -> list[Said]:
        with writing():
            ingest.take_turns(till for till, said in messages if said["kind"] != "pull")
            return [
                (till, answer) for till, said in messages for answer in self._answers(till, said, carefully=carefully)
            ]

    def _answers(self, till: str, said: Message, *, carefully: bool) -> list[Message]:
        if said["kind"] == "status":
            self._downlink.met(till)
            return presence.take_in(till, said, is_retained=said["is_retained"])
        return ingest.handle(till, said, carefully=carefully)

    def _drop(self, till: str, error: Exception) -> None:
        """Count a message that leads nowhere; the till will send it again if it matters."""
        self.dropped[error.code if isinstance(error, LapakError) else "failed"] += 1
        log.warning("Dropped a message of till %s: %s", till, error)
