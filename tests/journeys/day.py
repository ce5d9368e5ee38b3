"""A whole day at a stall, by touch: from the float in the morning to the count at night, with all that goes wrong."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

from tests.drivers.printer.bench import TcpPrinter
from tests.journeys import books, returns, sales
from tests.journeys.bridge_process import BridgeProcess
from tests.journeys.cashier import Cashier
from tests.journeys.paper_roll import PaperRoll
from tests.journeys.till_in_hand import ALONE, ON_A_LINE, TillInHand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEED = 20261122
OPENS_UTC_H, DAY_H, AWAY_H = 1, 12, 3  # eight in the morning in Jakarta
HOUR_MS = 3_600_000
FLOAT_THOUSANDS = 500
FILL = "from tests.journeys.stall_shop import fill; fill()"
PAUSES_S = (0.004, 0.0, 0.012, 0.05, 0.002, 0.008, 0.02)  # between the tap and the power cut
OFTEN = (sales.tapped, sales.scanned, sales.weighed_label, sales.quantity_before_scan, sales.stand_alone_card)
RARE = 0.45  # of the sales are of any kind, the others of the kinds that a stall makes all day


class Day:
    """One till, one bridge, one printer; `count` sales and what comes back of them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.dice = random.Random(SEED)
        self.bridge = BridgeProcess(folder, FILL)
        self._printer = TcpPrinter()
        self.roll = PaperRoll(self._printer)
        self.till = TillInHand(folder, self.bridge.toml(), self._printer.port)
        self.till.ahead_ms = _until_morning_ms()
        self.cashier = Cashier(self.till, self.dice)
        self.cut: set[str] = set()  # receipts the power failed on
        self._terminal = ALONE
        self._minutes = DAY_H * 60 / max(count, 1)
        self._plan = self._planned(count)

    def _planned(self, count: int) -> list[Callable[[Cashier], None]]:
        """Every kind at least once, in any order; a short day has what comes back and some of what is sold."""
        plan = [*returns.EVERY, *self.dice.sample(sales.EVERY, len(sales.EVERY))]
        del plan[count:]
        while len(plan) < count:
            kinds = (*sales.EVERY, *returns.EVERY) if self.dice.random() < RARE else OFTEN
            plan.append(self.dice.choice(kinds))
        self.dice.shuffle(plan)
        return plan

    def close(self) -> None:
        """Leave nothing running."""
        self.till.close()
        self.bridge.stop()
        self._printer.__exit__()

    # --- the day -----------------------------------------------------------------------------------------------------

    def run(self) -> list[dict[str, Any]]:
        """Live the day; return the till's journal."""
        self.bridge.start()
        self.till.start()
        self.cashier.sign_in("Siti")
        self.cashier.open_shift(FLOAT_THOUSANDS)
        parts = self._parts(6)
        self.sell(parts[0])
        self.paper_runs_out()
        self.cash_is_moved()
        self.sell(parts[1])
        self.network_goes(parts[2])
        self._terminal = ON_A_LINE  # in the afternoon the till itself talks to the terminal
        self.power_fails_in_a_part_payment()
        self.sell(parts[3])
        self.power_fails_in_a_sale()
        self.hand_over()
        self.sell(parts[4])
        self.look_at_totals()
        self.sell(parts[5])
        self.count_and_close()
        books.wait_for_all(self.bridge, self.till.data)
        self.roll.wait_for(body["number"] for body in books.bodies(self.entries(), *books.SALES))
        self.till.end()
        return books.check_till(self.till.data)

    def entries(self) -> list[dict[str, Any]]:
        return books.journal(self.till.data)

    def _parts(self, count: int) -> list[list[Callable[[Cashier], None]]]:
        size = -(-len(self._plan) // count)
        return [self._plan[at : at + size] for at in range(0, size * count, size)]

    def sell(self, kinds: list[Callable[[Cashier], None]], minutes: float | None = None) -> None:
        """Serve one customer after another."""
        for kind in kinds:
            try:
                kind(self.cashier)
            except AssertionError as error:
                error.add_note(f"while {kind.__name__} was sold, after {len(self.cashier.sold)} receipts")
                raise
            self.till.hurry(self._minutes if minutes is None else minutes)

    # --- what goes wrong ---------------------------------------------------------------------------------------------

    def paper_runs_out(self) -> None:
        """Sales go on without paper, the till says so, and with a new roll everything comes out."""
        self.roll.run_out()
        since = len(self.cashier.sold)
        self.sell([sales.scanned] * 2)
        self.till.wait("it says that the paper is out", lambda seen: any("paper" in sign for sign in seen["strip"]))
        self.sell([sales.tapped])
        before = set(self.roll.receipts())
        unprinted = {body["number"] for body in self.cashier.sold[since:]}
        assert not unprinted & before
        self.roll.put_in()
        self.roll.wait_for(unprinted)

    def network_goes(self, kinds: list[Callable[[Cashier], None]]) -> None:
        """Three hours without anybody to send to."""
        self.bridge.broker.kill()
        self.till.wait("it is offline", lambda seen: seen["online"] is False)
        self.cashier.home()
        self.till.hurry(1)
        self.till.wait("it is told", lambda seen: seen["outage"])
        self.till.ask("fold")
        self.sell(kinds, AWAY_H * 60 / len(kinds))
        seen = self.till.look()
        assert seen["unsent"] >= len(kinds)
        assert any("Offline" in sign and "·" in sign for sign in seen["strip"]), seen["strip"]
        self.bridge.broker.start()
        self.till.wait("everything is sent", lambda seen: seen["online"] and not seen["unsent"], 60)

    def power_fails_in_a_part_payment(self) -> None:
        """What was in the cart and what was paid of it are there again."""
        self.cashier.scan(sales.code_of("Minyak"), sales.code_of("Kecap"))
        self.cashier.pay()
        self.cashier.typed(20_000)
        before = self.till.wait("a part is paid", lambda seen: seen["tenders"])
        time.sleep(0.5)  # what was touched a moment ago may not be on disk yet
        self._cut_power(self.cashier.sold[-1:])
        after = self.till.look()
        assert (after["lines"], after["tenders"]) == (before["lines"], before["tenders"])
        self.cashier.pay()
        self.cashier.exact()
        self.cashier.done()

    def power_fails_in_a_sale(self) -> None:
        """Exact is tapped and the power goes: the sale is in the books or still in the cart, never both, never lost."""
        for pause_s in PAUSES_S[: 1 + len(self._plan) // 50]:
            self.cashier.scan(sales.code_of("Sabun"), sales.code_of("Gula"))
            before = len(books.bodies(self.entries(), *books.SALES))
            self.cashier.pay()
            self.cashier.exact()
            time.sleep(pause_s)
            self._cut_power(self.cashier.sold[-1:])
            booked = books.bodies(self.entries(), *books.SALES)
            is_back = bool(self.till.look()["lines"])
            assert len(booked) == before + (not is_back)
            if is_back:
                self.cashier.cash()
            else:
                self.cashier.sold.append(booked[-1])
                self.cut.add(booked[-1]["number"])

    def _cut_power(self, printing: list[dict[str, Any]]) -> None:
        self.cut.update(body["number"] for body in printing)
        who = self.till.look()["person"]
        self.till.kill()
        self.till.start(self._terminal)
        self.cashier.sign_in(who)

    def hand_over(self) -> None:
        """Somebody else takes the till in the middle of a sale, and the sale stays."""
        self.cashier.scan(sales.code_of("Kecap"), sales.code_of("Aqua"))
        before = self.till.wait("it is in the cart", lambda seen: len(seen["lines"]) == 2)["lines"]
        self.cashier.sign_in("Budi")
        assert self.till.look()["lines"] == before
        self.cashier.cash()

    def cash_is_moved(self) -> None:
        """Change comes from the bank, a supplier is paid; a cashier asks for both."""
        for reason, thousands in (("Small change", "200"), ("Supplier paid", "150")):
            since = len(self.till.events)
            self.cashier.menu("Cash in or out")
            self.till.taps(reason, *thousands, "000", "Put in" if reason == "Small change" else "Take out")
            self.cashier.approve(lambda seen: seen["screen"] == "sell")
            self.till.wait_event("ShiftChanged", since)

    def look_at_totals(self) -> None:
        """X: what is in the drawer, as whoever may see it sees it."""
        self.cashier.menu("Shift and totals")
        self.till.wait_screen("shift")
        self.cashier.home()

    def count_and_close(self) -> None:
        """Z: what is counted is what the books expect, to the last rupiah."""
        counted = books.cash_minor(self.entries())
        self.cashier.menu("Shift and totals")
        self.till.taps("Count and close", *str(counted))
        self.till.tap("Close shift")
        self.till.wait("the shift is closed", lambda seen: not seen["is_open"])


def _until_morning_ms() -> int:
    """Return how long it is until the stall opens."""
    now_ms = time.time_ns() // 1_000_000
    return (OPENS_UTC_H * HOUR_MS - now_ms) % (24 * HOUR_MS)
