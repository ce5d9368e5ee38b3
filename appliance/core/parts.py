"""What each line has of a sale's total and taxes: the parts sum to the whole, to the last unit."""

from .rounding import spread
from .tax import FIXED
from .totals import TaxTotal, Totals, total_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .line import Line


def is_proportional(lines: "list[Line]") -> bool:
    """Say whether every line's part of each tax is simply its part of the price: one class, nothing per piece."""
    if not lines:
        return True
    tax_class = lines[0].item.tax_class
    if any(tax.kind == FIXED for tax in tax_class.taxes):
        return False
    return all(line.item.tax_class.key == tax_class.key for line in lines)


def parts(
    totals: Totals, prices: "list[int]", shares: "list[int]", worths: "list[int]", weights: "list[list[int]]"
) -> "list[Totals]":
    """Return each line's part of totals.

    prices: after the lines' own discounts; shares: what the order's discounts take off each; worths: what each comes to
    without the order's discounts; weights: for every tax, how much of it each line carries.
    """
    tags = [price - share for price, share in zip(prices, shares)]
    is_tagged = sum(tags) == totals.total_minor and all(tax.included for tax in totals.taxes)
    amounts = spread(totals.total_minor, worths)
    if is_tagged and not totals.service_minor:
        amounts = tags  # to the last unit what the customer saw
    services = spread(totals.service_minor, worths)
    rows: list[list[TaxTotal]] = [[] for _ in prices]
    of_service = worths if any(worths) else [1] * len(worths)
    for tax, said in zip(totals.taxes, weights):
        carried = said if any(said) else of_service
        bases = spread(tax.base_minor, carried)
        for index, minor in enumerate(spread(tax.tax_minor, carried)):
            if carried[index]:
                rows[index].append(row_of(tax, bases[index], minor))
    found = []
    for index, amount in enumerate(amounts):
        net = amount - sum([row.tax_minor for row in rows[index]])
        found.append(Totals(net, rows[index], services[index]))
    return found


def row_of(tax: TaxTotal, base_minor: int, tax_minor: int) -> TaxTotal:
    """Return a row for the same tax with other amounts."""
    row = TaxTotal(tax.key, tax.name, tax.rate_ppm, tax.included)
    row.base_minor, row.tax_minor = base_minor, tax_minor
    return row


def parts_of_lines(totals: Totals, lines: "list[Line]", shares: "list[int]", is_exempt: bool) -> "list[Totals]":
    """Return each line's part of the totals of an open sale, by what its own tax class says."""
    worths = []
    for line in lines:
        alone = total_of([(line.item.tax_class, line.price_minor, line.quantity_milli)])
        worths.append(alone.net_minor if is_exempt else alone.total_minor)
    weights = [_carried(tax.key, lines) for tax in totals.taxes]
    return parts(totals, [line.price_minor for line in lines], shares, worths, weights)


def _carried(key: str, lines: "list[Line]") -> "list[int]":
    """Return how much of a tax each line carries, over a common denominator."""
    amounts = []
    common = 1
    for line in lines:
        amount = 0, 1
        for tax, share in zip(line.item.tax_class.taxes, line.item.tax_class.shares):
            if tax.key == key:
                amount = share.of(line.price_minor, line.quantity_milli), share.d
        amounts.append(amount)
        if common % amount[1]:
            common *= amount[1]
    return [n * (common // d) for n, d in amounts]
