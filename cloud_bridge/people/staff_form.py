"""The form of somebody who works at tills: PIN and badge go in and never come out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from appliance.core.errors import LapakError
from appliance.core.gtin import is_digits, to_gtin14
from appliance.core.rights import LIMITS
from cloud_bridge.catalog.models import Barcode
from cloud_bridge.office.pages import RowForm
from cloud_bridge.office.words import in_words
from cloud_bridge.people.models import Staff
from cloud_bridge.people.pin import hash_badge, hash_pin, require_pin
from cloud_bridge.people.rights_words import ACTIONS, PPM_PER_PERCENT

SHORTEST_BADGE = 6
OWN = "own_"
AS_LEVEL, ALWAYS, NEVER = "", "yes", "no"
CHOICES = [(AS_LEVEL, _("as the level")), (ALWAYS, _("yes")), (NEVER, _("no"))]


class StaffFields(RowForm):
    """Name, level and stores; a new PIN or badge replaces the old one, an empty field keeps it."""

    new_pin = forms.CharField(
        label=_("New PIN"),
        required=False,
        max_length=8,
        widget=UnfoldAdminPasswordWidget(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
        help_text=_("4 to 8 digits. Two people may have the same one: the till asks for the name first."),
    )
    new_badge = forms.CharField(
        label=_("New badge"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text=_("Scan it here, or type its code; a minus takes the badge away."),
    )

    class Meta:
        """What is kept as it is typed."""

        model = Staff
        fields = ("name", "level", "stores", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for action in ACTIONS:
            own = self.instance.rights.get(action)
            if type(own) is int:
                self.initial[f"{OWN}{action}_percent"] = own // PPM_PER_PERCENT
            elif own is not None:
                self.initial[OWN + action] = ALWAYS if own else NEVER

    def clean_new_pin(self) -> str:
        """Return a PIN that can be used."""
        pin: str = self.cleaned_data["new_pin"]
        if pin:
            try:
                require_pin(pin)
            except LapakError as reason:
                raise forms.ValidationError(in_words(reason)) from reason
        return pin

    def clean_new_badge(self) -> str:
        """Return a code that is long enough, nobody else's, and no product's."""
        code: str = self.cleaned_data["new_badge"].strip()
        if code in ("", "-"):
            return code
        if len(code) < SHORTEST_BADGE:
            raise forms.ValidationError(_("A badge has at least %d characters.") % SHORTEST_BADGE)
        if is_digits(code) and len(code) <= 14 and Barcode.objects.filter(gtin=to_gtin14(code)).exists():
            raise forms.ValidationError(_("That is the barcode of a product."))
        taken = Staff.objects.filter(badge=hash_badge(code)).exclude(pk=self.instance.pk).first()
        if taken is not None:
            raise forms.ValidationError(_("That is the badge of %s.") % taken.name)
        return code

    def clean(self) -> dict[str, Any]:
        """Refuse somebody who could never sign in."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        badge = found.get("new_badge") or self.instance.badge
        if not self.errors and not (found.get("new_pin") or self.instance.pin or (badge and badge != "-")):
            self.add_error("new_pin", gettext("Give a PIN or a badge: without one nobody can sign in."))
        return found

    def save(self, commit: bool = True) -> Any:
        """Keep hashes of what was typed, and the exceptions."""
        pin, badge = self.cleaned_data["new_pin"], self.cleaned_data["new_badge"]
        if pin:
            self.instance.pin, self.instance.pin_digits = hash_pin(pin), len(pin)
        if badge:
            self.instance.badge = "" if badge == "-" else hash_badge(badge)
        self.instance.rights = self._rights()
        return super().save(commit)

    def _rights(self) -> dict[str, bool | int]:
        own: dict[str, bool | int] = {}
        for action in ACTIONS:
            percent = self.cleaned_data.get(f"{OWN}{action}_percent")
            answer = self.cleaned_data.get(OWN + action)
            if answer:
                own[action] = answer == ALWAYS
            elif percent is not None:
                own[action] = percent * PPM_PER_PERCENT
        return own


def _own_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for action, words in ACTIONS.items():
        fields[OWN + action] = forms.ChoiceField(
            label=words, choices=CHOICES, required=False, widget=UnfoldAdminSelectWidget
        )
        if action in LIMITS:
            fields[f"{OWN}{action}_percent"] = forms.IntegerField(
                label=_("… without asking up to, in percent"),
                min_value=0,
                max_value=100,
                required=False,
                widget=UnfoldAdminTextInputWidget,
            )
    return fields


OWN_FIELDS = list(_own_fields())
StaffForm: type[StaffFields] = type("StaffForm", (StaffFields,), {"__module__": __name__, **_own_fields()})
