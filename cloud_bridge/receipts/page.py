"""The page of one receipt: made of the stored journal entry whenever somebody opens its link."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import segno
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appliance.core import countries, receipt_link
from appliance.core.money import CURRENCIES
from appliance.core.quantity import quantity_text
from appliance.core.receipt import Heading
from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.orders.models import Order
from cloud_bridge.orders.sales import TILL
from cloud_bridge.people.models import Staff
from cloud_bridge.receipts import returns
from cloud_bridge.receipts.logo import page_of
from cloud_bridge.receipts.pace import guesses
from cloud_bridge.receipts.sheet import Row, blocks
from cloud_bridge.receipts.words import words
from cloud_bridge.replication.models import Entry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from appliance.core.countries import Country
    from cloud_bridge.fleet.models import Till

SALES = ("sale.completed", "sale.refunded")
FINGERPRINT_DIGITS = 12
RETRY_S = 20  # a page that waits for the till looks again by itself
WHEN = "%d/%m/%y %H:%M"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show the receipt of a token: 200; what is not there, or not yet: 404; too many guesses: 429."""
    visitor = request.META.get("REMOTE_ADDR", "")
    if guesses.is_over(visitor):
        return _dressed(render(request, "receipts/missing.html", _missing(), status=HTTPStatus.TOO_MANY_REQUESTS))
    entry = entry_of(token)
    if entry is None:
        guesses.count(visitor)
        answer = render(request, "receipts/missing.html", _missing(), status=HTTPStatus.NOT_FOUND)
        answer["Retry-After"] = str(RETRY_S)
        return _dressed(answer)
    return _dressed(render(request, "receipts/receipt.html", shown(entry)))


def entry_of(token: str) -> Entry | None:
    """Return the sale or refund a token was made for; None for any other."""
    place = receipt_link.read(token)
    if place is None:
        return None
    entry = Entry.objects.select_related("till__store__merchant").filter(till=place[0], seq=place[1]).first()
    if entry is None or entry.type not in SALES:
        return None
    said = {"seq": entry.seq, "hash": entry.hash, "sig": entry.sig}
    return entry if receipt_link.fits(token, said) else None


def token_of(till: Till, seq: int) -> str:
    """Return the token of a stored entry, "" while it is not stored."""
    entry = Entry.objects.filter(till=till, seq=seq).first()
    if entry is None:
        return ""
    said = {"seq": seq, "hash": entry.hash, "sig": entry.sig}
    return receipt_link.till_letters(till.key) + receipt_link.entry_letters(said)


def shown(entry: Entry) -> dict[str, Any]:
    """Return what the page shows of an entry."""
    body, till = json.loads(entry.body), entry.till
    country = _country(till)
    heading = _heading(till, country)
    said = words()
    marks = _marks(entry, body)
    cashier = Staff.objects.filter(merchant=till.merchant_id, key=entry.by).values_list("name", flat=True).first()
    found = blocks(
        body,
        heading,
        "",
        said,
        marks=marks,
        cashier=cashier or "",
        legends=country.legends() if country else {},
        currency=country.currency if country else None,
    )
    return {
        "title": (country.title if country else "") or said["receipt"],
        "number": body["number"],
        "when": _when(entry.at_ms, till, country),
        "logo": page_of(till.store),
        "back": _back(till, country, body),
        "heading": heading,
        "marks": [said[mark] for mark in marks],
        "is_void": "void" in marks,
        "fingerprint": entry.hash[:FINGERPRINT_DIGITS],
        "code": _code(body["number"]),
        **found,
    }


def _when(at_ms: int, till: Till, country: Country | None) -> str:
    """Return a moment as the store's wall clock showed it, written as its country does."""
    zone = timezone(timedelta(minutes=till.store.utc_offset_minutes))
    at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)
    return at.strftime(country.when if country else WHEN)


def _back(till: Till, country: Country | None, body: dict[str, Any]) -> dict[str, Any]:
    """Return what came back since: a row for each refund, its goods below it, and what is left of the total."""
    came = returns.of_sale(till, body)
    if not came:
        return {}
    currency = (
        country.currency if country and country.currency.code == body["currency"] else CURRENCIES[body["currency"]]
    )
    rows = []
    for one in came:
        title = f"{_('Refund')} {one.number}"
        rows.append(Row(title, (currency.plain(-one.minor),), detail=_when(one.at_ms, till, country)))
        for name, quantity_milli, unit in one.goods:
            many = quantity_text(quantity_milli, currency.decimal) + ("" if unit == "pcs" else f" {unit}")
            rows.append(Row(f"{many} \N{MULTIPLICATION SIGN} {name}", is_part=True))
    left_minor = body["total_minor"] - sum(one.minor for one in came)
    return {"rows": rows, "left": currency.format(left_minor), "is_all": left_minor == 0}


def _code(number: str) -> str:
    """Return a number as a square that a till can scan off a phone."""
    return segno.make(number, error="m", micro=False).svg_inline(border=0, dark="#17201d", omitsize=True)


def _marks(entry: Entry, body: dict[str, Any]) -> list[str]:
    voided = Order.objects.filter(origin=TILL + entry.till_id, external_id=body["sale"], state=CANCELLED)
    marks = ["void"] if voided.exists() else []
    if entry.type == "sale.refunded":
        marks.append("refund")
    elif any(line["quantity_milli"] < 0 for line in body["lines"]):
        marks.append("exchange")
    return marks


def _country(till: Till) -> Country | None:
    key = till.store.country or till.store.merchant.country
    return countries.read(key) if key else None


def _heading(till: Till, country: Country | None) -> Heading:
    """Return what the store's tills print around every receipt."""
    store, number = till.store, till.store.merchant.tax_number
    lines = store.heading.splitlines() + (
        [f"{country.tax_number if country else ''} {number}".strip()] if number else []
    )
    return Heading(store.name, lines, [*(country.lines if country else ()), *store.foot.splitlines()])


def _missing() -> dict[str, Any]:
    return {"title": _("Receipt"), "retry_s": RETRY_S}


def _dressed(answer: HttpResponse) -> HttpResponse:
    """Keep the page to whoever has the link."""
    answer["Content-Security-Policy"] = POLICY
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "private, no-store"
    return answer
