"""All promotions of a shop, found by what is sold."""

from .rule import KINDS, Promotion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .piece import PricedLine

    Found = tuple[Promotion, list[PricedLine]]


class Promotions:
    """Promotions by variant and category, so that a thousand of them cost a sale no more than those it touches."""

    def __init__(self, rules: "Iterable[Promotion]" = ()) -> None:
        self.rules = sorted(rules, key=lambda rule: (-rule.priority, KINDS.index(rule.kind), rule.key))
        self._by_variant: dict[str, list[int]] = {}
        self._by_category: dict[str, list[int]] = {}
        self._everywhere: list[int] = []
        for place, rule in enumerate(self.rules):
            for goods in rule.all_goods:
                for variant in goods.variants:
                    self._by_variant.setdefault(variant, []).append(place)
                for category in goods.categories:
                    self._by_category.setdefault(category, []).append(place)
                if goods.is_all:
                    self._everywhere.append(place)

    def __iter__(self) -> "Iterator[Promotion]":
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def about(self, lines: "list[PricedLine]", holds: "Callable[[Promotion], bool]") -> "list[Found]":
        """Return the promotions that hold and name something in the lines, in their rank, with those lines."""
        found: dict[int, list[PricedLine] | None] = {}
        for line in lines:
            for places in (
                self._by_variant.get(line.variant, ()), self._by_category.get(line.category, ()), self._everywhere,
            ):  # fmt: skip
                for place in places:
                    if place not in found:
                        found[place] = [] if holds(self.rules[place]) else None
                    named = found[place]
                    if named is not None and (not named or named[-1] is not line):
                        named.append(line)
        return [(self.rules[place], named) for place, named in sorted(found.items(), key=_place) if named]


def _place(item: "tuple[int, object]") -> int:
    return item[0]
