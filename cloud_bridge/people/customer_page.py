"""Customers in the back office: found, put in groups, merged, forgotten; and the statement of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget

from appliance.core.errors import LapakError
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms
from cloud_bridge.office.exchange import Amount, Sheet, exchange
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, moment, money
from cloud_bridge.office.pages import OwnedPage, Rows, column
from cloud_bridge.office.words import in_words
from cloud_bridge.people import customers, statement
from cloud_bridge.people.models import Card, Customer, CustomerGroup, GroupPrice
from cloud_bridge.people.models.card import ACCOUNT

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

TWO = 2


class CustomerSheet(Sheet):
    """One customer a row, known by the phone number."""

    group = Field("group", column_name="group", widget=ForeignKeyWidget(CustomerGroup, field="name"))
    limit = Field("limit_minor", column_name="may owe", widget=Amount(), default=0)
    consent = Field("has_consent", column_name="consent")
    exempt = Field("is_exempt", column_name="tax exempt")

    class Meta(Sheet.Meta):
        """How a row is known, and its columns."""

        model = Customer
        import_id_fields = ("phone",)
        fields = ("phone", "name", "email", "group", "limit", "consent", "exempt", "note")

    def get_queryset(self) -> Any:
        """Leave out who is forgotten, or is somebody else now."""
        return super().get_queryset().filter(forgotten_at_ms=None, merged_into=None)


@admin.register(Customer)
@exchange(CustomerSheet)
class CustomerPage(OwnedPage):
    """The list of customers, and what is known of one."""

    list_display = ("named", "group", "points_text", "account", "consent", "since")
    list_filter = (
        question(
            "who",
            _("which"),
            {
                "owing": (_("Owe something"), Q(account_minor__lt=0)),
                "credit": (_("Have credit"), Q(account_minor__gt=0)),
                "consent": (_("May be written to"), Q(has_consent=True)),
            },
        ),
        "group",
    )
    search_fields = ("name", "phone", "email", "key")
    search_help_text = _("Name, phone or e-mail")
    ordering = ("name", "key")
    fieldsets = (
        (None, {"fields": [("name", "group"), ("phone", "email"), "note", "has_consent"]}),
        (_("Money"), {"fields": [("limit_minor", "is_exempt"), ("account", "points_text"), "statement"]}),
    )
    readonly_fields = ("account", "points_text", "statement")
    actions = ("merge", "forget")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Customer]:
        """Return who is there, with the balance of the account; who has another's name now is that other."""
        account = Card.objects.filter(customer=OuterRef("pk"), kind=ACCOUNT).values("balance_minor")[:1]
        found = super().get_queryset(request).filter(forgotten_at_ms=None, merged_into=None)
        own: QuerySet[Customer] = found.select_related("group", "merchant")
        return own.annotate(account_minor=Coalesce(Subquery(account), 0))

    @column(_("customer"), order="name", header=True)
    def named(self, customer: Customer) -> list[str]:
        """Show the name and how to reach them."""
        return [customer.name or str(customer), customer.phone or customer.email]

    @column(_("points"), order="points")
    def points_text(self, customer: Customer) -> str:
        """Show the points."""
        return str(customer.points)

    @column(_("account"), order="account_minor", labels={"owes": "warning", "has": "success", "none": "default"})
    def account(self, customer: Any) -> tuple[str, str]:
        """Show what they have, or owe."""
        minor = getattr(customer, "account_minor", 0)
        text = money(abs(minor), customer.merchant.currency) if customer.merchant_id else NOTHING
        if minor < 0:
            return "owes", gettext("owes %s") % text
        return ("has", text) if minor else ("none", NOTHING)

    @column(_("may be written to"), labels={"yes": "success", "no": "default"})
    def consent(self, customer: Customer) -> tuple[str, str]:
        """Show the consent."""
        return ("yes", gettext("yes")) if customer.has_consent else ("no", gettext("no"))

    @column(_("customer since"), order="at_ms")
    def since(self, customer: Customer) -> str:
        """Show since when."""
        return moment(customer.at_ms)

    @column(_("statement"))
    def statement(self, customer: Customer) -> str:
        """Show what was bought, paid and earned, newest first."""
        currency = customer.merchant.currency if customer.merchant_id else ""
        rows = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td class='num'>{}</td></tr>",
            ((moment(line.at_ms), line.text, line.shown(currency)) for line in statement.of(customer)),
        )
        return format_html("<table class='statement'>{}</table>", rows) if rows else NOTHING

    def save_model(self, request: HttpRequest, obj: Customer, form: Any, change: bool) -> None:
        """Note since when somebody is a customer."""
        obj.at_ms = obj.at_ms or now_ms()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no: the books name them; they are forgotten instead."""
        return False

    @admin.action(description=_("These two are one customer"))
    def merge(self, request: HttpRequest, chosen: QuerySet[Customer]) -> None:
        """Put everything of the newer one under the older one."""
        pair = sorted(chosen, key=lambda customer: (customer.at_ms, customer.key))
        if len(pair) != TWO:
            messages.error(request, gettext("Choose exactly two customers."))
            return
        with writing():
            customers.merge(Customer.objects.get(pk=pair[0].pk), Customer.objects.get(pk=pair[1].pk))
        messages.success(request, gettext("They are one customer now: %s.") % pair[0])

    @admin.action(description=_("Forget: they asked for it"))
    def forget(self, request: HttpRequest, chosen: QuerySet[Customer]) -> None:
        """Leave nothing of these people but keys in the books."""
        for customer in chosen:
            try:
                with writing():
                    customers.forget(Customer.objects.get(pk=customer.pk))
            except LapakError as error:
                messages.error(request, in_words(error))
            else:
                messages.success(request, gettext("One customer was forgotten."))


class GroupPriceRows(Rows):
    """What a group pays for goods."""

    model = GroupPrice
    fields = ("variant", "price_minor")
    autocomplete_fields = ("variant",)


@admin.register(CustomerGroup)
class CustomerGroupPage(OwnedPage):
    """Groups, and the prices they pay."""

    list_display = ("name", "key", "is_used")
    search_fields = ("name", "key")
    fields = (("name", "key"),)
    inlines = (GroupPriceRows,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CustomerGroup]:
        """Say of each whether somebody is in it."""
        some = Customer.objects.filter(group=OuterRef("pk"))
        groups: QuerySet[CustomerGroup] = super().get_queryset(request)
        return groups.annotate(has_customers=Exists(some))

    @column(_("in use"), labels={"yes": "success", "no": "default"})
    def is_used(self, group: Any) -> tuple[str, str]:
        """Show whether somebody is in it."""
        return ("yes", gettext("yes")) if group.has_customers else ("no", gettext("no"))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Give new prices to the merchant."""
        for price in formset.save(commit=False):
            price.merchant_id = form.instance.merchant_id
        super().save_formset(request, form, formset, change)
