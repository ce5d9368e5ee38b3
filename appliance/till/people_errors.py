"""What somebody can be told who signs in, or asks for what they may not do alone."""

from __future__ import annotations

from appliance.core.errors import N_

from .errors import TillError


class PinWrong(TillError):
    """Another PIN."""

    code = "people.pin_wrong"
    text = N_("That is not the PIN of {name}. Type it again.")


class PinTooSoon(TillError):
    """Too many wrong PINs: the next try costs time."""

    code = "people.pin_too_soon"
    text = N_("Too many wrong PINs. Try again in {seconds} s.")


class PinRunning(TillError):
    """The PIN before is still being checked."""

    code = "people.pin_running"
    text = N_("One moment, the PIN is being checked.")


class StaffLocked(TillError):
    """So many wrong PINs that only time or a manager helps."""

    code = "people.locked"
    text = N_("{name} is locked for {minutes} min after too many wrong PINs. A manager can unlock it here.")


class BadgeUnknown(TillError):
    """A scan where a badge was asked for."""

    code = "people.badge_unknown"
    text = N_("Nobody here has this badge. Choose your name and type your PIN.")


class SignInFirst(TillError):
    """The owner wants to know who sells."""

    code = "people.sign_in_first"
    text = N_("Sign in first: choose your name, or scan your badge.")


class NotAllowed(TillError):
    """A right nobody can lend."""

    code = "people.not_allowed"
    text = N_("{name} may not do this. Somebody with the right must sign in.")


class SaleGone(TillError):
    """What was to be approved was about a sale that is not the open one any more."""

    code = "people.sale_gone"
    text = N_("The sale that this was for is not open any more. Ask again.")


class NeedsApproval(TillError):
    """Somebody with the right must say yes; the screen asks for their PIN and does it again (People.let).

    size: how much of it, where that matters: discounts in ppm, money that goes back or on account in minor units; sale:
    the key of the sale that it is about, if it is about one; more: (action, size) of what follows from it and needs an
    approval as well; one person says yes to all of it.
    """

    code = "people.needs_approval"
    text = N_("This needs a supervisor's approval.")

    def __init__(self, action: str, size: int = 0, sale: str = "", more: tuple[tuple[str, int], ...] = ()) -> None:
        super().__init__()
        self.action = action
        self.size = size
        self.sale = sale
        self.more = more

    @property
    def rights(self) -> tuple[tuple[str, int], ...]:
        """Every action that needs the approval, and how much of it."""
        return ((self.action, self.size), *self.more)
