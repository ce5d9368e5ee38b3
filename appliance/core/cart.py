"""An open sale as plain data, so that it can be kept on disk and come back after a power cut."""

from .approval import Approval
from .customer import Customer
from .discount import Discount
from .line import Item, Line, Modifier, Override, Returned
from .sale import Sale
from .tax import TaxClass
from .tender import from_body
from .totals import TaxTotal, Totals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Snapshot = dict[str, Any]

# What is kept only if it says something, by the name of the attribute; older snapshots lack all of it.
ITEM_WORDS = ("category", "min_age", "weight_g", "card")
LINE_WORDS = ("note", "batch", "expires")
SALE_WORDS = ("note", "table", "is_training", "points_earned", "points_spent", "parts_back")


def _discount(discount: "Discount | None") -> "Snapshot | None":
    if discount is None:
        return None
    return {"ppm": discount.ppm, "minor": discount.minor, "reason": discount.reason}


def _said(thing: object, names: tuple[str, ...]) -> "Snapshot":
    return {name: getattr(thing, name) for name in names if getattr(thing, name)}


def _line(line: Line) -> "Snapshot":
    item = line.item
    kept = {
        "line": line.number,
        "variant": item.variant,
        "sku": item.sku,
        "name": item.name,
        "price_minor": item.price_minor,
        "unit": item.unit,
        "tax_class": item.tax_class.key,
        "quantity_milli": line.quantity_milli,
        "label_minor": line.label_minor,
        "discount": _discount(line.discount),
    }
    kept.update(_said(item, ITEM_WORDS))
    kept.update(_said(line, LINE_WORDS))
    if line.modifiers:
        kept["modifiers"] = [[choice.key, choice.name, choice.price_minor] for choice in line.modifiers]
    if line.price_override:
        override = line.price_override
        kept["override"] = [override.price_minor, override.reason, override.by]
    if line.returned:
        kept["returned"] = _returned(line.returned)
    return kept


def _returned(returned: Returned) -> "Snapshot":
    taxes = []
    for tax in returned.totals.taxes:
        taxes.append([tax.key, tax.name, tax.rate_ppm, tax.included, tax.base_minor, tax.tax_minor])
    return {
        "sale": returned.sale,
        "line": returned.line,
        "price_minor": returned.price_minor,
        "discount_minor": returned.discount_minor,
        "share_minor": returned.share_minor,
        "net_minor": returned.totals.net_minor,
        "service_minor": returned.totals.service_minor,
        "taxes": taxes,
    }


def snapshot(sale: Sale) -> "Snapshot":
    """Return everything that is needed to go on with the sale; promotions are asked again."""
    kept = {
        "sale": sale.key,
        "opened_at_ms": sale.opened_at_ms,
        "policy": sale.policy,
        "last_number": sale.last_number,
        "lines": [_line(line) for line in sale.lines],
        "discounts": [_discount(discount) for discount in sale.discounts],
    }
    kept.update(_said(sale, SALE_WORDS))
    if sale.customer:
        kept["customer"] = sale.customer.data()
    if sale.coupons:
        kept["coupons"] = list(sale.coupons)
    if sale.codes_back:
        kept["codes_back"] = list(sale.codes_back)
    if sale.approved:
        kept["approved"] = [approval.data() for approval in sale.approved]
    if sale.tenders:
        kept["tenders"] = [tender.body() for tender in sale.tenders]
    return kept


def restored(data: "Snapshot", tax_classes: "dict[str, TaxClass]") -> Sale:
    """Return the sale a snapshot was made of, at the prices it had then; raises KeyError for an unknown tax class."""
    sale = Sale(data["sale"], data["opened_at_ms"], data["policy"])
    sale.last_number = data["last_number"]
    sale.lines = [_restored_line(kept, tax_classes) for kept in data["lines"]]
    sale.discounts = [Discount(**discount) for discount in data["discounts"]]
    _say(sale, SALE_WORDS, data)
    if "customer" in data:
        kept = data["customer"]
        sale.customer = Customer(kept["customer"], kept["name"], kept["group"], kept["is_exempt"])
    sale.coupons = list(data.get("coupons", ()))
    sale.codes_back = list(data.get("codes_back", ()))
    sale.approved = [Approval(**kept) for kept in data.get("approved", ())]
    sale.tenders = [from_body(kept) for kept in data.get("tenders", ())]
    return sale


def _say(thing: object, names: tuple[str, ...], data: "Snapshot") -> None:
    for name in names:
        if name in data:
            setattr(thing, name, data[name])


def _restored_line(kept: "Snapshot", tax_classes: "dict[str, TaxClass]") -> Line:
    key = kept["tax_class"]
    # what comes back has its taxes with it (its class may be long gone), a card has none
    tax_class = TaxClass(key, "", []) if "returned" in kept or "card" in kept else tax_classes[key]
    item = Item(kept["variant"], kept["sku"], kept["name"], kept["price_minor"], tax_class, unit=kept["unit"])
    _say(item, ITEM_WORDS, kept)
    line = Line(kept["line"], item, kept["quantity_milli"])
    _say(line, LINE_WORDS, kept)
    line.label_minor = kept["label_minor"]
    if kept["discount"] is not None:
        line.discount = Discount(**kept["discount"])
    line.modifiers = [Modifier(*choice) for choice in kept.get("modifiers", ())]
    if "override" in kept:
        line.price_override = Override(*kept["override"])
    if "returned" in kept:
        line.returned = _restored_returned(kept["returned"])
    return line


def _restored_returned(kept: "Snapshot") -> Returned:
    taxes = []
    for key, name, rate_ppm, included, base_minor, tax_minor in kept["taxes"]:
        tax = TaxTotal(key, name, rate_ppm, included)
        tax.base_minor, tax.tax_minor = base_minor, tax_minor
        taxes.append(tax)
    totals = Totals(kept["net_minor"], taxes, kept["service_minor"])
    return Returned(
        kept["sale"], kept["line"], kept["price_minor"], kept["discount_minor"], kept["share_minor"], totals
    )
