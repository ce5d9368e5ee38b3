"""Cards and points in the back office: issued, topped up, blocked; every movement, and those that did not fit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from appliance.core import card as core
from appliance.core.errors import LapakError
from cloud_bridge.database import writing
from cloud_bridge.keys import new_key, now_ms
from cloud_bridge.office.business import its_currency, the_business
from cloud_bridge.office.fields import MoneyField
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import moment, money
from cloud_bridge.office.history import RememberedPage
from cloud_bridge.office.pages import OwnedPage, ReadOnlyPage, RowForm, column
from cloud_bridge.office.words import in_words
from cloud_bridge.people import card_ledger, point_ledger
from cloud_bridge.people.errors import CardThere
from cloud_bridge.people.models import Card, CardMove, Loyalty, PointMove
from cloud_bridge.people.models.card import ACCOUNT
from cloud_bridge.people.models.move import BOOKED, SHORT, STATES, WRITTEN_OFF
from cloud_bridge.people.statement import KINDS, kind_text

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from cloud_bridge.people.models.move import Move

TONES = {BOOKED: "success", SHORT: "danger", WRITTEN_OFF: "default"}
LONGEST_REASON = 40


class CardForm(RowForm):
    """A new card, or money for one; a code is made where none is typed."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Scan a printed card, or leave this empty for a new code."),
    )
    amount = forms.CharField(label=_("Put on the card"), required=False, widget=UnfoldAdminTextInputWidget)
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, required=False, widget=UnfoldAdminTextInputWidget
    )

    class Meta:
        """The fields of the card itself."""

        model = Card
        fields = ("kind", "customer", "offline_minor", "is_active")

    def clean_code(self) -> str:
        """Return a good code that is no card yet; raises ValidationError."""
        code = self.cleaned_data["code"] or core.new_code(os.urandom(8))
        try:
            if Card.objects.filter(key=core.key_of(code)).exists():
                raise CardThere
        except LapakError as error:
            raise ValidationError(in_words(error)) from error
        return code

    def clean_amount(self) -> int:
        """Return the minor units to be put on the card; raises ValidationError."""
        text = self.cleaned_data["amount"].strip()
        try:
            minor = its_currency(the_business()).parse(text) if text else 0
        except LapakError as error:
            raise ValidationError(in_words(error)) from error
        if minor < 0:
            raise ValidationError(gettext("Only tills take money off a card. Block it instead."))
        return minor

    def clean(self) -> dict[str, Any] | None:
        """Ask why money is given."""
        given = super().clean() or self.cleaned_data
        if given.get("amount") and not given.get("reason"):
            self.add_error("reason", gettext("Say why, so that it can be understood later."))
        return given


@admin.register(Card)
class CardPage(OwnedPage):
    """The list of cards, and one of them."""

    form = CardForm
    list_display = ("named", "balance", "state", "issued")
    list_filter = (
        question(
            "state",
            _("state"),
            {
                "blocked": (_("Blocked"), Q(is_active=False)),
                "used": (_("Money on it"), Q(balance_minor__gt=0)),
                "empty": (_("Empty"), Q(balance_minor=0)),
                "below": (_("Below nothing"), Q(balance_minor__lt=0)),
            },
        ),
        "kind",
    )
    search_fields = ("tail", "key", "customer__name", "customer__phone")
    search_help_text = _("Last digits, or the customer")
    list_select_related = ("customer", "merchant")
    ordering = ("-at_ms", "-pk")
    autocomplete_fields = ("customer",)
    readonly_fields = ("balance", "issued")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Card]:
        """Return the cards; accounts are on their customers' pages."""
        return super().get_queryset(request).exclude(kind=ACCOUNT)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Find a card by its whole code, too."""
        found, many = super().get_search_results(request, queryset, search_term)
        try:
            return found | queryset.filter(key=core.key_of(search_term)), many
        except LapakError:
            return found, many

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Ask for the code of a new card only."""
        about = ["kind", "customer", ("offline_minor", "is_active")]
        shown = [("balance", "issued"), *about] if obj else [("code", "kind"), *about[1:]]
        return [(None, {"fields": shown}), (_("Top up"), {"fields": [("amount", "reason")]})]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer no accounts: they come with their customers."""
        if db_field.name == "kind":
            kwargs["choices"] = [choice for choice in db_field.choices if choice[0] != ACCOUNT]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @column(_("card"), header=True)
    def named(self, card: Card) -> list[str]:
        """Show its last digits and whose it is."""
        return [str(card), str(card.customer or "")]

    @column(_("balance"), order="balance_minor")
    def balance(self, card: Card) -> str:
        """Show what is on it."""
        return money(card.balance_minor, card.merchant.currency if card.merchant_id else "")

    @column(_("state"), labels={"ok": "success", "blocked": "danger"})
    def state(self, card: Card) -> tuple[str, str]:
        """Show whether it may be spent."""
        return ("ok", gettext("may be spent")) if card.is_active else ("blocked", gettext("blocked"))

    @column(_("issued"), order="at_ms")
    def issued(self, card: Card) -> str:
        """Show since when it is a card."""
        return moment(card.at_ms)

    def save_model(self, request: HttpRequest, obj: Card, form: Any, change: bool) -> None:
        """Save the card, and book what is put on it."""
        given = form.cleaned_data
        if not change:
            obj.key, obj.tail, obj.at_ms = core.key_of(given["code"]), core.tail_of(given["code"]), now_ms()
        super().save_model(request, obj, form, change)
        if given["amount"]:
            source = f"office:{new_key()}:{request.user.get_username()[:20]}:{given['reason']}"
            move = card_ledger.Move(obj.pk, "given", given["amount"], source, now_ms())
            with writing():
                card_ledger.move(obj.merchant_id, [move])
        if not change:
            text = gettext("The code of the new card is %s. It is shown only now: print it or write it on the card.")
            messages.warning(request, text % given["code"])

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no: what is owed does not go away. Block it instead."""
        return False


class MovePage(ReadOnlyPage):
    """Movements of a ledger; a person settles those that did not fit."""

    ledger: Any
    actions = ("book", "write_off")
    ordering = ("-at_ms", "-pk")

    @column(_("at"), order="at_ms")
    def at(self, move: Move) -> str:
        """Show when."""
        return moment(move.at_ms)

    @column(_("what happened"))
    def what(self, move: Move) -> str:
        """Show what kind of movement it was."""
        return kind_text(move.kind)

    @column(_("state"), labels=TONES)
    def state_label(self, move: Move) -> tuple[str, str]:
        """Show whether it counts."""
        return move.state, str(dict(STATES)[move.state])

    @admin.action(description=_("Book it all the same: below nothing, if need be"))
    def book(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Let what did not fit count."""
        self._decide(request, chosen, is_booked=True)

    @admin.action(description=_("Write it off: the shop bears it"))
    def write_off(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Close what did not fit."""
        self._decide(request, chosen, is_booked=False)

    def _decide(self, request: HttpRequest, chosen: QuerySet[Any], *, is_booked: bool) -> None:
        business, keys = the_business(), chosen.values_list("pk", flat=True)
        with writing():
            done = sum(self.ledger.decide(business.key, pk, is_booked=is_booked) for pk in keys) if business else 0
        messages.success(request, gettext("%d movements were settled.") % done)


def _states() -> Any:
    return question("state", _("state"), {state: (text, Q(state=state)) for state, text in STATES})


def _kinds() -> Any:
    return question("kind", _("what happened"), {kind: (text, Q(kind=kind)) for kind, text in KINDS.items()})


@admin.register(CardMove)
class CardMovePage(MovePage):
    """Every movement of money on cards and accounts."""

    ledger = card_ledger
    list_display = ("at", "named", "what", "amount", "state_label")
    list_filter = (_states(), _kinds())
    search_fields = ("card__tail", "card__customer__name", "source")
    list_select_related = ("card__customer", "card__merchant")
    fields = (("at", "card"), ("what", "amount"), "state_label", "source")

    @column(_("card"), header=True)
    def named(self, move: CardMove) -> list[str]:
        """Show the card and whose it is."""
        return [str(move.card), str(move.card.customer or "")]

    @column(_("amount"), order="amount_minor")
    def amount(self, move: CardMove) -> str:
        """Show how much."""
        return money(move.amount_minor, move.card.merchant.currency)


@admin.register(PointMove)
class PointMovePage(MovePage):
    """Every point that was earned or spent."""

    ledger = point_ledger
    list_display = ("at", "customer", "what", "points", "state_label")
    list_filter = (_states(), _kinds())
    search_fields = ("customer__name", "customer__phone", "source")
    list_select_related = ("customer",)
    fields = (("at", "customer"), ("what", "points"), "state_label", "source")


class LoyaltyForm(RowForm):
    """What a point costs and pays, and how freely a new card is spent, as amounts of money."""

    earn_minor_per_point = MoneyField(
        label=_("One point for every"), required=False, help_text=_("Empty: no points are earned.")
    )
    value_minor = MoneyField(label=_("A point pays"), required=False, help_text=_("Empty: points cannot be spent."))
    card_offline_minor = MoneyField(
        label=_("A new card may be spent offline"), required=False, help_text=_("Empty: all that is on it.")
    )

    class Meta:
        """What is kept."""

        model = Loyalty
        fields = ("earn_minor_per_point", "value_minor", "card_offline_minor")

    def clean(self) -> dict[str, Any]:
        """Take nothing for none."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("earn_minor_per_point", "value_minor"):
            found[name] = found.get(name) or 0
        return found


@admin.register(Loyalty)
class LoyaltyPage(RememberedPage):
    """How points are earned and spent."""

    form = LoyaltyForm
    list_display = ("merchant", "earn_minor_per_point", "value_minor", "card_offline_minor")
    fields = (("earn_minor_per_point", "value_minor"), "card_offline_minor")

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say yes once."""
        return not Loyalty.objects.exists()
