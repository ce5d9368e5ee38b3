"""What a product may ask before it can be sold: which of its variants, and what is to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .catalogue import Variant


@dataclass(frozen=True)
class Option:
    """Something the variants of a product differ in (size, colour) and its values in the owner's order."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Product:
    """A product with its variants in the owner's order; variant.options has one value for each of its options."""

    key: str
    name: str
    options: tuple[Option, ...]
    variants: tuple[Variant, ...]

    def matching(self, chosen: Sequence[str]) -> list[Variant]:
        """Return the variants with these values; "" stands for an option that is not chosen yet."""
        return [
            variant
            for variant in self.variants
            if all(not value or value == has for value, has in zip(chosen, variant.options, strict=False))
        ]


@dataclass(frozen=True)
class Choice:
    """One thing of a group of modifiers and what it adds to the price of one; is_default: chosen unless taken away."""

    key: str
    name: str
    price_minor: int = 0
    is_default: bool = False


@dataclass(frozen=True)
class ModifierGroup:
    """Choices of which at least `least` and at most `most` are taken; most is never below 1."""

    key: str
    name: str
    least: int
    most: int
    choices: tuple[Choice, ...]

    @property
    def is_required(self) -> bool:
        """Whether something has to be chosen."""
        return self.least > 0

    @property
    def is_single(self) -> bool:
        """Whether one choice takes the place of another."""
        return self.most == 1

    def fits(self, number: int) -> bool:
        """Say whether so many choices are neither too few nor too many."""
        return self.least <= number <= self.most
