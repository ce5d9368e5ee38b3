"""What a store prints, as a form: which parts a paper has and in which order; and a look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appliance.core import countries
from appliance.core.money import CURRENCIES, RUPIAH
from appliance.core.picture import Picture, picture_of
from appliance.core.receipt import LARGE, Heading, ReceiptLine
from appliance.core.receipt_blocks import WORDS
from appliance.core.sale_receipt import GIFT, LAYOUT, QUOTATION, SALE, sale_receipt
from cloud_bridge.office.fields import OrderedField
from cloud_bridge.office.pages import RowForm
from cloud_bridge.receipts.models import Logo

if TYPE_CHECKING:
    from cloud_bridge.fleet.models import Store

BLOCKS = {
    "marks": _("Marks: COPY, REFUND, TRAINING"),
    "heading": _("Name and heading of the store"),
    "number": _("Number and time"),
    "people": _("Cashier, customer, table"),
    "lines": _("Goods with prices"),
    "goods": _("Goods without prices"),
    "sums": _("Discounts and total"),
    "tenders": _("How it was paid, and change"),
    "taxes": _("Table of taxes"),
    "legends": _("What the law wants to be said"),
    "points": _("Points"),
    "note": _("Note on the sale"),
    "foot": _("Text below"),
    "journal": _("Digits of the journal"),
    "link": _("QR to the receipt on a phone"),
    "code": _("Bars, to be scanned when something comes back"),
}
NEEDED = {SALE: ("marks", "number", "lines", "sums", "tenders"), GIFT: ("marks", "number"), QUOTATION: ("marks",)}
COLUMNS = 32
THOUSAND = 1000


def _field(label: Any, paper: str, help_text: Any = "") -> OrderedField:
    choices = [(block, BLOCKS[block]) for block in LAYOUT[paper]]
    return OrderedField(label=label, choices=choices, required=False, help_text=help_text)


class PaperForm(RowForm):
    """The parts of every kind of paper; `layout` says those that are not as usual."""

    layout_sale = _field(
        _("On a receipt"), SALE, _("Ticked parts are printed, in this order. Marks, number, goods and sums must stay.")
    )
    layout_gift = _field(_("On a gift receipt"), GIFT)
    layout_quotation = _field(_("On a quotation"), QUOTATION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for paper, usual in LAYOUT.items():
            self.initial.setdefault(f"layout_{paper}", self.instance.receipt_layout.get(paper) or list(usual))

    def clean(self) -> dict[str, Any]:
        """Refuse a paper that leaves out what makes it one."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for paper, needed in NEEDED.items():
            chosen = found.get(f"layout_{paper}")
            missing = [str(BLOCKS[block]) for block in needed if chosen and block not in chosen]
            if missing:
                self.add_error(f"layout_{paper}", gettext("This must stay: %s.") % ", ".join(missing))
        return found

    def layout(self) -> dict[str, list[str]]:
        """Return the blocks of the papers that are not as usual; nothing ticked is as usual."""
        chosen = {paper: self.cleaned_data.get(f"layout_{paper}") or [] for paper in LAYOUT}
        return {paper: blocks for paper, blocks in chosen.items() if blocks and tuple(blocks) != LAYOUT[paper]}


def preview(store: Store) -> list[tuple[str, bool] | Picture]:
    """Return a receipt of goods nobody sold on 58 mm paper: the logo, and lines with whether they are large."""
    merchant = store.merchant
    country = countries.read(store.country or merchant.country) if store.country or merchant.country else None
    currency = country.currency if country else CURRENCIES.get(merchant.currency, RUPIAH)
    number = [f"{country.tax_number} {merchant.tax_number}".strip()] if country and merchant.tax_number else []
    lines, foot = store.heading.splitlines(), store.foot.splitlines()
    heading = Heading(store.name, [*lines, *number], [*(country.lines if country else ()), *foot], _logo(store))
    body = _example(currency.code, 10**currency.exponent if currency.exponent else THOUSAND)
    words = {key: gettext(text) for key, text in WORDS.items()}
    printed = sale_receipt(
        body,
        heading,
        "24/12/26 10:42",
        columns=COLUMNS,
        words=words,
        title=country.title if country else "",
        fingerprint="1F2E 3D4C",
        link="https://",
        layout=store.receipt_layout,
        currency=currency,
    )
    return [
        line if isinstance(line, Picture) else (_text(line), isinstance(line, ReceiptLine) and line.weight == LARGE)
        for line in printed
    ]


def _logo(store: Store) -> Picture | None:
    logo = Logo.objects.filter(store=store).first()
    return picture_of(logo.papers[0]) if logo else None


def _text(line: Any) -> str:
    """Return a line of the paper as text; a code is a picture there."""
    if isinstance(line, ReceiptLine):
        return line.text
    return ("[ QR ]" if line.kind == "qr" else "|||| || ||| |||").center(COLUMNS).rstrip()


def _example(currency: str, unit: int) -> dict[str, Any]:
    """Return the body of a sale: one thing twice, paid with a note."""
    price, tax = 15 * unit, 15 * unit * 11 // 111
    line = {
        "line": 1, "name": gettext("An example"), "unit": "pcs", "tax_class": "", "unit_price_minor": price,
        "quantity_milli": 2000, "discount_minor": 0, "price_minor": 2 * price, "share_minor": 0,
    }  # fmt: skip
    return {
        "number": "A-000123",
        "currency": currency,
        "lines": [line],
        "discounts": [],
        "taxes": [{"name": gettext("Tax"), "included": True, "base_minor": 2 * (price - tax), "tax_minor": 2 * tax}],
        "total_minor": 2 * price,
        "rounding_minor": 0,
        "tenders": [{"kind": "cash", "amount_minor": 2 * price, "change_minor": 20 * unit}],
        "points": {"earned": 3},
    }
