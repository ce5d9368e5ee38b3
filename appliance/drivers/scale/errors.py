"""What can be wrong with a scale."""

from appliance.core.errors import N_
from appliance.till.ports import DeviceError


class ScaleError(DeviceError):
    """The base of everything a scale can suffer from."""

    code = "scale"
    text = N_("The scale {scale} does not work. Check its cable and power, and type weights meanwhile.")


class ScaleUnplugged(ScaleError):
    """The scale is not there."""

    code = "scale_unplugged"
    text = N_("The scale {scale} is not there. Plug it in and switch it on; type weights meanwhile.")


class ScaleSilent(ScaleError):
    """The line is there and nobody answers on it."""

    code = "scale_silent"
    text = N_("The scale {scale} does not answer. Switch it on, and check its cable and protocol (8217).")


class ScaleUnreadable(ScaleError):
    """The scale says something that means nothing."""

    code = "scale_unreadable"
    text = N_("The scale {scale} says {answer}, which means nothing. Check its protocol (8217), speed and kilograms.")


class OverCapacity(ScaleError):
    """More than it can weigh."""

    code = "scale_over_capacity"
    text = N_("That is more than the scale {scale} can weigh. Take something off.")


class UnderZero(ScaleError):
    """Less than nothing: something was on it when it was zeroed."""

    code = "scale_under_zero"
    text = N_("The scale {scale} shows less than nothing. Empty it and set it to zero.")


class NeedsCare(ScaleError):
    """The scale itself asks for a service or a restart."""

    code = "scale_needs_care"
    text = N_("The scale {scale} reports a fault. Empty it, switch it off and on; call its service if it stays.")


class CannotZero(ScaleError):
    """Only its own key sets this scale to zero."""

    code = "scale_cannot_zero"
    text = N_("The scale {scale} cannot be set to zero from here. Empty it and press its own zero key.")
