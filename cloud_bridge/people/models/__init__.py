"""Who works here and who buys here, one subject per file."""

from cloud_bridge.people.models.card import Card, CardMove
from cloud_bridge.people.models.customer import Customer, CustomerGroup, GroupPrice, Purchase
from cloud_bridge.people.models.deed import Deed
from cloud_bridge.people.models.points import Loyalty, PointMove
from cloud_bridge.people.models.staff import ClockEvent, SignInRules, Staff

__all__ = (
    "Card",
    "CardMove",
    "ClockEvent",
    "Customer",
    "CustomerGroup",
    "Deed",
    "GroupPrice",
    "Loyalty",
    "PointMove",
    "Purchase",
    "SignInRules",
    "Staff",
)
