"""Bills by country packs: what a till in a country prints and asks for."""

from typing import Any

from appliance.core import countries
from appliance.core.customer import Customer
from appliance.core.discount import Discount
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.core.service import Service
from appliance.core.tax import Tax, TaxClass
from tests.vectors._amount import milli, ppm
from tests.vectors._case import Case, Inputs, NotUnderstood


def bill(case: Case) -> dict[str, Any]:
    """A bill with the pack's tax classes and policy, and what is paid of it in cash."""
    inputs = case.inputs
    country = countries.read(inputs.need("country"))
    classes = country.tax_classes()
    for key, percent in inputs.take("rates_pct", {}).items():  # where the pack leaves the rate to the owner
        row = next(row for row in country.tax_class_rows if row["key"] == key)
        classes[key] = TaxClass(key, row["name"], [Tax(**{**tax, "rate_ppm": ppm(percent)}) for tax in row["taxes"]])
    read, write = country.currency.parse, _plain(country)
    sale = Sale("s", 0, inputs.take("policy", country.policy))
    for given in inputs.need("lines"):
        _add(sale, Inputs(given), classes, read)
    if "discount_pct" in inputs:
        sale.discounts.append(Discount(ppm=ppm(inputs.take("discount_pct"))))
    if "service_pct" in inputs:
        key = inputs.take("service_class", country.service_row["tax_class"])
        sale.service = Service(ppm(inputs.take("service_pct")), classes[key], inputs.take("service_base"))
    if inputs.take("exempt", False):
        sale.customer = Customer("c", "", "", True)
    totals = sale.totals()
    due = totals.total_minor
    return {
        "net": write(totals.net_minor),
        "taxes": {tax.name: write(tax.tax_minor) for tax in totals.taxes},
        "bases": {tax.name: write(tax.base_minor) for tax in totals.taxes},
        "service": write(totals.service_minor),
        "total": write(due),
        "cash_due": write(country.rounding.round(due)),
        "printed": country.currency.format(due),
        "legends": [country.legends()[key] for key in _sold(sale) if key in country.legends()],
    }


def _add(sale: Sale, line: Inputs, classes: dict[str, TaxClass], read: Any) -> None:
    quantity_milli = milli(line.take("qty", "1"))
    key = line.need("class")
    if key not in classes:
        raise NotUnderstood(f"class {key}")
    unit = "kg" if quantity_milli % 1000 else "pcs"
    name = str(len(sale.lines))
    added = sale.add(Item(name, name, name, read(line.need("price")), classes[key], unit=unit), quantity_milli)
    if "discount_pct" in line:
        sale.discount_line(added.number, Discount(ppm=ppm(line.take("discount_pct"))))
    line.close()


def _sold(sale: Sale) -> list[str]:
    return sorted({line.item.tax_class.key for line in sale.lines})


def _plain(country: countries.Country) -> Any:
    """Amounts as the vector files write them: a point and no grouping."""
    exponent = country.currency.exponent

    def write(minor: int) -> str:
        digits = str(abs(minor)).rjust(exponent + 1, "0")
        sign = "-" if minor < 0 else ""
        return sign + digits[: len(digits) - exponent] + ("." + digits[-exponent:] if exponent else "")

    return write


def pack(case: Case) -> dict[str, Any]:
    """What a pack says of a country's money, labels and dates."""
    country = countries.read(case.inputs.need("country"))
    write = _plain(country)
    return {
        "currency": country.currency.code,
        "notes": [write(note) for note in country.notes_minor],
        "coins": [write(coin) for coin in country.coins_minor],
        "cash_step": write(country.rounding.step_minor),
        "labels": [rule.pattern for rule in country.label_rules()],
        "first_weekday": str(country.first_weekday),
    }


GROUPS = {"country_bill": bill, "country_pack": pack}
