"""A cashier with ten fingers and a scanner: what people do at a till, in the order in which they do it."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from tests.journeys.stall_shop import PINS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.journeys.till_in_hand import TillInHand

    Body = dict[str, Any]

DOUBLE_TAP_S = 0.37  # the till lets the second half of a double tap on Pay go by
MONEY = re.compile(r"\d{1,3}(\.\d{3})+")


class Cashier:
    """`sold` is every receipt the till said it finished, in order."""

    def __init__(self, till: TillInHand, dice: random.Random) -> None:
        self.till = till
        self.dice = dice
        self.sold: list[Body] = []
        self._heard = 0

    # --- people ------------------------------------------------------------------------------------------------------

    def sign_in(self, name: str) -> None:
        """Say who is there: by touch, a name and a PIN."""
        seen = self.till.look()
        if seen["screen"] != "sign_in":
            self.till.tap(seen["person"] or "Sign in", among="button")
        self._prove(name)
        self.till.wait(f"{name} is signed in", lambda seen: seen["person"] == name)

    def approve(self, is_so: Callable[[Body], object], name: str = "Rina") -> None:
        """Let a supervisor type a PIN over the task, where whoever is here may not do it alone; wait until it is so."""
        seen = self.till.wait("it is asked or done", lambda seen: seen["screen"] == "approve" or is_so(seen))
        if seen["screen"] == "approve":
            self._prove(name)
            self.till.wait("it is done", is_so)

    def _prove(self, name: str) -> None:
        self.till.tap(name, among="cell", patience_s=20)
        self.till.taps(*PINS[name])

    # --- filling the sale --------------------------------------------------------------------------------------------

    def lines(self) -> int:
        """Return how many lines the sale has."""
        return len(self.till.look()["lines"])

    def scan(self, *codes: str) -> None:
        """Hold things in front of the scanner."""
        for code in codes:
            self.till.ask("scan", code=code)

    def tile(self, name: str) -> None:
        """Tap a picture."""
        self.home()
        self.till.tap(name, among="cell")

    def home(self) -> None:
        """Go to the products, whatever is shown."""
        for _step in range(4):  # no screen lies deeper
            screen = self.till.look()["screen"]
            if screen == "sell":
                return
            # who shuts the drawer may be led there meanwhile
            self.till.ask("tap", words=["New sale" if screen == "done" else "arrow-left"], patience_s=1)
            self.till.wait("it is another screen", lambda seen, before=screen: seen["screen"] != before)
        self.till.wait_screen("sell")

    def line(self, name: str) -> None:
        """Open a line of the sale by touching it."""
        self.till.tap(name, among="line")
        self.till.wait_screen("line")

    def type(self, text: str) -> None:
        """Type on the keyboard of the screen."""
        for letter in text.upper():
            key = "space" if letter == " " else letter
            if self.till.tap(key, "123" if not letter.isalpha() else "abc") != key:
                self.till.tap(key)

    def about_sale(self, row: str) -> None:
        """Open what there is to say about the whole sale."""
        self.till.tap("Sale")
        self.till.tap(row, among="cell")

    def customer(self, typed: str, name: str) -> None:
        """Find whose sale it is."""
        self.about_sale("Customer")
        self.type(typed)
        self.till.tap(name, among="cell")
        self.till.wait(f"the sale is {name}'s", lambda seen: seen["customer"] == name)

    # --- paying ------------------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """Look out for the end of a sale from now on."""
        self._heard = len(self.till.events)

    def pay(self, *way: str) -> None:
        """Go to the money; with a way, choose it."""
        self.watch()
        self.till.tap("Pay", "Give back", among="button")
        self.till.wait_screen("pay")
        for kind in way:
            self.till.tap(kind)

    def exact(self) -> None:
        """Take the exact sum in cash, in one tap."""
        time.sleep(DOUBLE_TAP_S)
        self.till.tap("Exact", "Give back")

    def note(self) -> None:
        """Take one of the sums a customer is likely to hand over."""
        time.sleep(DOUBLE_TAP_S)
        offered = [word for word in self.till.look()["words"] if MONEY.fullmatch(word)]
        self.till.tap(max(offered, key=len))

    def typed(self, amount: int) -> None:
        """Type an amount and take it."""
        thousands = amount // 1000 if amount % 1000 == 0 else 0
        self.till.taps(*(str(thousands) if thousands else str(amount)), *(["000"] if thousands else []))
        self.till.tap("Take")

    def done(self) -> Body:
        """See the sale finished; return what is in the books."""
        event = self.till.wait_event("SaleCompleted", self._heard)
        self.sold.append(event["body"])
        self.till.wait_screen("done", "sell")  # a drawer that is shut leads on
        return event["body"]

    def cash(self) -> Body:
        """Pay in cash, somehow, and see it finished."""
        self.pay()
        (self.exact if self.dice.random() < 0.6 else self.note)()
        body = self.done()
        if self.dice.random() < 0.3:
            self.till.ask("shut_drawer")
        return body

    # --- shifts ------------------------------------------------------------------------------------------------------

    def menu(self, item: str) -> None:
        """Open something that is not needed for every sale."""
        self.home()
        self.till.tap("Menu")
        self.till.tap(item)

    def open_shift(self, float_thousands: int) -> None:
        """Count what is in the drawer in the morning."""
        self.till.wait_screen("shift_open")
        self.till.taps(*str(float_thousands), "000", "Open shift")
        self.till.wait("the shift is open", lambda seen: seen["is_open"] and seen["screen"] == "sell")
