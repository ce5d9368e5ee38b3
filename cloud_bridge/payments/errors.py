"""What can be wrong with a report of a payment."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class PaymentError(LapakError):
    """The base of what can be wrong with a reported payment."""

    code = "payments"


class PaymentUnreadable(PaymentError):
    """Not what a report looks like."""

    code = "payments.unreadable"
    text = N_("A payment needs a reference, an amount_minor above 0 and paid_at_ms, both whole numbers.")


class PaymentDiffers(PaymentError):
    """The same reference was paid with another amount."""

    code = "payments.differs"
    text = N_("{reference} was reported before, with another amount. What was said first stays.")
