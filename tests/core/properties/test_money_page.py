"""The figures of docs/money.md are what the code computes."""

from fractions import Fraction
from pathlib import Path

import pytest

from appliance.core.cash import CashRounding, settle
from appliance.core.discount import Discount, in_turn, side_by_side
from appliance.core.rounding import MODES, spread, to_step
from appliance.core.tax import PPM
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


BY_COLUMN = {
    "amount": rounding, "whole": splitting, "discounts": money_off, "due": cash, "ppn": ppn, "taxes": many_lines,
}  # fmt: skip


@pytest.mark.parametrize("row", list(rows()))
def test_the_page_says_what_the_till_computes(row):
    computed = next(BY_COLUMN[column] for column in BY_COLUMN if column in row)(row)
    assert computed == {name: row[name] for name in computed}


def test_every_rule_has_figures():
    assert len(list(rows())) > 30
