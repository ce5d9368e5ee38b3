"""What an order comes to: net, each tax, total; the same object for screen, receipt, journal and bridge.

Worked figures for every rule stand in docs/money.md and are tested from there.
"""

from .errors import N_, LapakError
from .ratio import gcd
from .rounding import divide, spread
from .tax import TaxClass

PER_LINE = "line"  # each tax of each line is rounded, then summed
PER_RATE = "rate"  # each tax is summed exactly and rounded once
PER_ORDER = "order"  # all tax is summed exactly and rounded once; the rates share it by largest remainder
POLICIES = (PER_LINE, PER_RATE, PER_ORDER)


class RoundingPolicyUnknown(LapakError):
    """A setting names a place of rounding that does not exist."""

    code = "totals.policy"
    text = N_("“{policy}” is no place to round tax. Choose line, rate or order.")


class TaxTotal:
    """One row of the tax table: what the tax was charged on, and what it comes to."""

    def __init__(self, key: str, name: str, rate_ppm: int, included: bool) -> None:
        self.key = key
        self.name = name
        self.rate_ppm = rate_ppm
        self.included = included
        self.base_minor = 0
        self.tax_minor = 0


class Totals:
    """Net + taxes = total, always; `total_minor` is what is to be paid before any cash rounding.

    `service_minor` says how much of it is a service charge, as its tag says (core.service).
    """

    def __init__(self, net_minor: int, taxes: list[TaxTotal], service_minor: int = 0) -> None:
        self.net_minor = net_minor
        self.taxes = taxes
        self.service_minor = service_minor
        self.tax_minor = sum(tax.tax_minor for tax in taxes)
        self.total_minor = net_minor + self.tax_minor


class _Sum:
    """A running sum of fractions over their common denominator."""

    def __init__(self) -> None:
        self.n = 0
        self.d = 1

    def add(self, n: int, d: int) -> None:
        if d == self.d:
            self.n += n
            return
        divisor = gcd(self.d, d)
        self.n = self.n * (d // divisor) + n * (self.d // divisor)
        self.d = self.d // divisor * d

    def rounded(self, step: int) -> int:
        return divide(self.n, self.d * step) * step


class _Row:
    """The running sums behind one row of the tax table."""

    def __init__(self, total: TaxTotal) -> None:
        self.total = total
        self.tax = _Sum()
        self.net = _Sum()
        self.price_minor = 0
        self.alone = True  # every line that carries this tax carries no other, and contains it


def total_of(priced: list[tuple[TaxClass, int, int]], policy: str = PER_LINE, step_minor: int = 1) -> Totals:
    """Return the totals of lines (tax class, price_minor, quantity_milli); prices are after line discounts.

    policy: where tax is rounded; step_minor: the multiple of the minor unit that taxes are rounded to.
    """
    if policy not in POLICIES:
        raise RoundingPolicyUnknown(policy=policy)
    rows: dict[str, _Row] = {}
    order: list[_Row] = []
    net = _Sum()
    price_minor = 0
    all_included = True
    for tax_class, price, quantity in priced:
        price_minor += price
        all_included = all_included and tax_class.all_included
        line_net = tax_class.net.of(price, quantity), tax_class.net.d
        line_taxes = []
        for tax, share in zip(tax_class.taxes, tax_class.shares):
            row = rows.get(tax.key)
            if row is None:
                row = rows[tax.key] = _Row(TaxTotal(tax.key, tax.name, tax.rate_ppm, tax.included))
                order.append(row)
            row.price_minor += price
            row.alone = row.alone and tax.included and len(tax_class.taxes) == 1
            n, d = share.of(price, quantity), share.d
            if policy == PER_LINE:
                n, d = divide(n, d * step_minor) * step_minor, 1
            row.tax.add(n, d)
            line_taxes.append((row, n if tax.included else 0))
        if policy == PER_LINE:
            line_net = price - sum(n for _, n in line_taxes), 1
        net.add(line_net[0], line_net[1])
        for row, _ in line_taxes:
            row.net.add(line_net[0], line_net[1])
    _settle(order, policy, step_minor)
    taxes = [row.total for row in order]
    tax_minor = sum(tax.tax_minor for tax in taxes)
    return Totals(price_minor - tax_minor if all_included else net.rounded(1), taxes)


def _settle(rows: list[_Row], policy: str, step_minor: int) -> None:
    """Round what was summed exactly and fill in the table."""
    everything = _Sum()
    for row in rows:
        row.total.tax_minor = row.tax.rounded(step_minor)
        everything.add(row.tax.n, row.tax.d)
    if policy == PER_ORDER:
        weights = [row.tax.n * (everything.d // row.tax.d) for row in rows]
        for row, part in zip(rows, spread(everything.rounded(step_minor) // step_minor, weights)):
            row.total.tax_minor = part * step_minor
    for row in rows:
        row.total.base_minor = row.price_minor - row.total.tax_minor if row.alone else row.net.rounded(1)


def discounted(totals: Totals, off_minor: int) -> Totals:
    """Return the totals with off_minor taken off the total: each tax keeps its share, the net is what remains."""
    before = totals.total_minor
    after = before - off_minor
    if off_minor == 0 or before == 0:
        return totals
    rows = []
    for old in totals.taxes:
        row = TaxTotal(old.key, old.name, old.rate_ppm, old.included)
        row.tax_minor = divide(old.tax_minor * after, before)
        row.base_minor = divide(old.base_minor * after, before)
        rows.append(row)
    return Totals(after - sum(row.tax_minor for row in rows), rows)


def together(first: Totals, second: Totals) -> Totals:
    """Return the totals of two parts of one bill, each rounded on its own; a tax of both has one row.

    A tax whose rate has changed between them (goods that come back) keeps a row for each rate.
    """
    rows: list[TaxTotal] = []
    for old in first.taxes + second.taxes:
        same = (old.key, old.rate_ppm, old.included)
        found = [row for row in rows if (row.key, row.rate_ppm, row.included) == same]
        if not found:
            found = [TaxTotal(old.key, old.name, old.rate_ppm, old.included)]
            rows += found
        found[0].base_minor += old.base_minor
        found[0].tax_minor += old.tax_minor
    return Totals(first.net_minor + second.net_minor, rows, first.service_minor + second.service_minor)


def exempted(totals: Totals) -> Totals:
    """Return what a customer pays who is exempt from tax: the net, also where the tags contain the tax."""
    return Totals(totals.net_minor, [], totals.service_minor)
