"""How a store's self-checkouts work, as a form; what is as usual is not kept, so a later till may know better."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldBooleanSwitchWidget

from appliance.core.tender import CARD, GIFT_CARD, QR
from cloud_bridge.office.fields import PercentField, WholeField
from cloud_bridge.office.pages import RowForm

KIOSK = "kiosk_"
# What a self-checkout does where nothing is said: as the till's own terms.
USUAL: dict[str, Any] = {
    "idle_s": 60, "warn_s": 15, "pay_idle_s": 180, "done_s": 20, "item_limit": 0, "check_ppm": 0, "check_pieces": 3,
    "is_bagging": False, "tolerance_g": 15, "tolerance_ppm": 80_000, "tenders": [QR, CARD, GIFT_CARD],
    "takes_back": False, "opens_itself": True,
}  # fmt: skip


def _switch(label: Any, **kwargs: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=UnfoldBooleanSwitchWidget, **kwargs)


class KioskForm(RowForm):
    """The fields of a self-checkout; `terms` says what of them is not as usual."""

    kiosk_tenders = forms.MultipleChoiceField(
        label=_("Paid with"),
        choices=[(QR, _("QR payment")), (CARD, _("Card terminal")), (GIFT_CARD, _("Gift card"))],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    kiosk_item_limit = WholeField(
        label=_("Most pieces in a cart"), required=False, help_text=_("0: as many as they like.")
    )
    kiosk_takes_back = _switch(_("Shoppers may take something out alone"))
    kiosk_opens_itself = _switch(
        _("Opens by itself in the morning"), help_text=_("Off: somebody opens the shift with a PIN or a badge.")
    )
    kiosk_idle_s = WholeField(label=_("Seconds without a touch until the cart is set aside"), required=False, least=5)
    kiosk_warn_s = WholeField(label=_("… of which it warns"), required=False)
    kiosk_pay_idle_s = WholeField(label=_("Seconds without a touch while paying"), required=False, least=5)
    kiosk_done_s = WholeField(label=_("Seconds the thanks stay"), required=False, least=1)
    kiosk_check_ppm = PercentField(
        label=_("Carts that are checked, percent"),
        required=False,
        help_text=_("Chosen by chance; an attendant scans a few pieces again."),
    )
    kiosk_check_pieces = WholeField(label=_("Pieces that are scanned again"), required=False, least=1)
    kiosk_is_bagging = _switch(
        _("A scale weighs the bag"), help_text=_("Only goods whose weight is on file are weighed.")
    )
    kiosk_tolerance_g = WholeField(label=_("May differ by grams"), required=False)
    kiosk_tolerance_ppm = PercentField(label=_("… and by percent of the goods' weight"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in {**USUAL, **self.instance.kiosk}.items():
            self.initial.setdefault(KIOSK + name, value)

    def clean(self) -> dict[str, Any]:
        """Refuse a warning that is longer than the wait, and a self-checkout nobody can pay at."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_asked:
            return found
        terms = USUAL | self.terms()
        if terms["warn_s"] >= terms["idle_s"]:
            self.add_error("kiosk_warn_s", _("The warning must be shorter than the wait."))
        if not terms["tenders"]:
            self.add_error("kiosk_tenders", _("Choose at least one way to pay."))
        return found

    @property
    def is_asked(self) -> bool:
        """Whether what was sent says anything of it; a form without these fields changes nothing."""
        return any(name.startswith(KIOSK) for name in self.data)

    def terms(self) -> dict[str, Any]:
        """Return what is not as usual."""
        if not self.is_asked:
            return dict(self.instance.kiosk)
        said = {name: self.cleaned_data.get(KIOSK + name) for name in USUAL}
        said["tenders"] = [kind for kind in USUAL["tenders"] if kind in (said["tenders"] or ())]
        return {name: value for name, value in said.items() if value is not None and value != USUAL[name]}


KIOSK_FIELDSET: list[str | list[str] | tuple[str, ...] | tuple[()]] = [
    ("kiosk_tenders", "kiosk_item_limit"),
    ("kiosk_takes_back", "kiosk_opens_itself"),
    ("kiosk_idle_s", "kiosk_warn_s"),
    ("kiosk_pay_idle_s", "kiosk_done_s"),
    ("kiosk_check_ppm", "kiosk_check_pieces"),
    "kiosk_is_bagging",
    ("kiosk_tolerance_g", "kiosk_tolerance_ppm"),
]
