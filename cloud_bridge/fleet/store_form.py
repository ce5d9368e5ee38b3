"""A store as its owner fills it in: the payment code is read before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from appliance.core import countries
from appliance.core.emv_qr import PaymentCode, for_sale
from appliance.core.errors import LapakError
from cloud_bridge.fleet.kiosk_form import KioskForm
from cloud_bridge.fleet.models import Store
from cloud_bridge.fleet.paper_form import PaperForm
from cloud_bridge.office.business import its_currency, the_business
from cloud_bridge.office.uploads import Kept, PictureField
from cloud_bridge.office.words import in_words
from cloud_bridge.receipts.logo import page_of

if TYPE_CHECKING:
    from appliance.core.money import Currency

SCHEMES = {"qris": "QRIS", "paynow": "PayNow", "promptpay": "PromptPay", "emv": "EMV"}


class StoreForm(PaperForm, KioskForm):
    """A store: what it is, how it is paid by QR, what it prints, how its self-checkouts work."""

    qr = forms.CharField(
        label=_("Payment QR"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("The text of the shop's own code, from “0002” to its last character: any QR reader shows it."),
    )

    logo = PictureField(
        label=_("Logo"),
        help_text=_("A PNG or JPEG, printed above the name and shown on the page of a receipt; dark on white is best."),
    )

    class Meta:
        """What is kept as it is typed."""

        model = Store
        fields = (
            "name", "country", "heading", "foot", "utc_offset_minutes", "service_percent", "service_base",
            "service_tax_class", "qr", "takes_tips", "asks_for_paper", "address",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        url = page_of(self.instance)
        self.initial["logo"] = Kept(url, gettext("Logo")) if url else None

    def clean_qr(self) -> str:
        """Return a code that tills can put amounts in; raises ValidationError."""
        text: str = self.cleaned_data["qr"].strip()
        if not text:
            return ""
        try:
            code = PaymentCode(text)
            for_sale(code, 1, self._currency())
        except LapakError as error:
            raise forms.ValidationError(in_words(error)) from error
        if not code.is_static:
            raise forms.ValidationError(
                _("This is the code of one payment. Use the one that hangs on the shop's wall.")
            )
        return text

    def _currency(self) -> Currency:
        """Return what the store sells in, by the country the form says."""
        country = self.cleaned_data.get("country")
        if country:
            return countries.read(country).currency
        return its_currency(self.instance.merchant if self.instance.merchant_id else the_business())

    def save(self, commit: bool = True) -> Any:
        """Keep the papers and the self-checkout's terms too."""
        self.instance.receipt_layout, self.instance.kiosk = self.layout(), self.terms()
        return super().save(commit)


def in_short(text: str) -> str:
    """Return what a payment code says of itself: scheme, name, currency."""
    try:
        code = PaymentCode(text)
    except LapakError as error:
        return in_words(error)
    return gettext("%(scheme)s to %(name)s, in %(currency)s") % {
        "scheme": SCHEMES[code.scheme],
        "name": code.name,
        "currency": code.currency,
    }
