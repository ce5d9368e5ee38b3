"""What can be wrong with a device's table in the settings, before the device itself is asked anything."""

from appliance.core.errors import N_, LapakError


class OptionError(LapakError):
    """The base: a device's table in the settings cannot be used."""

    code = "device_option"
    text = N_("The settings of the {device} cannot be used.")


class UnknownDriver(OptionError):
    """The settings name a driver that does not exist."""

    code = "device_driver_unknown"
    text = N_('The {device} has no driver "{driver}". Write one of: {known}.')


class DriverMissing(OptionError):
    """The driver exists, but a library it needs is not installed."""

    code = "device_driver_missing"
    text = N_('The {device} driver "{driver}" needs the library "{library}". Install it, or choose another driver.')


class UnknownOption(OptionError):
    """The settings name an option the chosen driver does not have."""

    code = "device_option_unknown"
    text = N_('The {device} driver "{driver}" has no option "{option}". It knows: {known}.')


class MissingOption(OptionError):
    """The chosen driver cannot work without this option."""

    code = "device_option_missing"
    text = N_('The {device} driver "{driver}" needs the option "{option}". Add it to the settings.')


class BadOption(OptionError):
    """An option's value cannot be used."""

    code = "device_option_bad"
    text = N_('The {device} option "{option}" is {value}; it must be {wanted}.')
