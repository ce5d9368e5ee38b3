"""The shop page as HTML; everything that comes from outside is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from appliance.core.money import RUPIAH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Row

PAGE = Path(__file__).with_name("shop_files") / "page.html"
# The buttons a state offers.
BUTTONS = {
    "unpaid": ("pay", "cancel"),
    "paid": ("ship", "cancel"),
    "packed": ("ship", "cancel"),
    "cancelling": ("cancel",),
    "shipped": ("complete",),
}
GOLDEN_ANGLE = 137  # degrees: neighbours on the shelf get colours far apart


@dataclass(frozen=True)
class Page:
    """What one view of the shop shows; `found` are variants in the order of their items."""

    title: str
    words: dict[str, str]
    found: Sequence[Row]
    orders: Sequence[tuple[Row, Sequence[Row]]]
    order_count: int
    wanted: str
    notice: str
    is_trouble: bool


def page_html(page: Page) -> str:
    """Return the whole page."""
    words = page.words
    cards = [_card(words, list(variants)) for _, variants in groupby(page.found, key=lambda row: row["item_id"])]
    orders = [_order(words, order, lines) for order, lines in page.orders]
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        {name: escape(word) for name, word in words.items()},
        title=escape(page.title),
        wanted=escape(page.wanted),
        notice=_notice(page),
        cards="".join(cards) or f'<p class="empty">{escape(words["nothing"])}</p>',
        order_list="".join(orders) or f'<p class="empty">{escape(words["no_orders"])}</p>',
        order_count=page.order_count or "",
    )


def _notice(page: Page) -> str:
    if not page.notice:
        return ""
    if page.is_trouble:
        return f'<p class="notice trouble" role="alert">{escape(page.notice)}</p>'
    return f'<p class="notice" role="status">{escape(page.words["bought"])} <b>{escape(page.notice)}</b></p>'


def _card(words: dict[str, str], variants: list[Row]) -> str:
    first = variants[0]
    hue = first["item_id"] * GOLDEN_ANGLE % 360
    image = escape(first["image"] or first["item_name"][:2].upper())
    choices = _choices(words, variants) if first["has_variants"] else _only(words, first)
    return f"""
<form class="card" method="post" action="/buy">
  <div class="tile" style="--hue:{hue}" aria-hidden="true">{image}</div>
  <h3>{escape(first["item_name"])}</h3>
  {choices}
  <input type="hidden" name="item_id" value="{first["item_id"]}">
  <div class="buy">
    <input type="number" name="quantity" value="1" min="1" max="999" aria-label="{escape(words["quantity"])}">
    <button>{escape(words["buy"])}</button>
  </div>
  <label class="later"><input type="checkbox" name="unpaid" value="1"> {escape(words["unpaid_box"])}</label>
</form>"""


def _only(words: dict[str, str], row: Row) -> str:
    return f"""<p class="price">{RUPIAH.format(row["price_minor"])}</p>
  <p class="sku">{escape(row["sku"])} {_stock(words, row)}</p>"""


def _choices(words: dict[str, str], variants: list[Row]) -> str:
    chosen = next((row["variant_id"] for row in variants if row["stock"] > row["reserved"]), variants[0]["variant_id"])
    return "".join(
        f"""<label class="choice"><input type="radio" name="model_id" value="{row["variant_id"]}"
      {"checked" if row["variant_id"] == chosen else ""}>
      <span>{escape(row["name"])}</span> <b>{RUPIAH.format(row["price_minor"])}</b> {_stock(words, row)}</label>"""
        for row in variants
    )


def _stock(words: dict[str, str], row: Row) -> str:
    left = row["stock"] - row["reserved"]
    text = words["left"].format(left) if left else words["sold_out"]
    return (
        f'<span class="stock{"" if left else " out"}" data-key="{row["item_id"]}-{row["variant_id"]}">'
        f"{escape(text)}</span>"
    )


def _order(words: dict[str, str], order: Row, lines: Sequence[Row]) -> str:
    said = "".join(f"<li>{line['quantity']} &times; {escape(_name(line))}</li>" for line in lines)
    buttons = "".join(
        f'<form method="post" action="/orders/{order["order_no"]}/{verb}"><button class="{verb}">{escape(words[verb])}'
        "</button></form>"
        for verb in BUTTONS.get(order["state"], ())
    )
    return f"""
<article class="order">
  <header><code>{order["order_no"]}</code>
    <span class="state {order["state"]}">{escape(words[order["state"]])}</span></header>
  <ul>{said}</ul>
  <footer><b>{RUPIAH.format(order["total_minor"])}</b> <span class="buttons">{buttons}</span></footer>
</article>"""


def _name(line: Row) -> str:
    return f"{line['name']}, {line['variant_name']}" if line["variant_name"] else str(line["name"])
