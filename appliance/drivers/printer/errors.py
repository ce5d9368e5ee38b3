"""What can be wrong with a receipt printer."""

from appliance.core.errors import N_
from appliance.till.ports import DeviceError


class PrinterError(DeviceError):
    """The base of everything a printer can suffer from; nothing of the document was sent unless it is CutShort."""

    code = "printer"
    text = N_("The printer {printer} does not work. Check its cable and power.")
    nothing_done = True


class NotReachable(PrinterError):
    """The printer cannot be opened at all."""

    code = "printer_not_reachable"
    text = N_("The printer {printer} cannot be reached. Check its power, cable and address.")


class Silent(PrinterError):
    """The printer is there and says nothing about itself."""

    code = "printer_silent"
    text = N_(
        "The printer {printer} did not answer in {timeout_s:g} s. Switch it off and on again; "
        'if this model never answers, set "status" to false.'
    )


class Unreadable(PrinterError):
    """The printer answers with bytes that mean nothing."""

    code = "printer_unreadable"
    text = N_("The printer {printer} answers {answer}, which means nothing. Is it an ESC/POS printer?")


class NoPaper(PrinterError):
    """The roll is used up."""

    code = "printer_no_paper"
    text = N_("The printer {printer} has no paper. Put in a new roll.")


class PaperLow(PrinterError):
    """The roll is nearly used up; it still prints."""

    code = "printer_paper_low"
    text = N_("The printer {printer} has little paper left. Keep a new roll ready.")


class CoverOpen(PrinterError):
    """The lid is open."""

    code = "printer_cover_open"
    text = N_("The cover of the printer {printer} is open. Close it.")


class CutterJammed(PrinterError):
    """The knife is stuck."""

    code = "printer_cutter_jammed"
    text = N_("The cutter of the printer {printer} is stuck. Switch the printer off, free the paper, switch it on.")


class Failed(PrinterError):
    """The printer reports a fault of its own."""

    code = "printer_failed"
    text = N_("The printer {printer} reports a fault. Switch it off, wait for it to cool down, switch it on.")


class OffLine(PrinterError):
    """The printer says it will not print now, without a reason we know."""

    code = "printer_off_line"
    text = N_("The printer {printer} is off-line. Press its feed button, or switch it off and on again.")


class Busy(PrinterError):
    """Another document or pulse is still under way."""

    code = "printer_busy"
    text = N_("The printer {printer} is still busy. Wait for the receipt, then try again.")


class CutShort(PrinterError):
    """Something failed after the first byte: a part may be on paper (or the drawer open), so the next try is a copy."""

    code = "printer_cut_short"
    nothing_done = False
    text = N_("The printer {printer} stopped half-way: {reason} Then print again; it will be marked as a copy.")


class FontMissing(PrinterError):
    """A character could not be drawn and was printed as an empty box."""

    code = "printer_font_missing"
    text = N_('The printer {printer} printed a box for "{char}". Install a Noto font that has it.')
