"""The screen of a self-checkout: a room of its own, from which no door leads to the till's other screens."""

from .room import Room

__all__ = ["Room"]
