"""QR payments in the back office: who reports them, which came, and what does not fit together."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appliance.core.errors import LapakError
from cloud_bridge.keys import now_ms
from cloud_bridge.office.exchange import exchange
from cloud_bridge.office.fields import MoneyField
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, moment, money
from cloud_bridge.office.pages import OwnedPage, ReadOnlyPage, RowForm, column
from cloud_bridge.office.words import in_words
from cloud_bridge.payments import book
from cloud_bridge.payments.models import Provider, QrPayment, QrReturn, QrTender
from cloud_bridge.payments.reports import HEADER
from cloud_bridge.people.models import Staff

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

TOKEN_BYTES, SECRET_BYTES = 12, 24


@admin.register(Provider)
class ProviderPage(OwnedPage):
    """Who reports payments. The secret is shown when it is made, and never again."""

    list_display = ("name", "address", "is_active")
    search_fields = ("name",)
    readonly_fields = ("address", "how")
    actions = ("renew",)

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Ask for a name only, where it is new."""
        return ("name", "is_active", "address", "how") if obj else ("name",)

    @column(_("address for its reports"))
    def address(self, provider: Provider) -> str:
        """Show where it reports to."""
        return reverse("payment_report", args=[provider.token])

    @column(_("how it reports"))
    def how(self, _provider: Provider) -> str:
        """Say what a report looks like."""
        text = gettext(
            "POST with JSON: reference (as in the QR), amount_minor, paid_at_ms. The header %s carries the HMAC-SHA256"
            " of the body, made with the secret, in hexadecimal digits."
        )
        return text % HEADER

    def save_model(self, request: HttpRequest, obj: Provider, form: Any, change: bool) -> None:
        """Give what is new an address and a secret."""
        if not change:
            obj.token, obj.secret = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(SECRET_BYTES)
        super().save_model(request, obj, form, change)
        if not change:
            self._show(request, obj)

    @admin.action(description=_("Make a new secret; the old one is void at once"))
    def renew(self, request: HttpRequest, chosen: QuerySet[Provider]) -> None:
        """Give providers new secrets."""
        for provider in chosen:
            provider.secret = secrets.token_urlsafe(SECRET_BYTES)
            provider.save(update_fields=["secret"])
            self.log_change(request, provider, gettext("A new secret was made."))
            self._show(request, provider)

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no: its payments name it. It can be silenced."""
        return False

    @staticmethod
    def _show(request: HttpRequest, provider: Provider) -> None:
        text = gettext(
            "The secret for %(name)s is %(secret)s. It is shown only now: give it to the provider, with the address"
            " %(address)s"
        )
        address = request.build_absolute_uri(reverse("payment_report", args=[provider.token]))
        messages.warning(request, text % {"name": provider.name, "secret": provider.secret, "address": address})


class SeenForm(RowForm):
    """A payment that somebody saw in the bank."""

    amount = MoneyField(label=_("Amount"))

    class Meta:
        """What is kept as it is typed."""

        model = QrPayment
        fields = ("reference",)

    def clean(self) -> dict[str, Any]:
        """Refuse what a till would not understand."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return found
        said = {"reference": found["reference"].strip(), "amount_minor": found["amount"], "paid_at_ms": now_ms()}
        try:
            found["paid"] = book.read(said)
        except LapakError as error:
            raise ValidationError(in_words(error)) from error
        if QrPayment.objects.filter(reference=found["paid"].reference).exists():
            self.add_error("reference", _("This payment is in the list already."))
        return found


@admin.register(QrPayment)
@exchange()
class QrPaymentPage(ReadOnlyPage):
    """The payments that came; one that somebody saw in the bank can be added, and none is ever changed."""

    list_display = ("at", "reference", "amount", "source", "sold")
    list_filter = (
        question(
            "sale",
            _("sale"),
            {"none": (_("No sale counts on it"), book.without_sale), "back": (_("Given back"), book.given_back)},
        ),
    )
    search_fields = ("reference", "by")
    search_help_text = _("Reference, or who saw it")
    list_select_related = ("merchant", "provider")
    fields = (("at", "reference"), ("amount", "source"), "sold")
    readonly_fields = ("at", "amount", "source", "sold")
    form = SeenForm

    def has_add_permission(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> bool:
        """Let those in who may."""
        return bool(request.user.has_perm("payments.add_qrpayment"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Say what is added by hand."""
        title = {"title": _("I see this payment in my bank")}
        return super().add_view(request, form_url, {**(extra_context or {}), **title})

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Ask for what a bank shows."""
        return self.fields if obj else (("reference", "amount"),)

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Ask for the amount of a new one."""
        return self.readonly_fields if obj else ()

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look up the sales of the page's payments all at once."""
        page = super().get_changelist_instance(request)
        wanted = [payment.reference for payment in page.result_list]
        numbers = dict(QrTender.objects.filter(reference__in=wanted).values_list("reference", "number"))
        returned = {back.reference: back for back in _returns().filter(reference__in=wanted)}
        for payment in page.result_list:
            payment.number = numbers.get(payment.reference, "")
            payment.returned = returned.get(payment.reference)
        return page

    @column(_("heard of"), order="told_at_ms")
    def at(self, payment: QrPayment) -> str:
        """Show when."""
        return moment(payment.told_at_ms)

    @column(_("amount"), order="amount_minor")
    def amount(self, payment: QrPayment) -> str:
        """Show how much."""
        return money(payment.amount_minor, payment.merchant.currency)

    @column(_("said by"))
    def source(self, payment: QrPayment) -> str:
        """Show who said that it came."""
        return str(payment.provider) if payment.provider else gettext("%s, in the bank") % payment.by

    @column(_("receipt"), labels={"none": "warning", "yes": "success", "back": "info"})
    def sold(self, payment: Any) -> tuple[str, str]:
        """Show which sale counts on it, or who gave it back."""
        number = getattr(payment, "number", None)
        if number is None:
            mine = {"merchant": payment.merchant_id, "reference": payment.reference}
            found = QrTender.objects.filter(**mine).first()
            number, payment.returned = found.number if found else "", _returns().filter(**mine).first()
        if number:
            return "yes", number
        return ("back", _back_in_words(payment.returned)) if payment.returned else ("none", gettext("no sale"))

    def save_model(self, request: HttpRequest, obj: QrPayment, form: Any, change: bool) -> None:  # noqa: ARG002 - as Django
        """Book it as one that was seen in the bank."""
        merchant = obj.merchant
        book.take_in(merchant.key, form.cleaned_data["paid"], by=request.user.get_username())
        kept = QrPayment.objects.get(merchant=merchant, reference=form.cleaned_data["paid"].reference)
        obj.pk, obj.merchant, obj.reference = kept.pk, merchant, kept.reference


def _returns() -> QuerySet[QrReturn]:
    """Return what went back, with the names of who gave it and who let them."""
    names = {
        field: Subquery(Staff.objects.filter(merchant=OuterRef("merchant"), key=OuterRef(key)).values("name"))
        for field, key in (("by_found", "by"), ("approved_found", "approved_by"))
    }
    return QrReturn.objects.select_related("merchant").annotate(**names)


def _back_in_words(back: Any) -> str:
    who, let = back.by_found or back.by, back.approved_found or back.approved_by
    said = {
        "amount": money(back.amount_minor, back.merchant.currency), "at": moment(back.at_ms),
        "who": who or NOTHING, "let": let,
    }  # fmt: skip
    if let and let != who:
        return gettext("%(amount)s given back %(at)s by %(who)s, approved by %(let)s") % said
    return gettext("%(amount)s given back %(at)s by %(who)s") % said


@admin.register(QrTender)
@exchange()
class QrTenderPage(ReadOnlyPage):
    """The sales that counted on a QR payment; where none was reported, somebody looks into the bank."""

    list_display = ("at", "number", "till", "reference", "amount", "paid")
    list_filter = (
        question("payment", _("payment"), {"none": (_("None was reported"), book.without_payment)}),
        "till",
    )
    search_fields = ("number", "reference")
    search_help_text = _("Receipt or reference")
    list_select_related = ("merchant", "till")
    fields = (("at", "number"), ("till", "reference"), ("amount", "paid"))
    actions = ("seen",)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look up the payments of the page's sales all at once."""
        page = super().get_changelist_instance(request)
        wanted = [tender.reference for tender in page.result_list]
        found = QrPayment.objects.filter(reference__in=wanted).select_related("provider")
        payments = {payment.reference: payment for payment in found}
        for tender in page.result_list:
            tender.payment = payments.get(tender.reference)
        return page

    @column(_("at"), order="at_ms")
    def at(self, tender: QrTender) -> str:
        """Show when it was sold."""
        return moment(tender.at_ms)

    @column(_("amount"), order="amount_minor")
    def amount(self, tender: QrTender) -> str:
        """Show how much."""
        return money(tender.amount_minor, tender.merchant.currency)

    @column(_("payment"), labels={"none": "warning", "yes": "success"})
    def paid(self, tender: Any) -> tuple[str, str]:
        """Show who said that it came."""
        payment: Any = getattr(tender, "payment", NOTHING)
        if payment == NOTHING:
            payment = QrPayment.objects.filter(merchant=tender.merchant_id, reference=tender.reference).first()
        if payment is None:
            return "none", gettext("not reported")
        return "yes", str(payment.provider or payment.by)

    @admin.action(description=_("I see this payment in my bank"))
    def seen(self, request: HttpRequest, chosen: QuerySet[QrTender]) -> None:
        """Book the payments of sales as seen by whoever says so."""
        done = 0
        for tender in chosen:
            paid = book.Paid(tender.reference, tender.amount_minor, tender.at_ms)
            try:
                done += book.take_in(tender.merchant_id, paid, by=request.user.get_username())
            except LapakError as error:
                messages.error(request, in_words(error))
        messages.success(request, gettext("%d payments were booked.") % done)
