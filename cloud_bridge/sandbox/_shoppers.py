"""Shoppers at work: a thread that does in the shop what the seed decided."""

from __future__ import annotations

import heapq
import time
from dataclasses import asdict
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from ._errors import SandboxError, SoldOut
from ._shopper import visits

if TYPE_CHECKING:
    from ._sandbox import Sandbox
    from ._shopper import Plan, Visit

JOIN_S = 10.0


class Shoppers:
    """The shoppers of one plan in one sandbox; counts may be read at any time."""

    def __init__(self, sandbox: Sandbox, plan: Plan) -> None:
        self.plan = plan
        self._sandbox = sandbox
        self._counts = {"bought": 0, "sold_out": 0, "moved": 0, "refused": 0}
        self._stop = Event()
        self._thread = Thread(target=self._run, name="shoppers", daemon=True)

    def start(self) -> None:
        """Open the shop."""
        self._thread.start()

    def stop(self) -> None:
        """Send everybody home."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)

    def shown(self) -> dict[str, Any]:
        """Return the plan, what was done of it, and whether that is all."""
        return {**asdict(self.plan), **self._counts, "is_done": not self._thread.is_alive()}

    def _run(self) -> None:
        shelf = {row["sku"]: (row["item_id"], row["variant_id"]) for row in self._sandbox.catalogue.everything()}
        crowd = visits(self.plan, list(shelf), self._sandbox.title)
        # (moment, tie-breaker, visit or None, verb, order number)
        due: list[tuple[float, int, Visit | None, str, str]] = [
            (visit.at_s, at, visit, "", "") for at, visit in enumerate(crowd)
        ]
        heapq.heapify(due)
        opened, ties = time.monotonic(), len(due)
        while due and not self._stop.is_set():
            at_s, _, visit, verb, order_no = heapq.heappop(due)
            wait_s = at_s / self.plan.speed - (time.monotonic() - opened)
            if wait_s > 0 and self._stop.wait(wait_s):
                return
            if visit is None:
                self._move(verb, order_no)
                continue
            bought = self._buy(visit, shelf)
            for moment, following in visit.then if bought else ():
                ties += 1
                heapq.heappush(due, (moment, ties, None, following, bought))

    def _buy(self, visit: Visit, shelf: dict[str, tuple[int, int]]) -> str:
        lines = [(*shelf[sku], quantity) for sku, quantity in visit.basket]
        try:
            order_no = self._sandbox.check_out(lines, buyer=visit.buyer, pay=visit.pays_at_once)
        except SoldOut:
            self._counts["sold_out"] += 1
            return ""
        self._counts["bought"] += 1
        return order_no

    def _move(self, verb: str, order_no: str) -> None:
        try:
            getattr(self._sandbox, verb)(order_no)
        except SandboxError:  # somebody was faster: the seller cancelled it, or shipped it
            self._counts["refused"] += 1
        else:
            self._counts["moved"] += 1
