"""What can be wrong with a cash drawer."""

from appliance.core.errors import N_
from appliance.till.ports import DeviceError


class DrawerError(DeviceError):
    """The base of everything a drawer can suffer from."""

    code = "drawer"
    text = N_("The cash drawer does not work. Open it with its key and check its cable.")


class PinsMissing(DrawerError):
    """The GPIO pin cannot be had."""

    code = "drawer_pins_missing"
    text = N_("The drawer's pin {pin} cannot be used: {reason}. Open the drawer with its key and call support.")


class DidNotOpen(DrawerError):
    """The sensor saw no movement, even after a second pulse."""

    code = "drawer_did_not_open"
    text = N_("The cash drawer did not open. Is it locked? Open it with its key.")


class KickFailed(DrawerError):
    """The printer that should open the drawer could not."""

    code = "drawer_kick_failed"
    text = N_("The printer could not open the cash drawer: {reason} Open it with its key.")
