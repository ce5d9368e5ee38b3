"""What cannot be done with a customer, told to the cashier."""

from __future__ import annotations

from appliance.core.errors import N_

from .errors import TillError


class CustomerUnknown(TillError):
    """A customer's card, or a customer, that this till has not heard of."""

    code = "customer.unknown"
    text = N_("No customer with that card or number is known here. Search by name, or add them.")


class CustomerNameless(TillError):
    """Somebody who could never be found again."""

    code = "customer.nameless"
    text = N_("Type at least a name or a phone number.")


class CustomerMissing(TillError):
    """Points, credit and accounts belong to somebody."""

    code = "customer.missing"
    text = N_("Choose the customer first.")


class CustomerInDebt(TillError):
    """Somebody who asks to be forgotten while the shop waits for money."""

    code = "customer.in_debt"
    text = N_("{name} still owes {debt}. Settle the account first.")
