"""What can be wrong with a card terminal, or with a payment on it."""

from appliance.core.errors import N_
from appliance.till.ports import DeviceError


class TerminalError(DeviceError):
    """The base; unless it is OutcomeUnknown, no money moved."""

    code = "terminal"
    text = N_("The card terminal does not work. Take cash or QR, and call support.")
    nothing_done = True


class NotReachable(TerminalError):
    """The terminal cannot be spoken to at all."""

    code = "terminal_not_reachable"
    text = N_("The card terminal {terminal} cannot be reached. Check its power and network. Nothing was charged.")


class OutcomeUnknown(TerminalError):
    """The line broke after the payment was sent: only the terminal knows how it ended."""

    code = "terminal_outcome_unknown"
    nothing_done = False
    text = N_("The line to the card terminal broke. Do not charge again: the till asks it how the payment ended.")


class Cannot(TerminalError):
    """The terminal will not do what it was asked."""

    code = "terminal_refuses"
    text = N_("The card terminal refuses ({result}). Nothing was charged. Look at its screen, then try again.")


class Busy(TerminalError):
    """The terminal is in the middle of something else."""

    code = "terminal_busy"
    text = N_("The card terminal is busy. Wait until it shows its start screen, then try again.")


class Declined(TerminalError):
    """The bank or the terminal said no."""

    code = "terminal_declined"
    text = N_("The card was declined ({result}). Nothing was charged. Ask for another card or another way to pay.")


class Cancelled(TerminalError):
    """The customer or the cashier stopped it, or nobody put a card in."""

    code = "terminal_cancelled"
    text = N_("The card payment was stopped. Nothing was charged.")


class DayNotClosed(TerminalError):
    """The bank or the terminal did not close its day."""

    code = "terminal_day_not_closed"
    text = N_("The card terminal did not close its day ({result}). Look at its screen, then try again.")


class DayUnclear(TerminalError):
    """The line broke while the day was being closed; to close it twice does no harm."""

    code = "terminal_day_unclear"
    nothing_done = False
    text = N_("The line to the card terminal broke while it closed its day. Close its day again: twice does no harm.")


class CurrencyUnknown(TerminalError):
    """The protocol has no number for the currency."""

    code = "terminal_currency"
    text = N_("The card terminal does not know {currency}. Take cash or QR.")


class Silent(TerminalError):
    """The terminal is there and does not answer a greeting."""

    code = "terminal_silent"
    text = N_("The card terminal {terminal} does not answer. Switch it off and on. Nothing was charged.")


class Unreadable(TerminalError):
    """The terminal sent bytes that are no ZVT."""

    code = "terminal_unreadable"
    text = N_("The card terminal {terminal} answers in a way the till does not understand. Is it set to ZVT over TCP?")


class StandsAlone(TerminalError):
    """Nobody can be asked: the terminal has no line to the till."""

    code = "terminal_stands_alone"
    text = N_("This card terminal is not connected. Type the amount on it, then its approval code here.")
