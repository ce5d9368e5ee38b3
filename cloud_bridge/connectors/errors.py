"""The three fates of a call to a marketplace; the controllers decide by class, never by HTTP code."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class ConnectorError(LapakError):
    """The base: a marketplace did not do what was asked."""

    code = "connector"
    text = N_("{market} did not answer as expected: {reason}.")


class TryLater(ConnectorError):
    """It will work by itself later: time-outs, 5xx, rate limits, maintenance."""

    code = "connector.try_later"
    text = N_("{market} is busy or out of reach ({reason}). Lapak tries again by itself.")

    def __init__(self, *, market: str, reason: str, after_s: float = 0) -> None:
        super().__init__(market=market, reason=reason)
        self.after_s = after_s


class OutOfCalls(TryLater):
    """Our own limit of calls is used up: the marketplace is well, and whoever has the right of way may still call."""


class NeedsOwner(ConnectorError):
    """Only the owner can help: authorisation ended, permission missing, shop suspended."""

    code = "connector.needs_owner"
    text = N_("{market} wants the owner: {reason}. Open the channel page and connect the shop again.")

    def __init__(self, *, market: str, reason: str) -> None:
        super().__init__(market=market, reason=reason)


class Refused(ConnectorError):
    """The marketplace understood and said no; asking again will not help until something changes."""

    code = "connector.refused"
    text = N_("{market} refused: {reason}. See the listing on the channel page.")

    def __init__(self, *, market: str, reason: str) -> None:
        super().__init__(market=market, reason=reason)


class PushForged(ConnectorError):
    """A webhook whose signature is wrong."""

    code = "connector.push_forged"
    text = N_("A message that claims to come from {market} has a wrong signature; it was not read.")

    def __init__(self, *, market: str) -> None:
        super().__init__(market=market)
