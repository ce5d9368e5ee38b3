"""How much of a variant there is, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Elsewhere:
    """What another store had of it at `at_ms`."""

    store: str
    name: str
    on_hand_milli: int
    at_ms: int


@dataclass(frozen=True)
class Shelf:
    """What is here: on_hand_milli is None where stock is not kept; of it reserved_milli is promised to orders.

    incoming_milli was asked for from other stores and has not come; elsewhere: the fullest store first.
    """

    on_hand_milli: int | None
    reserved_milli: int = 0
    incoming_milli: int = 0
    elsewhere: tuple[Elsewhere, ...] = ()
