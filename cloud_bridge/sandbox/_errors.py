"""What a buyer or a visitor of the sandbox can be told."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class SandboxError(LapakError):
    """The base: the sandbox could not do what was asked."""

    code = "sandbox"
    text = N_("The sandbox could not do that: {reason}.")


class SoldOut(SandboxError):
    """Fewer left than wanted."""

    code = "sandbox.sold_out"
    text = N_("There are {left} left of “{name}”. Choose a smaller quantity, or something else.")

    def __init__(self, *, name: str, left: int) -> None:
        super().__init__(name=name, left=left)


class NotThere(SandboxError):
    """A product or an order that the sandbox does not have."""

    code = "sandbox.not_there"
    text = N_("There is no {what} here. Reload the page to see what there is.")

    def __init__(self, *, what: str) -> None:
        super().__init__(what=what)


class NotYet(SandboxError):
    """An order that is not in a state for this."""

    code = "sandbox.not_yet"
    text = N_("Order {order_no} is {state}: it cannot be {wanted}. Reload the page to see its state.")

    def __init__(self, *, order_no: str, state: str, wanted: str) -> None:
        super().__init__(order_no=order_no, state=state, wanted=wanted)


class UnknownDial(SandboxError):
    """A fault or switch that does not exist, or a value of the wrong kind."""

    code = "sandbox.unknown_dial"
    text = N_("There is no dial “{name}” that takes {value}. The dials are: {dials}.")

    def __init__(self, *, name: str, value: object, dials: str) -> None:
        super().__init__(name=name, value=value, dials=dials)
