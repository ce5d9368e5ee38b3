"""An order as a marketplace has it, and what the seller tells the marketplace about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._listing import ListingKey


@dataclass(frozen=True)
class OrderLine:
    """One line of a marketplace order; quantity in whole units."""

    key: ListingKey
    sku: str
    name: str
    quantity: int
    price_minor: int


@dataclass(frozen=True)
class MarketOrder:
    """An order as the marketplace has it now; `raw` is its own words, kept for ever.

    `state` is one of ORDER_STATES, or "" where Lapak has no word for `raw_state`: the order keeps the state it had.
    """

    order_id: str
    state: str
    raw_state: str
    created_at_ms: int
    updated_at_ms: int
    currency: str
    total_minor: int
    buyer: str
    lines: tuple[OrderLine, ...]
    raw: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class OrderRef:
    """An order seen in a window: enough to decide whether to read it."""

    order_id: str
    raw_state: str


@dataclass(frozen=True)
class OrderPage:
    """A page of orders of a window; `cursor` asks for the next one and is None on the last."""

    items: tuple[OrderRef, ...]
    cursor: str | None


@dataclass(frozen=True)
class Shipment:
    """An order whose goods leave, with the courier's number where the seller chose the courier."""

    order_id: str
    tracking: str = ""
    carrier: str = ""


@dataclass(frozen=True)
class Cancellation:
    """An order that the seller cannot deliver; `reason` is one of CANCEL_REASONS."""

    order_id: str
    reason: str


@dataclass(frozen=True)
class OrderResult:
    """What became of one order: done when `refused` is empty, otherwise the marketplace's reason."""

    order_id: str
    refused: str = ""


@dataclass(frozen=True)
class Label:
    """What is stuck on the parcel, ready for a printer."""

    media_type: str
    data: bytes = field(repr=False)
