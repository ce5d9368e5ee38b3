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


class ItemExpired(TillError):
    """The package says that it may not be sold any more."""

    code = "till.item_expired"
    text = N_("{name} may not be sold any more: its last day was {date}. Put it aside.")


class PackagePriceForeign(TillError):
    """A package priced for another country."""

    code = "till.package_currency"
    text = N_(
        "The price on the package is in {found}, but this shop sells in {expected}. Search for the product by name."
    )


class LabelEmpty(TillError):
    """A scale label that was printed without anything on the scale."""

    code = "till.label_empty"
    text = N_("The label of {name} says nothing. Weigh it again and print a new label.")


class PaperLeftOut(TillError):
    """A document that cannot be written, so it does not hold up those behind it."""

    code = "till.paper_left_out"
    text = N_("Something could not be printed and was left out. Print it again; if it fails again, call support.")


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


class CashUnlikely(TillError):
    """A scan or a slip of the finger in the amount field."""

    code = "till.cash_unlikely"
    text = N_("{tendered} is much more than the {due} due. Type the amount again.")


class PartPaid(TillError):
    """A part was paid already, so the sale must not come to less."""

    code = "till.part_paid"
    text = N_("A part of this sale is paid already. Finish paying, or give that part back first.")


class TenderCharged(TillError):
    """Money that moved outside the till cannot just be forgotten."""

    code = "till.tender_charged"
    text = N_("This part was charged outside the till. Give the money back the same way first.")


class ReceiptUnknown(TillError):
    """A receipt that was not printed here."""

    code = "till.receipt_unknown"
    text = N_("Receipt {number} was not printed by this till. Check the number, or ask for a refund without receipt.")


class VoidImpossible(TillError):
    """Only a sale of the open shift, of which nothing came back or was spent, can be made undone, and only once."""

    code = "till.void"
    text = N_(
        "Receipt {number} is voided, goods of it came back, or a card it sold was spent. Look at the receipt first."
    )


class PaymentRunning(TillError):
    """The first tap on Pay is still being written to disk."""

    code = "till.payment_running"
    text = N_("This sale is being finished. Wait for the change to show.")


class SaleNotParked(TillError):
    """A parked sale that somebody else took back."""

    code = "till.not_parked"
    text = N_("That sale is not parked any more.")


class NotPractised(TillError):
    """Something real that must not be touched by somebody who only practises."""

    code = "till.not_practised"
    text = N_("Orders, stock and working time are real, so they rest while you practise. End training first.")


class NothingToPrint(TillError):
    """No receipt yet."""

    code = "till.nothing_to_print"
    text = N_("There is no receipt to print yet.")


class AddressUnlikely(TillError):
    """An e-mail address or a phone number that nothing can be sent to."""

    code = "till.address"
    text = N_("“{address}” does not look complete. Check it with the customer.")
