"""A service charge: a share of the bill, taxed as a line of its own.

Indonesia's regional tax on restaurants knows two bases for it, both lawful (docs/money.md): the price before discounts
and the price after them. The tax is charged on the service too.
"""

from .errors import N_, LapakError
from .rounding import divide
from .tax import PPM, TaxClass
from .totals import Totals, together, total_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    Priced = list[tuple[TaxClass, int, int]]

AFTER = "after_discount"
BEFORE = "before_discount"
BASES = (AFTER, BEFORE)


class ServiceBaseUnknown(LapakError):
    """A setting names a base that does not exist."""

    code = "service.base"
    text = N_("“{base}” is no base for a service charge. Choose after_discount or before_discount.")


class Service:
    """How a shop charges for service: how much, of what, and the class that taxes it."""

    def __init__(self, rate_ppm: int, tax_class: TaxClass, base: str = AFTER, name: str = "Service") -> None:
        if base not in BASES:
            raise ServiceBaseUnknown(base=base)
        self.rate_ppm = rate_ppm
        self.tax_class = tax_class
        self.base = base
        self.name = name

    def of(self, before_minor: int, after_minor: int) -> int:
        """Return the charge on tags of before_minor that discounts have brought down to after_minor."""
        return divide((before_minor if self.base == BEFORE else after_minor) * self.rate_ppm, PPM)


def with_service(
    service: Service, priced: "Priced", policy: str, goods: Totals, discounted: Totals, before_minor: int
) -> Totals:
    """Return the totals of a bill with its service charge.

    goods: totals of the priced lines; discounted: those after the order's discounts (the same object where there are
    none); before_minor: what the lines' tags came to before any discount. Without an order discount the charge is
    rounded together with the lines, as the policy says; with one, on its own, because no order discount touches it.
    """
    tags_minor = sum([price for _, price, _ in priced])
    if goods is discounted or not goods.total_minor:
        after_minor = tags_minor
    else:
        after_minor = divide(tags_minor * discounted.total_minor, goods.total_minor)
    charge = service.of(before_minor, after_minor)
    line = (service.tax_class, charge, 1000)
    if goods is discounted:
        totals = total_of(priced + [line], policy)
    else:
        totals = together(discounted, total_of([line], policy))
    totals.service_minor = charge
    return totals
