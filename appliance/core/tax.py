"""Taxes and tax classes: exact shares of a price, before anything is rounded.

A tax class is compiled once into whole numbers, so that a line costs one multiplication and one division per tax:
every tax is (price_minor * p + quantity_milli * q) / d exactly.
"""

from . import ratio
from .errors import N_, LapakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .ratio import Ratio

PERCENT = "percent"  # a share of the base
DIVISION = "division"  # a share of the price that contains it ("por dentro")
FIXED = "fixed"  # so much per unit
PPM = 1_000_000


class TaxImpossible(LapakError):
    """Taxes that leave no price to compute."""

    code = "tax.impossible"
    text = N_("The taxes of “{name}” cannot be computed together. Correct their rates in the back office.")


class Tax:
    """One tax: its rate, and how it meets its neighbours.

    in_base: the taxes after it are charged on it too. base_affected: it is charged on the ones before it.
    base_num/base_den: charged on a part of its base only (PPN: 11/12, PMK 131/2024).
    sign -1: taken back (reverse charge).
    """

    def __init__(
        self,
        key: str,
        name: str,
        rate_ppm: int = 0,
        *,
        kind: str = PERCENT,
        amount_minor: int = 0,
        included: bool = False,
        in_base: bool = False,
        base_affected: bool = True,
        base_num: int = 1,
        base_den: int = 1,
        sign: int = 1,
    ) -> None:
        self.key = key
        self.name = name
        self.rate_ppm = rate_ppm
        self.kind = kind
        self.amount_minor = amount_minor
        self.included = included
        self.in_base = in_base
        self.base_affected = base_affected
        self.base_num = base_num
        self.base_den = base_den
        self.sign = sign


class Form:
    """A sum n*net + p*price + q*quantity with exact factors."""

    def __init__(self, n: "Ratio" = ratio.ZERO, p: "Ratio" = ratio.ZERO, q: "Ratio" = ratio.ZERO) -> None:
        self.n, self.p, self.q = n, p, q

    def plus(self, other: "Form") -> "Form":
        """Return the sum of the two."""
        return Form(ratio.add(self.n, other.n), ratio.add(self.p, other.p), ratio.add(self.q, other.q))

    def times(self, factor: "Ratio") -> "Form":
        """Return the form with every factor multiplied."""
        return Form(ratio.multiply(self.n, factor), ratio.multiply(self.p, factor), ratio.multiply(self.q, factor))


class Share:
    """An exact part of a line: (p * price_minor + q * quantity_milli) / d."""

    def __init__(self, p: "Ratio", q: "Ratio") -> None:
        q = ratio.multiply(q, (1, 1000))
        self.d = p[1] * q[1]
        self.p = p[0] * q[1]
        self.q = q[0] * p[1]

    def of(self, price_minor: int, quantity_milli: int) -> int:
        """Return the numerator over `d`."""
        return self.p * price_minor + self.q * quantity_milli


class TaxClass:
    """The taxes that apply to a kind of goods, in their order."""

    def __init__(self, key: str, name: str, taxes: list[Tax]) -> None:
        self.key = key
        self.name = name
        self.taxes = taxes
        self.all_included = all(tax.included for tax in taxes)
        self.net, self.shares = self._compile()

    def _amount(self, tax: Tax, base: Form) -> Form:
        if tax.kind == FIXED:
            return Form(q=(tax.amount_minor * tax.sign, 1))
        rate = ratio.multiply(ratio.reduce(tax.rate_ppm * tax.sign, PPM), ratio.reduce(tax.base_num, tax.base_den))
        if tax.kind == PERCENT:
            return base.times(rate)
        if tax.included:
            return Form(p=rate)
        if rate == ratio.ONE:
            raise TaxImpossible(name=self.name)
        return base.times(ratio.quotient(rate, ratio.subtract(ratio.ONE, rate)))

    def _compile(self) -> tuple[Share, list[Share]]:
        net = Form(n=ratio.ONE)
        amounts = []
        in_base = Form()
        contained = net  # what the price contains: the net and every included tax
        for tax in self.taxes:
            amount = self._amount(tax, net.plus(in_base) if tax.base_affected else net)
            amounts.append(amount)
            if tax.in_base:
                in_base = in_base.plus(amount)
            if tax.included:
                contained = contained.plus(amount)
        if contained.n == ratio.ZERO:
            raise TaxImpossible(name=self.name)
        # contained = price, solved for the net
        net_p = ratio.quotient(ratio.subtract(ratio.ONE, contained.p), contained.n)
        net_q = ratio.quotient(ratio.subtract(ratio.ZERO, contained.q), contained.n)
        shares = []
        for a in amounts:
            p = ratio.add(a.p, ratio.multiply(a.n, net_p))
            q = ratio.add(a.q, ratio.multiply(a.n, net_q))
            shares.append(Share(p, q))
        return Share(net_p, net_q), shares
