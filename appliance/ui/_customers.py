"""A customer in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .text import _
from .widgets.row import RowText

if TYPE_CHECKING:
    from appliance.core.money import Currency
    from appliance.till.customer_port import Customer


def name_text(customer: Customer) -> str:
    """Return what a customer is called; somebody without a name goes by the phone."""
    return customer.name or customer.phone or _("Without a name")


def holding_text(customer: Customer, currency: Currency) -> str:
    """Return points, and credit or debt, in a few words; "" for neither."""
    parts = [_("{n} points", n=f"{customer.points:,}".replace(",", currency.thousands))] if customer.points else []
    if customer.credit_minor > 0:
        parts.append(_("{money} credit", money=currency.plain(customer.credit_minor)))
    if customer.credit_minor < 0:
        parts.append(_("owes {money}", money=currency.plain(-customer.credit_minor)))
    return " · ".join(parts)


def row_of(customer: Customer, currency: Currency) -> RowText:
    """Return a customer as a row of a list."""
    said = (customer.phone if customer.name else "", holding_text(customer, currency))
    return RowText("user", name_text(customer), "\n".join(part for part in said if part))
