"""With which extras: what must be chosen comes first, and what needs no more choice adds itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.rounding import divide
from appliance.ui._state import Act
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.chips import ChipText, Section

from .chips import ChipPane

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant
    from appliance.till.product import Choice, ModifierGroup
    from appliance.ui._adding import Wanted


class Modifiers(ChipPane):
    """For something that is to be added, or (number) for a line that is in the sale."""

    def __init__(self, **kwargs: Any) -> None:
        self._wanted: Wanted | None = None
        self._number = 0
        self._variant: Variant | None = None
        self._groups: list[ModifierGroup] = []
        self._chosen: list[Choice] = []
        super().__init__(**kwargs)

    def shown(self, wanted: Wanted | None = None, number: int = 0) -> None:
        """Begin with what is usual, or with what the line has."""
        self._wanted, self._number = wanted, number
        till = self.desk.till
        line = next((line for line in till.sale.lines if line.number == number), None)
        if wanted is not None:
            self._variant = wanted.found.variant
        else:
            self._variant = till.catalogue.by_key(line.item.variant) if line else None
        if self._variant is None:
            self.desk.home()
            return
        self._groups = till.basket.groups(self._variant)
        all_choices = [choice for group in self._groups for choice in group.choices]
        if line is not None:
            has = {modifier.key for modifier in line.modifiers}
            self._chosen = [choice for choice in all_choices if choice.key in has]
        else:
            self._chosen = self._usual()
        self.grid.offset = 0
        self.refresh()

    def _usual(self) -> list[Choice]:
        """Return the choices that hold unless somebody says otherwise; never more than a group takes."""
        usual: list[Choice] = []
        for group in self._groups:
            usual += [choice for choice in group.choices if choice.is_default][: group.most]
        return usual

    def refresh(self) -> None:
        """Show the chips, and the price of one."""
        if self._variant is None:
            return
        self.ids.heading.text = self._variant.name
        self.ids.heading.note = ", ".join(choice.name for choice in self._chosen)
        self.ids.price.amount = self.desk.till.shop.currency.plain(self._each_minor())
        super().refresh()

    def _each_minor(self) -> int:
        extra = sum(choice.price_minor for choice in self._chosen)
        if self._wanted is None:
            line = next((line for line in self.desk.till.sale.lines if line.number == self._number), None)
            before = 0 if line is None else sum(modifier.price_minor for modifier in line.modifiers)
            return extra + (0 if line is None else line.unit_minor - before)
        variant = self._wanted.found.variant
        own = self._wanted.price_minor
        return extra + int(
            self.desk.till.customers.price_minor(variant.key, variant.price_minor) if own is None else own
        )

    def _taken(self, group: ModifierGroup) -> list[Choice]:
        return [choice for choice in self._chosen if choice in group.choices]

    def sections(self) -> list[Section]:
        """Return a section for each group."""
        return [
            Section(
                group.name,
                self._rule(group),
                [self._chip(group, choice) for choice in group.choices],
                is_open=not group.fits(len(self._taken(group))),
            )
            for group in self._groups
        ]

    def _chip(self, group: ModifierGroup, choice: Choice) -> ChipText:
        currency = self.desk.till.shop.currency
        price = ("+" if choice.price_minor > 0 else "") + currency.plain(choice.price_minor)
        is_chosen = choice in self._chosen
        is_full = not group.is_single and len(self._taken(group)) >= group.most and not is_chosen
        note = price if choice.price_minor else ""
        return ChipText(choice.name, note, is_chosen=is_chosen, is_off=is_full, is_single=group.is_single)

    @staticmethod
    def _rule(group: ModifierGroup) -> str:
        if group.least == group.most:
            return ngettext("Choose {n}", "Choose {n}", group.most)
        if group.least:
            return _("{least} to {most}", least=group.least, most=group.most)
        return _("If wanted") if group.is_single else _("Up to {n}", n=group.most)

    def choose(self, section: int, chip: int) -> None:
        """Take or leave a choice; the last one that is needed adds the item, where nothing else could be chosen."""
        group = self._groups[section]
        choice = group.choices[chip]
        if choice in self._chosen:
            if not (group.is_single and group.is_required):
                self._chosen.remove(choice)
        else:
            if group.is_single:
                self._chosen = [other for other in self._chosen if other not in group.choices]
            self._chosen.append(choice)
        if self._wanted is not None and self._is_whole() and all(g.least == g.most for g in self._groups):
            self._take()
        else:
            self.refresh()

    def _is_whole(self) -> bool:
        return all(group.fits(len(self._taken(group))) for group in self._groups)

    def act(self) -> Act:
        """Add it, or keep what is chosen now."""
        if not self._is_whole():
            missing = next(group for group in self._groups if not group.fits(len(self._taken(group))))
            return Act(_("Choose {group}", group=missing.name))
        if self._wanted is None:
            return Act(_("Done"), do=self._take)
        price = self._each_minor() * self._wanted.found.quantity_milli
        return Act(self.desk.money(divide(price, 1000)), _("Add"), self._take, is_money=True)

    def _take(self) -> None:
        in_order = [choice for group in self._groups for choice in group.choices if choice in self._chosen]
        if self._wanted is not None:
            self._wanted.choices = in_order
            self.desk.adding.go_on()
        elif self.desk.attempt(self.desk.till.basket.modify, self._number, in_order):
            self.desk.show("line", number=self._number)

    def back(self) -> None:
        """Leave it as it is."""
        if self._wanted is None:
            self.desk.show("line", number=self._number)
        else:
            super().back()
