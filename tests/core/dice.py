"""Chance for the tests of two interpreters."""


class Dice:
    """Numbers that look random and are the same on every machine (a linear congruential generator)."""

    def __init__(self, seed=1):
        self.state = seed

    def roll(self, low, high):
        """Return a number from low to high."""
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return low + (self.state >> 8) % (high - low + 1)
