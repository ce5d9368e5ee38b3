"""The figures of docs/money.md are what the code computes."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from appliance.core.cash import CashRounding, settle
from appliance.core.discount import Discount, in_turn, side_by_side
from appliance.core.entries.sale import sale_completed
from appliance.core.line import Item
from appliance.core.promotion import Moment, PricedLine, applied, from_data
from appliance.core.refund import Original
from appliance.core.rounding import MODES, spread, to_step
from appliance.core.sale import Sale
from appliance.core.service import Service
from appliance.core.tax import PPM
from appliance.core.tender import Payment
from appliance.core.tip import tips_for
from appliance.core.totals import PER_LINE, discounted, total_of
from tests.vectors._amount import Scale, ppm
from tests.vectors._case import shown
from tests.vectors._taxes import from_text, tax_class

PAGE = Path(__file__).resolve().parents[3] / "docs" / "money.md"


def rows():
    """Yield every row of every table of the page by its columns' names."""
    columns: list[str] = []
    for number, line in enumerate(PAGE.read_text().splitlines(), 1):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            columns = []
        elif not columns:
            columns = cells
        elif set(line) - set("|-"):
            yield pytest.param(dict(zip(columns, cells, strict=True)), id=f"line {number}")


def rounding(row):
    scale = Scale([row["amount"], row["step"]])
    amount, step = scale.read(row["amount"]), scale.read(row["step"])
    return {mode: scale.write(to_step(amount, step, mode)) for mode in MODES}


def splitting(row):
    parts = spread(int(row["whole"]), [int(weight) for weight in row["weights"].split(", ")])
    return {"parts": ", ".join(map(str, parts))}


def many_lines(row):
    texts = row.get("lines", row.get("price")).split("; ")
    taxes = [tax_class(from_text(text)) for text in row["taxes"].split("; ")]
    scale = Scale(texts)
    priced = [(taxes[index % len(taxes)], scale.read(text), 1000) for index, text in enumerate(texts)]
    totals = total_of(priced, row.get("rounded per", PER_LINE))
    if "off" in row:
        totals = discounted(totals, discount(row["off"], scale).off(totals.total_minor))
    return {
        "net": scale.write(totals.net_minor),
        "each tax": ", ".join(scale.write(tax.tax_minor) for tax in totals.taxes),
        "total": scale.write(totals.total_minor),
    }


def ppn(row):
    scale = Scale([row["price"]])
    price = scale.read(row["price"])
    part = {"base_num": 11, "base_den": 12}
    base = tax_class([{"rate_ppm": PPM, **part}]).shares[0]
    tax = total_of([(tax_class([{"rate_ppm": ppm(row["ppn"]), **part}]), price, 1000)])
    return {"base": shown(Fraction(base.of(price, 1000), base.d), 2), "tax": scale.write(tax.tax_minor)}


def discount(text, scale):
    return Discount(ppm=ppm(text[:-2])) if text.endswith(" %") else Discount(minor=scale.read(text))


def money_off(row):
    scale = Scale([row["price"]])
    price = scale.read(row["price"])
    way = {"in turn": in_turn, "side by side": side_by_side}[row["way"]]
    offs = way(price, [discount(text, scale) for text in row["discounts"].split(", ")])
    return {"off": ", ".join(map(scale.write, offs)), "left": scale.write(price - sum(offs))}


def cash(row):
    scale = Scale([row["due"], row["handed over"]], row["step"])
    paid = settle(scale.read(row["due"]), scale.read(row["handed over"]), CashRounding(scale.step_minor, row["mode"]))
    minor = {"rounding": paid.rounding_minor, "paid": paid.paid_minor, "change": paid.change_minor}
    return {name: scale.write(amount) for name, amount in minor.items()}


def promotions(row):
    lines = []
    for number, text in enumerate(row["cart"].split("; ")):
        count, unit = (int(part) for part in text.split(" \N{MULTIPLICATION SIGN} "))
        lines.append(PricedLine(number, "abcdef"[number], "", count * 1000, unit, count * unit))
    promised = [json.loads(text) for text in row["promotions"].strip("`").split("`, `")]
    rules = [from_data(f"p{number}", {"name": "Promo", **data}) for number, data in enumerate(promised)]
    offs = [0] * len(lines)
    for one in applied(lines, rules, Moment(0, 0, "2026-01-01")):
        offs[one.number] += one.off_minor
    left = sum(line.before_minor for line in lines) - sum(offs)
    return {"off each line": "; ".join(map(str, offs)), "to pay": str(left)}


def tenders(row):
    kinds, amounts = zip(*(text.split(" ") for text in row["tenders"].split(", ")), strict=True)
    scale = Scale([row["total due"], *amounts], row["step"])
    payment = Payment(scale.read(row["total due"]), CashRounding(scale.step_minor))
    for number, (kind, amount) in enumerate(zip(kinds, amounts, strict=True)):
        payment.pay(f"t{number}", kind, scale.read(amount))
    booked = [f"{tender.kind} {scale.write(tender.amount_minor)}" for tender in payment.settled_tenders()]
    minor = {"rounding": payment.rounding_minor, "change": payment.change_minor}
    return {"booked as": ", ".join(booked), **{name: scale.write(amount) for name, amount in minor.items()}}


def tips(row):
    scale = Scale([row["paid"], row["step"]])
    shares = [ppm(text.removesuffix(" %")) for text in row["shares"].split(", ")]
    offers = tips_for(scale.read(row["paid"]), shares, scale.read(row["step"]))
    return {"offered": ", ".join(scale.write(tip) for _share, tip in offers)}


def coming_back(row):
    lines = [text.split(" \N{MULTIPLICATION SIGN} ") for text in row["sold"].split("; ")]
    scale = Scale([price for _, price in lines])
    sale = Sale("s", 0)
    for number, (count, price) in enumerate(lines):
        item = Item(f"v{number}", "", "", scale.read(price), tax_class(from_text(row["taxed"])))
        sale.add(item, int(count) * 1000)
    sale.discounts.append(discount(row["order off"], scale))
    due = sale.totals().total_minor
    original = Original(sale_completed(sale, "A-1", "z", "EUR", settle(due, due, CashRounding())))
    backs = []
    for count in row["of the first, one after another"].split(", "):
        backs.append(original.back(1, int(count) * 1000).totals)
        original.back_milli[1] = original.back_milli.get(1, 0) + int(count) * 1000
    return {
        "money back": ", ".join(scale.write(-back.total_minor) for back in backs),
        "of it tax": ", ".join(scale.write(-back.tax_minor) for back in backs),
    }


def nothing(row):
    """A table of words."""
    return {}


def service(row):
    scale = Scale([row["bill"]])
    taxed = tax_class(from_text(row["taxed"]))
    sale = Sale("s", 0)
    sale.add(Item("v", "", "", scale.read(row["bill"]), taxed))
    sale.discounts.append(Discount(ppm=ppm(row["order off"][:-2])))
    sale.service = Service(ppm(row["service"][:-2]), taxed, row["of"])
    totals = sale.totals()
    said = {"service comes to": totals.service_minor, "taxes": totals.tax_minor, "total": totals.total_minor}
    return {name: scale.write(minor) for name, minor in said.items()}


BY_COLUMN = {
    "bill": service, "total due": tenders, "sold": coming_back, "offered": tips,
    "amount": rounding, "whole": splitting, "discounts": money_off, "due": cash, "ppn": ppn, "taxes": many_lines,
    "promotions": promotions, "what it says": nothing,
}  # fmt: skip


@pytest.mark.parametrize("row", list(rows()))
def test_the_page_says_what_the_till_computes(row):
    computed = next(BY_COLUMN[column] for column in BY_COLUMN if column in row)(row)
    assert computed == {name: row[name] for name in computed}


def test_every_rule_has_figures():
    assert len(list(rows())) > 30
