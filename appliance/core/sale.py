"""A sale while it is open: lines, discounts, and what they come to."""

from .approval import Approval
from .customer import Customer
from .discount import Discount, in_turn
from .errors import N_, LapakError
from .line import Item, Line, Modifier, Override
from .quantity import quantity_text
from .rounding import spread
from .tender import Tender
from .totals import PER_LINE, Totals, discounted, exempted, together, total_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .promotion import Moment, Promotion, Promotions
    from .service import Service
    from .tax import TaxClass

MOST_MILLI = 1_000_000_000  # a million of anything: past that it was a scan into the wrong field
MOST_MINOR = 10**12


class QuantityImpossible(LapakError):
    """A quantity nobody buys."""

    code = "sale.quantity"
    text = N_("{quantity} is not a quantity this till sells. Type the quantity again.")


class LineUnknown(LapakError):
    """A line that is not in the sale, because it was just removed."""

    code = "sale.line"
    text = N_("Line {line} is no longer in this sale.")


class SaleTooLarge(LapakError):
    """A total no till should take."""

    code = "sale.too_large"
    text = N_("The sale is larger than this till may take. Check the quantities.")


class LineFixed(LapakError):
    """A line that comes back at what was paid for it; nothing about it can be changed, only removed."""

    code = "sale.fixed"
    text = N_("“{name}” comes back at the price it was sold for. Remove the line and return it again to change it.")


class Sale:
    """An open sale; `key` is its identity from the first line to the bridge's books.

    promotions and moment are what `promote` works with; service is what the shop charges for it (both from the feed, so
    they are not kept with the cart); tenders are parts that were paid already, parts_back counts those that were taken
    out again; codes_back are the references of QR payments whose money went back.
    """

    def __init__(self, key: str, opened_at_ms: int, policy: str = PER_LINE) -> None:
        self.key = key
        self.opened_at_ms = opened_at_ms
        self.policy = policy
        self.lines: list[Line] = []
        self.discounts: list[Discount] = []
        self.last_number = 0
        self.customer: Customer | None = None
        self.note = ""
        self.table = ""
        self.coupons: list[str] = []
        self.is_training = False
        self.approved: list[Approval] = []
        self.points_earned = 0
        self.points_spent = 0
        self.tenders: list[Tender] = []
        self.parts_back = 0
        self.codes_back: list[str] = []
        self.promotions: Promotions | list[Promotion] = []
        self.moment: Moment | None = None
        self.service: Service | None = None
        self._promoted: Any = None  # what the promotions were last asked about

    # --- lines -------------------------------------------------------------------------------------------------------

    def add(
        self,
        item: Item,
        quantity_milli: int = 1000,
        label_minor: "int | None" = None,
        *,
        batch: str = "",
        expires: str = "",
        modifiers: "list[Modifier] | None" = None,
    ) -> Line:
        """Add some of an item and return its line; counted goods that are in the sale already grow by that much."""
        self._check(item, quantity_milli)
        if label_minor is None and not item.is_weighed and not item.card and not modifiers:
            for line in self.lines:
                same = line.item.variant == item.variant and line.item.price_minor == item.price_minor
                same = same and line.batch == batch and line.expires == expires
                if same and line.quantity_milli > 0 and line.is_plain:
                    self._check(item, line.quantity_milli + quantity_milli)
                    line.quantity_milli += quantity_milli
                    return line
        line = self._appended(item, quantity_milli, label_minor)
        line.batch, line.expires, line.modifiers = batch, expires, modifiers or []
        return line

    def take_back(self, item: Item, quantity_milli: int = 1000, label_minor: "int | None" = None) -> Line:
        """Add goods that come back without a receipt, at today's price, and return their line (a negative one)."""
        self._check(item, quantity_milli)
        return self._appended(item, -quantity_milli, None if label_minor is None else -label_minor)

    def add_returned(self, line: Line) -> Line:
        """Add a line that core.refund made; it stands for all that comes back of what was sold in that line."""
        for known in self.lines:
            if known.returned and line.returned and known.returned.place == line.returned.place:
                self.lines.remove(known)
                break
        self.last_number += 1
        line.number = self.last_number
        self.lines.append(line)
        return line

    def _appended(self, item: Item, quantity_milli: int, label_minor: "int | None") -> Line:
        self.last_number += 1
        line = Line(self.last_number, item, quantity_milli)
        line.label_minor = label_minor
        self.lines.append(line)
        return line

    def _check(self, item: Item, quantity_milli: int, unit_minor: "int | None" = None) -> None:
        if not 0 < quantity_milli <= MOST_MILLI or (not item.is_weighed and quantity_milli % 1000):
            raise QuantityImpossible(quantity=quantity_text(quantity_milli))
        if abs((item.price_minor if unit_minor is None else unit_minor) * quantity_milli) > MOST_MINOR * 1000:
            raise SaleTooLarge()

    def line(self, number: int) -> Line:
        """Return a line by its number, or raise LineUnknown."""
        for line in self.lines:
            if line.number == number:
                return line
        raise LineUnknown(line=number)

    def _open_line(self, number: int) -> Line:
        line = self.line(number)
        if line.returned is not None:
            raise LineFixed(name=line.item.name)
        return line

    def set_quantity(self, number: int, quantity_milli: int) -> Line:
        """Change how much of a line is sold, or comes back; a scale label's price no longer holds after that."""
        line = self._open_line(number)
        self._check(line.item, quantity_milli, line.unit_minor)
        line.quantity_milli = quantity_milli if line.quantity_milli > 0 else -quantity_milli
        line.label_minor = None
        return line

    def remove(self, number: int) -> Line:
        """Take a line out and return it."""
        line = self.line(number)
        self.lines.remove(line)
        return line

    def put_back(self, line: Line, index: int) -> None:
        """Undo a removal."""
        self.lines.insert(index, line)

    def discount_line(self, number: int, discount: "Discount | None") -> Line:
        """Set or clear a line's discount."""
        line = self._open_line(number)
        line.discount = discount
        return line

    def override_price(self, number: int, override: "Override | None") -> Line:
        """Set or clear the price a person decided on; a scale label's price no longer holds after that."""
        line = self._open_line(number)
        if override is not None:
            self._check(line.item, abs(line.quantity_milli), override.price_minor)
            line.label_minor = None
        line.price_override = override
        return line

    def modify(self, number: int, modifiers: list[Modifier]) -> Line:
        """Set the modifiers of a line."""
        line = self._open_line(number)
        line.modifiers = modifiers
        return line

    # --- promotions --------------------------------------------------------------------------------------------------

    def promote(self) -> None:
        """Let the promotions take off each line what they do now; they are asked only if something changed.

        Goods that come back, cards and prices that a person set take no part.
        """
        if not self.promotions or self.moment is None:
            if self._promoted is not None:
                self._promoted = None
                for line in self.lines:
                    line.promotions = []
            return
        from .promotion import PricedLine, applied  # noqa: PLC0415 - whoever has no promotions never loads them

        taking_part = [line for line in self.lines if line.is_goods and line.price_override is None]
        asked = [(line.number, line.quantity_milli, line.unit_minor, line.before_minor) for line in taking_part]
        group = self.customer.group if self.customer else ""
        now = (self.moment.date, self.moment.minute_of_day, self.moment.weekday)
        asking = (self.promotions, now, group, list(self.coupons), asked)
        if asking == self._promoted:
            return
        self._promoted = asking
        priced = []
        for line, (number, quantity, unit, before) in zip(taking_part, asked):
            priced.append(PricedLine(number, line.item.variant, line.item.category, quantity, unit, before))
        for line in self.lines:
            line.promotions = []
        for off in applied(priced, self.promotions, self.moment, group, self.coupons):
            self.line(off.number).promotions.append(off)

    # --- what it comes to --------------------------------------------------------------------------------------------

    def totals(self) -> Totals:
        """Return what the sale comes to, before any cash rounding."""
        totals = self.sold_totals()
        for line in self.lines:
            if not line.is_goods:
                totals = together(totals, self.totals_beside(line))
        return totals

    def sold_totals(self) -> Totals:
        """Return what the goods that are sold come to, without cards and without what comes back."""
        before = self._undiscounted()
        totals = discounted(before, sum(self._offs(before))) if self.discounts else before
        return totals if self.service is None else self._served(self.service, before, totals)

    def totals_beside(self, line: Line) -> Totals:
        """Return what a card costs, or a line brings back: what was paid then, without a receipt what it costs now."""
        return self._total_of([line]) if line.returned is None else line.returned.totals

    def offs(self) -> list[int]:
        """Return what each of the order's discounts takes off the total."""
        return self._offs(self._undiscounted()) if self.discounts else []

    def shares(self) -> list[int]:
        """Return what the order's discounts take off each line, to the last unit; of a returned line, what they did."""
        if not self.discounts:
            return [line.returned.share_minor if line.returned else 0 for line in self.lines]
        shares = []
        parts = iter(spread(sum(self.offs()), [line.price_minor for line in self.lines if line.is_goods]))
        for line in self.lines:
            if line.is_goods:
                shares.append(next(parts))
            else:
                shares.append(line.returned.share_minor if line.returned else 0)
        return shares

    @property
    def is_exempt(self) -> bool:
        """Whether the customer pays no tax."""
        return self.customer is not None and self.customer.is_exempt

    def _undiscounted(self) -> Totals:
        self.promote()
        return self._total_of([line for line in self.lines if line.is_goods])

    def _total_of(self, lines: list[Line]) -> Totals:
        totals = total_of(_priced(lines), self.policy)
        return exempted(totals) if self.is_exempt else totals

    def _served(self, service: "Service", before: Totals, after: Totals) -> Totals:
        from .service import with_service  # noqa: PLC0415 - whoever charges for no service never loads it

        sold = [line for line in self.lines if line.is_goods]
        before_minor = sum([line.before_minor for line in sold])
        totals = with_service(service, _priced(sold), self.policy, before, after, before_minor)
        return exempted(totals) if self.is_exempt else totals

    def _offs(self, before: Totals) -> list[int]:
        return in_turn(before.total_minor, self.discounts)


def _priced(lines: list[Line]) -> "list[tuple[TaxClass, int, int]]":
    return [(line.item.tax_class, line.price_minor, line.quantity_milli) for line in lines]
