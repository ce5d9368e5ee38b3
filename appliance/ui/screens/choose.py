"""Which variant of a product: a row of chips for each option; the last choice adds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.ui._goods import stock_text
from appliance.ui._state import Act
from appliance.ui.text import _
from appliance.ui.widgets.chips import ChipText, Section

from .chips import ChipPane

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant
    from appliance.till.product import Product


class Choose(ChipPane):
    """What is sold out is marked and can be sold all the same; what does not exist cannot be chosen."""

    def __init__(self, **kwargs: Any) -> None:
        self._product: Product | None = None
        self._chosen: list[str] = []
        self._quantity = 1
        super().__init__(**kwargs)

    def shown(self, product: Product | None = None, quantity: int = 1) -> None:
        """Begin with nothing chosen, apart from options that leave no choice."""
        self._product, self._quantity = product, quantity
        if product is None:
            self.desk.home()
            return
        only = [{variant.options[n] for variant in product.variants} for n in range(len(product.options))]
        self._chosen = [values.pop() if len(values) == 1 else "" for values in only]
        self.refresh()

    def refresh(self) -> None:
        """Show the chips and the price."""
        product = self._product
        if product is None:
            return
        self.ids.heading.text = product.name
        self.ids.heading.note = " · ".join(value for value in self._chosen if value) or _("Choose")
        prices = sorted({self._price(variant) for variant in product.matching(self._chosen)})
        plain = self.desk.till.shop.currency.plain
        self.ids.price.amount = plain(prices[0]) if len(prices) == 1 else _("from {price}", price=plain(prices[0]))
        super().refresh()

    def _price(self, variant: Variant) -> int:
        return int(self.desk.till.customers.price_minor(variant.key, variant.price_minor))

    def sections(self) -> list[Section]:
        """Return a section for each option."""
        product = self._product
        if product is None:
            return []
        return [
            Section(
                option.name,
                "" if self._chosen[place] else _("Choose one"),
                [self._chip(product, place, value) for value in option.values],
                is_open=not self._chosen[place],
            )
            for place, option in enumerate(product.options)
        ]

    def _chip(self, product: Product, place: int, value: str) -> ChipText:
        chosen = [*self._chosen]
        chosen[place] = value
        found = product.matching(chosen)
        decimal = self.desk.till.shop.currency.decimal
        mark = stock_text(found[0], decimal) if len(found) == 1 else ""
        if found and all(variant.stock_milli is not None and variant.stock_milli <= 0 for variant in found):
            mark = _("Sold out")
        return ChipText(value, "", mark, is_chosen=self._chosen[place] == value, is_off=not found)

    def choose(self, section: int, chip: int) -> None:
        """Choose a value; once all are chosen there is nothing left to tap."""
        product = self._product
        if product is None:
            return
        self._chosen[section] = product.options[section].values[chip]
        found = product.matching(self._chosen)
        if all(self._chosen) and len(found) == 1:
            self.desk.adding.tapped(found[0], self._quantity, is_certain=True)
        else:
            self.refresh()

    def act(self) -> Act:
        """Wait for the choice."""
        return Act(_("Choose"))
