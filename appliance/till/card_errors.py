"""What can keep a card payment from being taken."""

from appliance.core.errors import N_

from .errors import TillError


class CardRunning(TillError):
    """One card payment at a time, and none beside one whose end nobody knows."""

    code = "till.card_running"
    text = N_("A card payment is still open. Finish it before you begin the next one.")


class DayClosing(TillError):
    """Nothing can be charged while the terminal settles with the bank."""

    code = "till.day_closing"
    text = N_("The card terminal is closing its day. Wait until it is done.")


class CardStopped(TillError):
    """The cashier stopped it before the terminal was asked."""

    code = "till.card_stopped"
    text = N_("The card payment was stopped. Nothing was charged.")


class CardNotCharged(TillError):
    """The terminal says that the payment nobody heard the end of did not happen."""

    code = "till.card_not_charged"
    text = N_("The card was not charged. Take the payment again, or another way.")


class CardNotNoted(TillError):
    """Without a note on disk a power cut could lose an approved payment, so it is not begun."""

    code = "till.card_not_noted"
    text = N_("The card payment could not be noted on disk, so it was not begun. Take cash or QR, and call support.")
