"""What the terminal's numbers mean (PA00P015, "Error messages" and "Intermediate status information"), in our words."""

from appliance.core.errors import N_

OK = 0x00
ABORT_KEY = 0x6C  # stopped by a key or because nobody did anything
TAKE_OUT = 0x40

# What the customer is asked to do, by the byte of an intermediate status; 0x40 more asks to take the card out as well.
PROGRESS = {
    0x00: N_("The terminal waits for the amount to be confirmed"),
    0x01: N_("Look at the terminal"),
    0x02: N_("Look at the terminal"),
    0x03: N_("Not accepted"),
    0x04: N_("The terminal asks the bank"),
    0x05: N_("The terminal takes the payment back"),
    0x07: N_("This card is not accepted here"),
    0x08: N_("This card is not accepted here"),
    0x09: N_("The card has expired"),
    0x0A: N_("Insert, swipe or tap the card"),
    0x0B: N_("Take the card out"),
    0x0C: N_("The card cannot be read"),
    0x10: N_("This card is not accepted here"),
    0x14: N_("Not enough money on the card"),
    0x15: N_("Wrong PIN"),
    0x16: N_("The card's limit is reached"),
    0x18: N_("Wrong PIN too often"),
    0x1B: N_("Approved"),
    0x1C: N_("Approved"),
    0x1D: N_("Declined"),
    0xD2: N_("The terminal dials the bank"),
}
WAIT = N_("Please wait")

RESULTS = {
    0x64: N_("the card cannot be read"),
    0x65: N_("the card has no data"),
    0x66: N_("an error while processing"),
    0x6A: N_("its memory is full: close its day"),
    0x6B: N_("it is not registered"),
    0x6E: N_("the card is blocked"),
    0x6F: N_("another currency"),
    0x71: N_("not enough money on the card"),
    0x72: N_("the chip has a fault"),
    0x77: N_("its day cannot be closed now"),
    0x78: N_("the card has expired"),
    0x79: N_("the card is not valid yet"),
    0x7A: N_("the card is unknown"),
    0x7D: N_("no connection to the bank"),
    0x83: N_("it cannot do that"),
    0x9A: N_("it did not understand the till"),
    0x9B: N_("no connection to the bank"),
    0xF0: N_("its day must be closed first"),
    0xFF: N_("a fault of the terminal"),
}


def result_text(code: int) -> str:
    """Return a result in a few words; the bank's own numbers (below 0x64) are given as they are."""
    return RESULTS.get(code) or f"{code:02X}"


def progress_text(code: int) -> str:
    """Return what happens on the terminal now."""
    return PROGRESS.get(code) or PROGRESS.get(code & ~TAKE_OUT, WAIT)
