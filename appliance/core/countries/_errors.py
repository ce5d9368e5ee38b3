"""What can be wrong with a country pack."""

from appliance.core.errors import N_, LapakError


class CountryUnknown(LapakError):
    """A country nobody has written a pack for."""

    code = "country.unknown"
    text = N_("There is no country pack “{key}”. Choose one of: {known}.")


class CountryWrong(LapakError):
    """A pack that cannot be used, by the name of the field."""

    code = "country.wrong"
    text = N_("“{field}” of a country pack cannot be used: {reason}.")
