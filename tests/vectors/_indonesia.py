"""Indonesian taxes: group E of the money vectors."""

from fractions import Fraction
from typing import Any

from appliance.core.discount import Discount
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.core.service import Service
from appliance.core.tax import PPM
from appliance.core.totals import PER_LINE, total_of
from tests.vectors._amount import Scale, ppm
from tests.vectors._case import Case
from tests.vectors._taxes import tax_class


def pbjt(case: Case) -> dict[str, Any]:
    """A restaurant's bill: the regional tax is charged on the service charge too."""
    inputs = case.inputs
    text = inputs.need("price")
    scale = Scale([text])
    pbjt = tax_class([{"rate_ppm": ppm(inputs.need("pbjt_pct"))}])
    sale = Sale("s", 0)
    sale.add(Item("meal", "meal", "Meal", scale.read(text), pbjt))
    sale.discounts.append(Discount(ppm=ppm(inputs.take("discount_pct", "0"))))
    sale.service = Service(ppm(inputs.need("service_pct")), pbjt, inputs.need("service_base"))
    bill = sale.totals()
    return {
        "after_discount": scale.write(bill.net_minor - bill.service_minor),
        "service": scale.write(bill.service_minor),
        "tax": scale.write(bill.tax_minor),
        "total": scale.write(bill.total_minor),
    }


def ppn(case: Case) -> dict[str, Any]:
    """VAT on a part of the price: 11/12 for goods that are no luxury."""
    text = case.inputs.need("price")
    scale = Scale([text])
    price = scale.read(text)
    part = Fraction(case.inputs.take("base_fraction", "1"))
    charged = {"base_num": part.numerator, "base_den": part.denominator}
    rate_ppm = ppm(case.inputs.need("rate_pct"))
    base = tax_class([{"rate_ppm": PPM, **charged}]).shares[0]
    bill = total_of([(tax_class([{"rate_ppm": rate_ppm, **charged}]), price, 1000)], PER_LINE)
    return {
        "tax_base": scale.exact(base.of(price, 1000), base.d),
        "tax": scale.write(bill.tax_minor),
        "total": scale.write(bill.total_minor),
    }


GROUPS = {"id_pbjt": pbjt, "id_ppn": ppn}
