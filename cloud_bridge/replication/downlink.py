"""Tells tills what is new: small changes at once, larger ones as a hint to pull.

Nothing depends on what it remembers: a till that is somewhere else drops what does not fit and pulls.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from appliance.core import message
from cloud_bridge import chore, wake
from cloud_bridge.fleet.models import Merchant, Till
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock.models import Level

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable

    Message = dict[str, Any]

log = logging.getLogger(__name__)
SMALL = 50  # rows that are pushed without being asked for
PAUSE_S = 0.05  # what changes meanwhile is told together, and whoever made the change has his answer first
HEAD_EVERY_S = 0.1
POLL_S = 1.0  # changes that another process committed


class Downlink:
    """What a till is known to have (`_stands`) and which head every merchant's tills have heard of."""

    def __init__(self, send: Callable[[str, Message], None]) -> None:
        self._send = send
        self._stands: dict[str, int] = {}
        self._heads: dict[str, int] = {}
        self._head_sent_s: dict[str, float] = {}
        self._head_due: dict[str, int] = {}

    def run(self, stop: threading.Event) -> None:
        """Tell tills what is new until `stop` is set (and the feed's topic notified)."""
        seen = 0
        while not stop.is_set():
            chore.turn(log, "Telling tills what is new", lambda: self.step(time.monotonic()))
            seen = wake.feed.wait(seen, HEAD_EVERY_S if self._head_due else POLL_S)
            stop.wait(PAUSE_S)

    def sent(self, till_key: str, said: Message) -> None:
        """Note an answer that went out: after the last page of a pull we know where the till stands."""
        if said["kind"] == "feed":
            if said["more"]:
                self._stands.pop(till_key, None)
            else:
                self._stands[till_key] = said["upto"]

    def met(self, till_key: str) -> None:
        """Forget where a till stands: it came or went."""
        self._stands.pop(till_key, None)

    def step(self, now_s: float) -> None:
        """Tell every online till whose rows changed since the last step, and send the heads that are due."""
        for merchant_key, head in Merchant.objects.values_list("key", "feed_version"):
            known = self._heads.get(merchant_key)
            self._heads[merchant_key] = head
            if known is not None and known != head:
                for till in _concerned(merchant_key, known):
                    self._tell(till, head)
        for till_key, head in list(self._head_due.items()):
            if now_s - self._head_sent_s.get(till_key, -HEAD_EVERY_S) >= HEAD_EVERY_S:
                del self._head_due[till_key]
                self._head_sent_s[till_key] = now_s
                self._send(till_key, message.head(head))

    def _tell(self, till: Till, head: int) -> None:
        stands = self._stands.get(till.key)
        page = None if stands is None else feed.since(till, stands, SMALL)
        if stands is None or page is None or page.more:
            self._stands.pop(till.key, None)
            self._head_due[till.key] = head
            return
        self._stands[till.key] = page.upto
        self._send(till.key, ingest.feed_message(stands, page))


def _concerned(merchant_key: str, version: int) -> Iterable[Till]:
    """Return the online tills that one of the rows after `version` is for."""
    tills = list(Till.objects.filter(merchant=merchant_key, is_online=True))
    scopes = {scope for till in tills for scope in (till.merchant_id, till.store_id, till.key)}
    rows = FeedRow.objects.filter(scope__in=scopes, version__gt=version).values_list("scope", flat=True)
    levels = Level.objects.filter(store__in=scopes, version__gt=version).values_list("store_id", flat=True)
    changed = {*rows.distinct(), *levels.distinct()}
    return [till for till in tills if changed & {till.merchant_id, till.store_id, till.key}]
