"""The orders of vector files: lines with their taxes, from whichever of the notations a case uses."""

from fractions import Fraction
from typing import Any

from appliance.core.rounding import divide
from appliance.core.tax import TaxClass
from appliance.core.totals import PER_LINE, PER_ORDER, PER_RATE, Totals, total_of
from tests.vectors._amount import Scale, milli, ppm
from tests.vectors._case import Case, Inputs, NotUnderstood
from tests.vectors._taxes import from_objects, from_rates, from_text, tax_class

PRICES = ("price", "net", "gross", "unit_price")
RAW = "raw"
ROUNDINGS = {"per_line": PER_LINE, "per_line_half_up": PER_LINE, "global": PER_RATE, "global_raw": RAW}
COMMON = ("taxes", "rates_pct", "rate_pct")


class Order:
    """What a case sells, and where it wants tax to be rounded; `policy` is "" where the case does not say."""

    def __init__(self, case: Case) -> None:
        inputs = case.inputs
        given = _lines(inputs)
        texts = [text for line in given for key, text in line.items() if key in PRICES]
        self.scale = Scale(texts, inputs.take("currency_step") or inputs.take("step"))
        rounding = inputs.take("rounding")
        if rounding is not None and rounding not in ROUNDINGS:
            raise NotUnderstood(f"rounding “{rounding}”")
        self.policy = ROUNDINGS[rounding] if rounding else ""
        flag = inputs.take("price_includes_tax", inputs.take("included"))
        common = _common(inputs, self.scale, included=any("gross" in line for line in given) if flag is None else flag)
        self.priced = [self._priced(Inputs(line), common, flag) for line in given]

    def _priced(self, line: Inputs, common: TaxClass | None, flag: bool | None) -> tuple[TaxClass, int, int]:
        name, price = line.one_of(*PRICES)
        quantity_milli = milli(line.take("qty", "1"))
        if common is None:
            included = line.take("included", name == "gross" if flag is None else flag)
            if "rates" in line:
                taxes = [tax for rate in line.take("rates") for tax in from_text(rate)]
            else:
                taxes = [{"rate_ppm": ppm(line.need("rate_pct")), "included": included}]
        line.close()
        price_minor = divide(self.scale.read(price) * quantity_milli, 1000)
        return common or tax_class(taxes), price_minor, quantity_milli

    def totals(self, policy: str) -> Totals:
        """Return what the till makes of the order."""
        return total_of(self.priced, policy, self.scale.step_minor)

    def said(self, totals: Totals, suffix: str = "") -> dict[str, Any]:
        """Return totals in the words of the vector files."""
        write = self.scale.write
        taxes = [write(tax.tax_minor) for tax in totals.taxes]
        return {
            "net" + suffix: write(totals.net_minor),
            "tax" + suffix: write(totals.tax_minor),
            "taxes" + suffix: taxes,
            "tax_by_rate" + suffix: taxes,
            "total" + suffix: write(totals.total_minor),
        }

    def exact(self) -> dict[str, Any]:
        """Return the order before anything is rounded, one tax per place in the class."""
        net = Fraction(0)
        taxes = [Fraction(0) for _ in self.priced[0][0].taxes]
        for line_class, price, quantity in self.priced:
            if line_class is not self.priced[0][0]:
                raise NotUnderstood("unrounded taxes of different lines")
            net += self.scale.exact(line_class.net.of(price, quantity), line_class.net.d)
            for index, share in enumerate(line_class.shares):
                taxes[index] += self.scale.exact(share.of(price, quantity), share.d)
        return {"net": net, "taxes": taxes, "tax": sum(taxes), "total": net + sum(taxes)}


def _lines(inputs: Inputs) -> list[dict[str, Any]]:
    if "gross_lines" in inputs:
        return [{"gross": text} for text in inputs.take("gross_lines")]
    if "lines" in inputs:
        return [{"price": line} if isinstance(line, str) else line for line in inputs.take("lines")]
    name, text = inputs.one_of(*PRICES)
    return [{name: text, "qty": inputs.take("qty", "1")}]


def _common(inputs: Inputs, scale: Scale, *, included: bool) -> TaxClass | None:
    if not any(key in inputs for key in COMMON):
        return None
    key, taxes = inputs.one_of(*COMMON)
    if key == "rates_pct":
        return tax_class(from_rates(inputs, included=included))
    if key == "rate_pct":
        return tax_class([{"rate_ppm": ppm(taxes), "included": included}])
    if isinstance(taxes, str):
        return tax_class(from_text(taxes))
    return tax_class(from_objects(taxes, scale))


def policy_of(case: Case, order: Order) -> str:
    """Return where tax is rounded: as the case says, else as its group is named."""
    if order.policy:
        return order.policy
    if case.group.endswith("_mixed_rates"):
        return PER_ORDER
    return PER_RATE if case.group.endswith("_global") else PER_LINE
