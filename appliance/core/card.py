"""Cards with money on them: what a code is known by, which codes were misread, what may be spent.

Our own codes are twenty digits: a 6 (ISO/IEC 7812 leaves it to merchants and banks, and no GS1 element string begins
with it), eighteen that nobody can guess, and the check digit of ISO/IEC 7812-1, annex B. Codes of cards that came
printed, or with the owner from another till, may look any way.
"""

import binascii
import hashlib

from .errors import N_, LapakError

CODE_DIGITS = 20
FIRST = "6"
DIGITS = "0123456789"
TAIL = 4  # digits that a person may see, to tell one card from another

GIFT = "gift"
CREDIT = "credit"
ACCOUNT = "account"


class CardError(LapakError):
    """The base of what can be wrong with a card."""

    code = "card"


class CardMisread(CardError):
    """A code whose check digit is wrong."""

    code = "card.misread"
    text = N_("The card's code was misread. Scan it again, or type all of its digits.")


class CardUnknown(CardError):
    """A card this till has not heard of."""

    code = "card.unknown"
    text = N_("This till does not know that card. If it was sold a moment ago at another till, try again shortly.")


class CardBlocked(CardError):
    """A card the owner has blocked."""

    code = "card.blocked"
    text = N_("That card is blocked. Ask for another way to pay.")


class CardShort(CardError):
    """Less on the card than is to be taken from it."""

    code = "card.short"
    text = N_("There is only {left} on that card. Take that much, and the rest in another way.")


class CardLimited(CardError):
    """More than this till may take from the card while it cannot ask."""

    code = "card.offline"
    text = N_("Without the network, only {left} may be taken from that card. Take the rest in another way.")


def check_digit(digits: str) -> str:
    """Return the digit that makes digits a whole code (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def new_code(randomness: bytes) -> str:
    """Return a new card's code; randomness is eight bytes of it."""
    middle = str(int.from_bytes(randomness[:8], "big") % 10 ** (CODE_DIGITS - 2))
    digits = FIRST + "0" * (CODE_DIGITS - 2 - len(middle)) + middle
    return digits + check_digit(digits)


def is_code(text: str) -> bool:
    """Say whether a scan looks like one of our own cards, whether or not it was read well."""
    return len(text) == CODE_DIGITS and text[0] == FIRST and all(c in DIGITS for c in text)


def plain_code(typed: str) -> str:
    """Return a code without what people put between its letters, or raise CardMisread."""
    text = "".join([c for c in typed.upper() if c not in " -"])
    if not text or (is_code(text) and check_digit(text[:-1]) != text[-1]):
        raise CardMisread()
    return text


def key_of(typed: str) -> str:
    """Return what a card is known by everywhere: nobody can spend it who only knows this (SHA-256, hex)."""
    return binascii.hexlify(hashlib.sha256(plain_code(typed).encode()).digest()).decode()


def tail_of(typed: str) -> str:
    """Return the last digits, which tell a person which card it is."""
    return plain_code(typed)[-TAIL:]


def allowance(balance_minor: int, unsent_minor: int, offline_minor: "int | None") -> int:
    """Return what may be taken from a card now.

    balance_minor: what is left of what the bridge said, less what was taken here since; unsent_minor: what was taken
    here and the bridge has not confirmed; offline_minor: what a till that cannot ask may take in all, None if it can.
    """
    left = balance_minor if offline_minor is None else min(balance_minor, offline_minor - unsent_minor)
    return max(0, left)
