"""What can be wrong with a scanner."""

from appliance.core.errors import N_
from appliance.till.ports import DeviceError


class ScannerError(DeviceError):
    """The base of everything a scanner can suffer from."""

    code = "scanner"
    text = N_("The scanner {scanner} does not work. Unplug it, wait a moment, plug it in again.")


class Unplugged(ScannerError):
    """The scanner is not there."""

    code = "scanner_unplugged"
    text = N_("The scanner {scanner} is not plugged in. Check its cable; it works again as soon as it is back.")


class Taken(ScannerError):
    """Another program holds the scanner."""

    code = "scanner_taken"
    text = N_("Another program uses the scanner {scanner}. Close that program, or restart the till.")


class Forbidden(ScannerError):
    """The till may not read the device."""

    code = "scanner_forbidden"
    text = N_("The till may not read the scanner {scanner}. Call support: its user must be in the group that may.")


class CannotGrab(ScannerError):
    """The path is no input device, so nothing can be grabbed."""

    code = "scanner_cannot_grab"
    text = N_('{scanner} is not an input device. If it is meant as a pipe of key events, set "grab" to false.')


class Endless(ScannerError):
    """Far too many characters came without an end."""

    code = "scanner_endless"
    text = N_("The scanner {scanner} sent {count} characters without Enter. Set it up to send Enter after every code.")


class KeysLost(ScannerError):
    """The kernel had to drop keys, so the code has holes and was thrown away."""

    code = "scanner_keys_lost"
    text = N_("A code from the scanner {scanner} arrived with holes and was not used. Scan it again.")
