"""What a cashier can be told while selling."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class TillError(LapakError):
    """The base of everything the use cases refuse."""

    code = "till"


class ItemUnknown(TillError):
    """A good barcode of nothing we sell."""

    code = "till.item_unknown"
    text = N_("{barcode} is not in the catalogue. Search for the product by name, or ask for its price.")


class LabelEmpty(TillError):
    """A scale label that was printed without anything on the scale."""

    code = "till.label_empty"
    text = N_("The label of {name} says nothing. Weigh it again and print a new label.")


class ShiftClosed(TillError):
    """Selling needs an open shift."""

    code = "till.shift_closed"
    text = N_("No shift is open. Count the cash in the drawer and open the shift first.")


class ShiftOpen(TillError):
    """A second shift cannot be opened."""

    code = "till.shift_open"
    text = N_("A shift is open already. Close it before you open the next one.")


class ShiftMoved(TillError):
    """Something was booked between the count and the Z."""

    code = "till.shift_moved"
    text = N_("Something was booked while the shift was being closed. Close it again.")


class SaleOpen(TillError):
    """Something needs an empty sale."""

    code = "till.sale_open"
    text = N_("A sale is open. Finish or park it first.")


class SaleEmpty(TillError):
    """There is nothing to pay or park."""

    code = "till.sale_empty"
    text = N_("There is nothing in the sale yet. Scan something, or tap a picture.")


class CashTooLittle(TillError):
    """The customer handed over less than is due."""

    code = "till.cash_too_little"
    text = N_("{tendered} is not enough: {due} is due.")


class CashUnlikely(TillError):
    """A scan or a slip of the finger in the amount field."""

    code = "till.cash_unlikely"
    text = N_("{tendered} is much more than the {due} due. Type the amount again.")


class PaymentRunning(TillError):
    """The first tap on Pay is still being written to disk."""

    code = "till.payment_running"
    text = N_("This sale is being finished. Wait for the change to show.")


class SaleNotParked(TillError):
    """A parked sale that somebody else took back."""

    code = "till.not_parked"
    text = N_("That sale is not parked any more.")


class NothingToPrint(TillError):
    """No receipt yet."""

    code = "till.nothing_to_print"
    text = N_("There is no receipt to print yet.")
