"""The basket: everything that goes into the open sale, and everything that is changed about it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.core.approval import Approval
from appliance.core.errors import LapakError
from appliance.core.line import Item, Modifier, Override
from appliance.core.promotion.rule import coupon_text

from .basket_errors import AgeUnknown, ChoiceMissing, CouponUnknown, PriceMissing, ReasonMissing
from .events import BestBeforePassed, ItemAsks, LineAdded
from .found import FoundCoupon, FoundItem
from .people import share_ppm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.core.discount import Discount
    from appliance.core.line import Line
    from appliance.core.sale import Sale

    from .catalogue import Catalogue, Variant
    from .product import Choice, ModifierGroup
    from .till import Till

VARIANT, AGE, PRICE, CHOICES = "variant", "age", "price", "choices"  # what may have to be asked, in this order
TAKE_OUT = ("remove_line", 0)
AGE_CHECKED = "age_{age}"  # the approval that says that somebody looked


@dataclass
class Change:
    """A line that is being changed, and who approved it once that is done; "" where nobody had to."""

    line: Line
    by: str = ""


class Basket:
    """Fills and changes the open sale; lives on the screen's thread."""

    def __init__(self, catalogue: Catalogue, till: Till) -> None:
        self._catalogue = catalogue
        self._till = till
        self._removed: tuple[Sale, str, int, Line] | None = None  # from which, what is open since, where, what
        self.asks_age_later = False  # at a self-checkout: before paying, not before adding
        till.reading.when_found(FoundItem, self._found)
        till.reading.when_found(FoundCoupon, lambda found: self.add_coupon(found.text))

    # --- adding ------------------------------------------------------------------------------------------------------

    def asks(self, found: FoundItem) -> list[str]:
        """Return what has to be known before this can be added: AGE, PRICE, CHOICES."""
        variant = found.variant
        asked = []
        if variant.min_age and not self.asks_age_later and not self.is_of_age(variant.min_age):
            asked.append(AGE)
        if variant.open_price and found.label_minor is None:
            asked.append(PRICE)
        if variant.modifiers and self.groups(variant):
            asked.append(CHOICES)
        return asked

    def groups(self, variant: Variant) -> list[ModifierGroup]:
        """Return the modifiers of a variant, those that must be chosen first."""
        found = [group for group in self._catalogue.modifiers(variant.modifiers) if group.choices]
        return sorted(found, key=lambda group: not group.is_required)

    def add(
        self,
        variant: Variant,
        quantity_milli: int = 1000,
        *,
        modifiers: Sequence[Choice] | None = None,
        price_minor: int | None = None,
        note: str = "",
    ) -> Line:
        """Add some of a variant that was tapped; price_minor is for an open price.

        Raises QuantityImpossible, PaymentRunning, and ChoiceMissing, PriceMissing, AgeUnknown where something that must
        be asked was not.
        """
        found = FoundItem("", "", variant, quantity_milli)
        return self.add_found(found, modifiers=modifiers, price_minor=price_minor, note=note, scanned=False)

    def add_found(
        self,
        found: FoundItem,
        *,
        modifiers: Sequence[Choice] | None = None,
        price_minor: int | None = None,
        note: str = "",
        scanned: bool = True,
    ) -> Line:
        """Add what was scanned, with its label, batch and dates; as `add`."""
        till, variant = self._till, found.variant
        till.require_editable()
        self._require_answers(found, modifiers or (), price_minor)
        if variant.is_scarce:
            till.escrow.require(variant.key, found.quantity_milli)
        choices = [Modifier(choice.key, choice.name, choice.price_minor) for choice in modifiers or ()]
        line = till.sale.add(
            self._item(variant, price_minor if variant.open_price else None),
            found.quantity_milli,
            found.label_minor,
            batch=found.batch,
            expires=found.expires,
            modifiers=choices,
        )
        if note:
            line.note = note
        till.changed()
        till.tell(LineAdded(line, scanned))
        if found.past_best:
            till.tell(BestBeforePassed(variant.name, found.past_best))
        return line

    def _found(self, found: FoundItem) -> None:
        if self.asks(found):
            self._till.require_editable()
            self._till.tell(ItemAsks(found))
        else:
            self.add_found(found)

    def _item(self, variant: Variant, price_minor: int | None) -> Item:
        if price_minor is None:
            price_minor = self._till.customers.price_minor(variant.key, variant.price_minor)
        return Item(
            variant.key,
            variant.sku,
            variant.name,
            price_minor,
            variant.tax_class,
            unit=variant.unit,
            category=variant.category,
            min_age=variant.min_age,
            weight_g=variant.weight_g,
        )

    def _require_answers(self, found: FoundItem, chosen: Sequence[Choice], price_minor: int | None) -> None:
        asked = self.asks(found)
        variant = found.variant
        if AGE in asked:
            raise AgeUnknown(name=variant.name, age=variant.min_age)
        if PRICE in asked and price_minor is None:
            raise PriceMissing(name=variant.name)
        if CHOICES in asked:
            self._require_choices(variant, chosen)

    def _require_choices(self, variant: Variant, chosen: Sequence[Choice]) -> None:
        for group in self.groups(variant):
            if not group.fits(len([choice for choice in chosen if choice in group.choices])):
                raise ChoiceMissing(group=group.name, name=variant.name)

    # --- age ---------------------------------------------------------------------------------------------------------

    def is_of_age(self, age: int) -> bool:
        """Say whether somebody looked already, in this sale, that the customer is so old."""
        prefix = AGE_CHECKED.format(age="")
        checked = [approval.action for approval in self._till.sale.approved if approval.action.startswith(prefix)]
        return any(int(action[len(prefix) :]) >= age for action in checked)

    def confirm_age(self, age: int, by: str = "") -> None:
        """Write down with the sale that the customer is so old; `by` looked, or whoever is signed in."""
        self._till.require_editable()
        if not self.is_of_age(age):
            self._till.sale.approved.append(Approval(AGE_CHECKED.format(age=age), by or self._till.by))
            self._till.changed()

    # --- lines -------------------------------------------------------------------------------------------------------

    @contextmanager
    def _changing(self, number: int, *rights: tuple[str, int]) -> Iterator[Change]:
        """Leave the sale as it was where a change of this line is refused, or whoever is there may not make it.

        rights: (action, size) of what the change itself needs. Nobody gets a greater share off by it, or more back
        without a receipt, than they may give; one approval is for all that follows from one change.
        """
        sale, people = self._till.sale, self._till.people
        line = sale.line(number)
        lines, before, price_minor = list(sale.lines), dict(vars(line)), line.price_minor
        off_line, off_sale = share_ppm(line.discount, line.before_minor), self._off_sale_ppm()
        asking, change = list(rights), Change(line)
        try:
            yield change
            is_more = line.quantity_milli < 0 and line.price_minor < price_minor
            if is_more and line.price_override is before["price_override"]:  # another price has a right of its own
                asking.append(("refund_without_receipt", -line.price_minor))
            if line.discount is before["discount"] and share_ppm(line.discount, line.before_minor) > off_line:
                asking.append(("discount_line", share_ppm(line.discount, line.before_minor)))
            if self._off_sale_ppm() > off_sale:
                asking.append(("discount_sale", self._off_sale_ppm()))
            change.by = people.may_all(*asking)
        except LapakError:
            sale.lines[:] = lines
            vars(line).update(before)
            raise

    def _off_sale_ppm(self) -> int:
        """Return the share of the goods that the discount on the whole sale takes off."""
        sale = self._till.sale
        price_minor = sum(line.price_minor for line in sale.lines)
        return max((share_ppm(discount, price_minor) for discount in sale.discounts), default=0)

    def set_quantity(self, number: int, quantity_milli: int) -> None:
        """Change how much of a line is sold; less needs the right to remove lines, nothing of it removes the line."""
        till = self._till
        till.require_editable()
        if quantity_milli == 0:
            self.remove(number)
            return
        till.checkout.require_unpaid()
        line = till.sale.line(number)
        had_milli, had_minor = line.quantity_milli, line.price_minor
        is_less = abs(quantity_milli) < abs(had_milli)
        with self._changing(number, *[TAKE_OUT] * is_less) as change:
            till.sale.set_quantity(number, quantity_milli)
            till.escrow.require(line.item.variant, 0)
        if is_less:
            till.people.line_left(line, had_milli - line.quantity_milli, had_minor - line.price_minor, change.by)
        till.changed()

    def remove(self, number: int) -> None:
        """Take a line out, which the journal tells; `undo_remove` puts it back."""
        till = self._till
        till.require_editable()
        till.sale.line(number)
        till.checkout.require_unpaid()
        with self._changing(number, TAKE_OUT) as change:
            index = till.sale.lines.index(change.line)
            line = till.sale.remove(number)
        till.people.line_left(line, line.quantity_milli, line.price_minor, change.by)
        sale = till.sale
        till.goods_left()
        self._removed = (sale, till.sale.key, index, line)

    def undo_remove(self) -> None:
        """Put the line that was removed last back where it was, if its sale is the open one, or no other has begun."""
        till = self._till
        if self._removed is None or self._removed[1] != till.sale.key:
            return
        sale, key, index, line = self._removed
        if key != sale.key and till.sale.lines:
            return
        till.require_editable()
        till.checkout.require_unpaid()
        self._removed = None
        if line.returned and line.returned.place in till.returns.places():
            return
        till.escrow.require(line.item.variant, line.quantity_milli)
        if key != sale.key:
            till.sale = sale
        till.sale.put_back(line, min(index, len(till.sale.lines)))
        till.people.line_left(line, line.quantity_milli, line.price_minor, is_back=True)
        till.changed()

    def discount_line(self, number: int, discount: Discount | None) -> None:
        """Set or clear a line's discount."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        share = share_ppm(discount, till.sale.line(number).before_minor)
        with self._changing(number, *[("discount_line", share)] * (discount is not None)):
            till.sale.discount_line(number, discount)
        till.changed()

    def override_price(self, number: int, price_minor: int | None, reason: str = "") -> None:
        """Set a price of one by hand, with the reason; None is the catalogue's again. Raises ReasonMissing."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        if price_minor is not None and not reason.strip():
            raise ReasonMissing
        override = None if price_minor is None else Override(price_minor, reason.strip(), till.by)
        with self._changing(number, *[("override_price", 0)] * (override is not None)):
            till.sale.override_price(number, override)
        till.changed()

    def modify(self, number: int, chosen: Sequence[Choice]) -> None:
        """Choose the modifiers of a line anew; raises ChoiceMissing."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        variant = self._catalogue.by_key(till.sale.line(number).item.variant)
        if variant is not None:
            self._require_choices(variant, chosen)
        with self._changing(number):
            till.sale.modify(number, [Modifier(choice.key, choice.name, choice.price_minor) for choice in chosen])
        till.changed()

    def note_line(self, number: int, note: str) -> None:
        """Write a note on a line; it is printed."""
        self._till.require_editable()
        self._till.sale.line(number).note = note.strip()
        self._till.changed()

    # --- the sale ----------------------------------------------------------------------------------------------------

    def discount_sale(self, discount: Discount | None) -> None:
        """Set or clear the discount on the whole sale."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        if discount is not None:  # taking one away needs no right
            till.people.may("discount_sale", share_ppm(discount, sum(line.price_minor for line in till.sale.lines)))
        till.sale.discounts = [discount] if discount else []
        till.changed()

    def note_sale(self, note: str) -> None:
        """Write a note on the sale; it is printed."""
        self._till.require_editable()
        self._till.sale.note = note.strip()
        self._till.changed()

    def set_table(self, table: str) -> None:
        """Say for which table, or under which number in the queue, the sale is."""
        self._till.require_editable()
        self._till.sale.table = table.strip()
        self._till.changed()

    def add_coupon(self, code: str) -> None:
        """Take a coupon into the sale; raises CouponUnknown where no promotion takes it."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        text = coupon_text(code)
        if not any(rule.coupon == text for rule in self._catalogue.promotions()):
            raise CouponUnknown(code=text)
        if text not in till.sale.coupons:
            till.sale.coupons.append(text)
            till.changed()

    def remove_coupon(self, code: str) -> None:
        """Take a coupon out of the sale."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        if code in till.sale.coupons:
            till.sale.coupons.remove(code)
            till.changed()
