"""A card terminal that lives in memory and speaks ZVT on a real socket, with verbs for what people and networks do."""

from __future__ import annotations

import socket
from collections import deque
from contextlib import suppress
from threading import Condition, Thread
from time import monotonic
from typing import NamedTuple

from . import _fields as f
from ._apdu import (
    ABORTED,
    ACK,
    COMPLETION,
    END_OF_DAY,
    PAY,
    PRINT_BLOCK,
    PRINT_LINE,
    PROGRESS,
    REFUND,
    REGISTER,
    REPEAT,
    REVERSE,
    STATUS,
    Apdu,
)
from ._talk import Hangup, Talk
from ._words import ABORT_KEY, OK

HOST = "127.0.0.1"
INSERT_CARD, ASKING = 0x0A, 0x04
DECLINED, NO_TRANSACTION, IS_BUSY, CANNOT, NO_BANK = 0x05, 0x6D, 0x9C, 0x83, 0x9B
PAYS, IS_DECLINED, CANCELS = "pays", "is declined", "cancels"
CLOCK = (b"\x10\x15\x30", b"\x11\x21")  # its own clock stands still


class Booked(NamedTuple):
    """A transaction of the terminal: money moves forward with PAY, back with REFUND and REVERSE."""

    kind: int
    amount: bytes
    number: int
    currency: bytes


class ZvtTerminal:
    """Serves one till at a time, like the real ones. What it charged is in `booked`, whatever the till heard of it.

    customer_s: how long it waits for a card; pays_after_s: a customer of its own who pays by himself, for practice.
    """

    def __init__(self, port: int = 0, *, customer_s: float = 30.0, pays_after_s: float | None = None) -> None:
        self.booked: list[Booked] = []
        self._customer_s = customer_s
        self._pays_after_s = pays_after_s
        self._change = Condition()
        self._acts: deque[str] = deque()
        self._silent = self._deaf = self._closed = False
        self._break_after_approval = self._breaks_before_card = self._takes_back = False
        self._breaks_day = False
        self._has_bank = True
        self._settled = 0  # of what was booked
        self._busy = False
        self._life = 0  # how often its power went: what was begun before is forgotten
        self._server: socket.socket | None = None
        self._peers: list[socket.socket] = []
        self.port = port
        self.plug_in()

    # --- what people do ----------------------------------------------------------------------------------------------

    def insert_card(self) -> None:
        """A customer pays: now, or as soon as the terminal asks for a card."""
        self._act(PAYS)

    def decline(self) -> None:
        """A customer's bank says no."""
        self._act(IS_DECLINED)

    def cancel(self) -> None:
        """A customer presses the red key."""
        self._act(CANCELS)

    def unplug(self) -> None:
        """Take its power: what it was doing is over, what it booked stays."""
        with self._change:
            server, self._server = self._server, None
            self._life += 1
            self._busy = False
            self._acts.clear()
            self._change.notify_all()
        if server:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        self._drop()

    def plug_in(self) -> None:
        """Give its power back; it has the address it had."""
        if self._server is None:
            server = socket.create_server((HOST, self.port))
            self.port = server.getsockname()[1]
            self._server = server
            Thread(target=self._serve, args=(server,), name="zvt-terminal", daemon=True).start()

    def go_silent(self) -> None:
        """Hang: take connections and bytes, answer nothing."""
        self._silent = True

    def answer_again(self) -> None:
        """Come back from hanging."""
        self._silent = False

    def lose_network_after_approval(self, *, takes_back: bool = False) -> None:
        """Break the line in the next payment when the bank has said yes and the till has not heard of it.

        takes_back: nobody acknowledged it, so the terminal reverses it, as the protocol allows.
        """
        self._break_after_approval, self._takes_back = True, takes_back

    def lose_network_before_card(self) -> None:
        """Break the line in the next payment while it waits for a card; it goes on waiting."""
        self._breaks_before_card = True

    def lose_network_at_end_of_day(self) -> None:
        """Break the line the next time its day is closed."""
        self._breaks_day = True

    def lose_bank(self) -> None:
        """Let its bank not answer."""
        self._has_bank = False

    def bank_back(self) -> None:
        """Let its bank answer again."""
        self._has_bank = True

    def network_back(self) -> None:
        """Mend the line."""
        self._deaf = False

    @property
    def charged(self) -> int:
        """What customers paid, less what they got back, in hundredths."""
        return sum(int(f.digits(booked.amount)) * (1 if booked.kind == PAY else -1) for booked in self.booked)

    def close(self) -> None:
        """End it."""
        self._closed = True
        self.unplug()

    def _act(self, act: str) -> None:
        with self._change:
            self._acts.append(act)
            self._change.notify_all()

    def _drop(self) -> None:
        for peer in self._peers:
            with suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)

    # --- what the terminal does --------------------------------------------------------------------------------------

    def _serve(self, server: socket.socket) -> None:
        while not self._closed:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            if self._deaf:
                peer.close()
                continue
            self._peers = [*self._peers[-8:], peer]
            Thread(target=self._talk, args=(peer,), name="zvt-till", daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        talk = Talk(peer, lambda: self._silent)
        with suppress(OSError, Hangup), peer:
            while True:
                command = talk.next(None)
                if not self._silent:
                    self._do(talk, command)

    def _do(self, talk: Talk, command: Apdu) -> None:
        if self._busy:
            talk.say(Apdu(0x8400 | IS_BUSY))
        elif command.kind in {PAY, REFUND}:
            life, self._busy = self._life, True
            try:
                last = self._transact(talk, command)
            finally:
                self._busy = self._busy and life != self._life
            talk.tell(last)  # who hears that it is done may begin the next at once
        elif command.kind == REVERSE:
            talk.say(Apdu(ACK))
            self._reverse(talk, int(f.digits(f.fields(command.data[3:])[f.RECEIPT])))
        elif command.kind == REPEAT:
            talk.say(Apdu(ACK))
            self._repeat(talk)
        elif command.kind == REGISTER:
            talk.say(Apdu(ACK))
            talk.tell(Apdu(COMPLETION, f.field(f.PAYMENT_TYPE, b"\0") + f.field(f.TERMINAL, f.bcd(52_500_041, 4))))
        elif command.kind == END_OF_DAY:
            talk.say(Apdu(ACK))
            self._end_day(talk)
        else:
            talk.say(Apdu(0x8400 | CANNOT))

    def _transact(self, talk: Talk, command: Apdu) -> Apdu:
        """Wait for the customer, ask the bank, tell the till, print; return what is said last.

        Without a line it goes on by itself.
        """
        given = f.fields(command.data if command.kind == PAY else command.data[3:])
        talk.say(Apdu(ACK))
        if self._breaks_before_card:
            self._breaks_before_card = False
            self._break(talk)
        act = self._customer(talk)
        if act != PAYS:
            code = ABORT_KEY if act == CANCELS else DECLINED
            talk.tell(Apdu(STATUS, f.field(f.RESULT, bytes([code])) + f.field(f.AMOUNT, given[f.AMOUNT])))
            return Apdu(ABORTED, bytes([code]))
        talk.tell(Apdu(PROGRESS, bytes([ASKING])))
        booked = self._book(command.kind, given[f.AMOUNT], given.get(f.CURRENCY, b"\x09\x78"))
        if self._break_after_approval:
            self._break_after_approval = False
            if self._takes_back:
                self._book(REVERSE, booked.amount, booked.currency)
            self._break(talk)
        talk.tell(Apdu(STATUS, _status(booked)))
        slip = ("CARD PAYMENT", f"RECEIPT {booked.number:04}", "APPROVED")
        self._print_block(talk, f.MERCHANTS, "MERCHANT'S COPY", *slip)
        self._print_block(talk, f.CUSTOMERS, *slip)
        return Apdu(COMPLETION)

    def _customer(self, talk: Talk) -> str:
        """Return what the customer does; an abort by the till or nobody in time is a cancellation."""
        life, deadline = self._life, monotonic() + self._customer_s
        pays_at = None if self._pays_after_s is None else monotonic() + self._pays_after_s
        talk.tell(Apdu(PROGRESS, bytes([INSERT_CARD])))
        while monotonic() < deadline and life == self._life:
            with self._change:
                if not self._acts:
                    self._change.wait(0.02)
                if self._acts:
                    return self._acts.popleft()
            if pays_at is not None and monotonic() > pays_at:
                return PAYS
            if talk.wants_abort():
                return CANCELS
        return CANCELS

    def _book(self, kind: int, amount: bytes, currency: bytes) -> Booked:
        booked = Booked(kind, amount, len(self.booked) + 1, currency)
        self.booked.append(booked)
        return booked

    def _reverse(self, talk: Talk, number: int) -> None:
        found = next((booked for booked in self.booked if booked.number == number and booked.kind == PAY), None)
        if found is None:
            talk.tell(Apdu(ABORTED, bytes([CANNOT])))
            return
        talk.tell(Apdu(STATUS, _status(self._book(REVERSE, found.amount, found.currency))))
        talk.tell(Apdu(COMPLETION))

    def _repeat(self, talk: Talk) -> None:
        if not self.booked:
            talk.tell(Apdu(ABORTED, bytes([NO_TRANSACTION])))
            return
        talk.tell(Apdu(STATUS, _status(self.booked[-1])))
        talk.tell(Apdu(COMPLETION))

    def _end_day(self, talk: Talk) -> None:
        """Settle with the bank, which may not answer; what was booked since the last time stands on the slip."""
        if self._breaks_day:
            self._breaks_day = False
            self._break(talk)
        if not self._has_bank:
            talk.tell(Apdu(ABORTED, bytes([NO_BANK])))
            return
        open_ones, self._settled = self.booked[self._settled :], len(self.booked)
        self._print(talk, "END OF DAY", f"{len(open_ones)} TRANSACTIONS")
        talk.tell(Apdu(COMPLETION))

    def _print_block(self, talk: Talk, whose: int, *lines: str) -> None:
        text = b"".join(f.obj(f.LINE, line.encode("cp437")) for line in lines)
        talk.tell(Apdu(PRINT_BLOCK, f.field(f.TLV, f.obj(f.SLIP, bytes([whose])) + f.obj(f.LINES, text))))

    def _print(self, talk: Talk, *lines: str) -> None:
        for line in lines:
            talk.tell(Apdu(PRINT_LINE, b"\0" + line.encode("cp437")))

    def _break(self, talk: Talk) -> None:
        self._deaf = True
        talk.mute()
        self._drop()


def _status(booked: Booked) -> bytes:
    """Return what it says of a transaction; a reversal names the one it takes back."""
    data = f.field(f.RESULT, bytes([OK])) + f.field(f.AMOUNT, booked.amount)
    data += f.field(f.CURRENCY, booked.currency) + f.field(f.TRACE, f.bcd(1_000 + booked.number, 3))
    data += f.field(f.TIME, CLOCK[0]) + f.field(f.DATE, CLOCK[1]) + f.field(f.RECEIPT, f.bcd(booked.number, 2))
    data += f.field(f.PAN, bytes.fromhex("eeeeeeeeeeee1234")) + f.field(f.TERMINAL, f.bcd(52_500_041, 4))
    data += f.field(f.APPROVAL, f"{100_000 + booked.number}".ljust(8, "\0").encode()) + f.field(
        f.CARD_NAME, b"girocard\0"
    )
    data += f.field(f.CARD_TYPE, b"\x05") + f.field(f.TLV, b"\x41\x01\x05")
    return data + (f.field(f.ORIGINAL_TRACE, f.bcd(booked.number, 3)) if booked.kind == REVERSE else b"")
