"""What can be wrong with the attendant's light."""

from appliance.core.errors import N_
from appliance.till.ports import DeviceError


class LightError(DeviceError):
    """The base of everything the light can suffer from."""

    code = "light"
    text = N_("The attendant's light does not work. Watch the screen of the attendant instead.")


class LightPinMissing(LightError):
    """The GPIO pin cannot be had."""

    code = "light_pin_missing"
    text = N_("The light's pin {pin} cannot be used: {reason}. Watch the attendant's screen and call support.")
