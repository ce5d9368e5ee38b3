"""What cannot be done with customers and cards, told to whoever tried."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class CustomerOwes(LapakError):
    """Somebody who still has something to pay."""

    code = "people.owes"
    text = N_("{name} still owes the shop money. Settle the account first.")


class CustomersTheSame(LapakError):
    """Two that are one already."""

    code = "people.same"
    text = N_("Choose two different customers of the same business.")


class CardThere(LapakError):
    """A code that is a card already."""

    code = "people.card_there"
    text = N_("That card exists already. Top it up instead.")
