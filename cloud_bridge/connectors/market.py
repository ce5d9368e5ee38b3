"""What a marketplace is to the bridge: its name, what the owner types, how he lets Lapak in, and its connector."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from appliance.core.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .port import Connector, Limits, Tokens

TEXT, NUMBER, URL, SECRET = "text", "number", "url", "secret"


@dataclass(frozen=True)
class Field:
    """Something the owner types to connect a shop; `label` and `help` are translated where they are shown."""

    name: str
    label: str
    kind: str = TEXT
    help: str = ""
    default: str = ""
    is_needed: bool = True


@dataclass(frozen=True)
class OwnCourier:
    """What a marketplace can be told of a courier whom the seller chose himself (`port.Shipment`).

    carrier: what people type to name him, "" where the marketplace does not ask; `carrier_pattern` is what that looks
    like as a whole. needs_both: neither of the two is taken without the other. is_beside: the marketplace has couriers
    too, who need neither.
    """

    carrier: str = N_("Courier")
    carrier_help: str = ""
    carrier_pattern: str = ""
    needs_both: bool = False
    is_beside: bool = False


@dataclass(frozen=True)
class Granted:
    """What the owner's yes brought; `settings` were found out on the way and are kept with the channel's."""

    tokens: Tokens
    shop_id: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Market:
    """How to connect one shop.

    `authorise_link(settings, redirect_url, state, clock)` returns where the owner says yes, `exchange_code(settings,
    answer, shop_id, clock)` makes a Granted of the query parameters he came back with (`shop_id` is the one the channel
    has already, or ""). Both are None where keys are typed instead.
    """

    title: str
    connector: Callable[..., Connector]
    fields: tuple[Field, ...]
    authorise_link: Callable[[Mapping[str, Any], str, str, Callable[[], float]], str] | None = None
    exchange_code: Callable[[Mapping[str, Any], Mapping[str, str], str, Callable[[], float]], Granted] | None = None
    own_courier: OwnCourier | None = None  # None: only the marketplace's couriers carry its parcels

    @property
    def limits(self) -> Limits:
        """What is the same for every shop there."""
        return cast("type[Connector]", self.connector).limits
