"""A line of a sale: what is sold, how much of it, and at what price."""

from .discount import Discount
from .rounding import divide
from .tax import TaxClass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .promotion import Applied
    from .totals import Totals


class Item:
    """What is being sold: a variant as the catalogue has it at this moment.

    card: the card (or customer's account) that the money is put on, "" for goods; it is owed, never revenue.
    """

    def __init__(
        self,
        variant: str,
        sku: str,
        name: str,
        price_minor: int,
        tax_class: TaxClass,
        *,
        unit: str = "pcs",
        category: str = "",
        min_age: int = 0,
        weight_g: int = 0,
        card: str = "",
    ) -> None:
        self.variant = variant
        self.sku = sku
        self.name = name
        self.price_minor = price_minor
        self.tax_class = tax_class
        self.unit = unit
        self.category = category
        self.min_age = min_age
        self.weight_g = weight_g
        self.card = card

    @property
    def is_weighed(self) -> bool:
        """Whether it is sold by weight or measure and never simply counted."""
        return self.unit != "pcs"


class Modifier:
    """A choice that changes a line (extra shot, no ice) and what it adds to the price of one."""

    def __init__(self, key: str, name: str, price_minor: int = 0) -> None:
        self.key = key
        self.name = name
        self.price_minor = price_minor


class Override:
    """A price that a person set instead of the catalogue's, with the reason and who it was."""

    def __init__(self, price_minor: int, reason: str = "", by: str = "") -> None:
        self.price_minor = price_minor
        self.reason = reason
        self.by = by


class Returned:
    """Which line of which sale comes back, and what was paid for it then; every amount is negative.

    totals are the line's own part of that sale, at its taxes; share_minor what the order's discounts took off it.
    """

    def __init__(
        self, sale: str, line: int, price_minor: int, discount_minor: int, share_minor: int, totals: "Totals"
    ) -> None:
        self.sale = sale
        self.line = line
        self.price_minor = price_minor
        self.discount_minor = discount_minor
        self.share_minor = share_minor
        self.totals = totals

    @property
    def place(self) -> tuple[str, int]:
        """The sale and the line in it."""
        return self.sale, self.line


class Line:
    """Some of an item; `number` never changes and is never used again within its sale.

    A negative quantity is goods that come back; with `returned` its money is what was paid then, without it today's.
    """

    def __init__(self, number: int, item: Item, quantity_milli: int) -> None:
        self.number = number
        self.item = item
        self.quantity_milli = quantity_milli
        self.label_minor: int | None = None  # a scale label's price is the line's price, whatever the weight rounds to
        self.discount: Discount | None = None
        self.modifiers: list[Modifier] = []
        self.note = ""
        self.price_override: Override | None = None
        self.batch = ""
        self.expires = ""  # YYYY-MM-DD
        self.returned: Returned | None = None
        self.promotions: list[Applied] = []

    @property
    def unit_minor(self) -> int:
        """The price of one, with its modifiers."""
        price = self.item.price_minor if self.price_override is None else self.price_override.price_minor
        for modifier in self.modifiers:
            price += modifier.price_minor
        return price

    @property
    def before_minor(self) -> int:
        """The price before promotions and the line's discount."""
        if self.returned is not None:
            return self.returned.price_minor + self.returned.discount_minor
        if self.label_minor is not None:
            return self.label_minor
        return divide(self.unit_minor * self.quantity_milli, 1000)

    @property
    def promoted_minor(self) -> int:
        """What promotions take off."""
        return sum([applied.off_minor for applied in self.promotions]) if self.promotions else 0

    @property
    def off_minor(self) -> int:
        """What promotions and then the line's discount take off."""
        if self.returned is not None:
            return self.returned.discount_minor
        off = self.promoted_minor
        return off + self.discount.off(self.before_minor - off) if self.discount else off

    @property
    def price_minor(self) -> int:
        """The price after promotions and the line's discount, as its tags say: with or without tax."""
        return self.before_minor - self.off_minor

    @property
    def is_goods(self) -> bool:
        """Whether discounts, promotions and service are about it: goods that are sold, no card, nothing coming back."""
        return self.quantity_milli > 0 and not self.item.card

    @property
    def is_plain(self) -> bool:
        """Whether more of the same goods, and of the same batch, may simply join this line."""
        changed = self.discount or self.modifiers or self.note or self.price_override
        return not changed and self.label_minor is None and self.returned is None

    @property
    def has_more(self) -> bool:
        """Whether there is anything to say beside how much of what, and its price."""
        changed = self.promotions or self.discount or self.modifiers or self.note or self.price_override
        return bool(changed or self.batch or self.expires or self.returned or self.item.card)
