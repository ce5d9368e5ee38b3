"""What a connector may be able to do besides; a connector has an ability when it has the methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ._chat import ConversationPage, Message, MessagePage
    from ._listing import Listed, ListingDraft
    from ._order import Cancellation, Label, OrderResult, Shipment
    from ._push import Hint


@runtime_checkable
class Accepts(Protocol):
    """Where the seller arranges the courier at the marketplace."""

    def accept_orders(self, order_ids: Sequence[str]) -> tuple[OrderResult, ...]:
        """Take orders and arrange their couriers, to where a label exists; what was accepted before is a success.

        An order without a result was not answered. TryLater is raised when none was.
        """


@runtime_checkable
class Ships(Protocol):
    """Where the marketplace waits to hear from the seller that goods have left."""

    def ship_orders(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Say that these orders' goods are on their way; results as in accept_orders."""


@runtime_checkable
class Cancels(Protocol):
    """Where a seller can cancel an order that cannot be delivered."""

    def cancel_orders(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel whole orders; results as in accept_orders."""


@runtime_checkable
class Labels(Protocol):
    """Where the marketplace makes the parcel's label."""

    def read_label(self, order_id: str) -> Label:
        """Return the label of an accepted order as PDF; raises TryLater while it is being made."""


@runtime_checkable
class WritesListings(Protocol):
    """Where products can be put on sale by the API."""

    def create_listing(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once, however often it is asked for, and return what it became."""

    def update_listing(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from its stock, and return what it became."""


@runtime_checkable
class Chats(Protocol):
    """Where buyers write to the seller."""

    def list_conversations(self, cursor: str | None) -> ConversationPage:
        """Return a page of threads, latest first."""

    def read_messages(self, conversation_id: str, cursor: str | None) -> MessagePage:
        """Return a page of a thread's messages, latest first."""

    def send_message(self, conversation_id: str, text: str) -> Message:
        """Say something to a buyer; raises Refused when the text is too long for the marketplace."""


@runtime_checkable
class LostPushes(Protocol):
    """Where the marketplace keeps the webhooks that it could not deliver."""

    def recover_pushes(self, keep: Callable[[Sequence[Hint]], None]) -> int:
        """Hand every undelivered webhook to `keep` and return how many there were.

        A batch is confirmed, and so forgotten by the marketplace, only after `keep` returned: `keep` stores durably.
        Hints may be of any shop of the same app; each carries its `shop_id`.
        """


@runtime_checkable
class Subscribes(Protocol):
    """Where webhooks are ordered by the API, and may have been switched off since."""

    def ensure_subscribed(self) -> int:
        """Make every webhook that Lapak needs come to its address; return how many had to be made or mended."""
