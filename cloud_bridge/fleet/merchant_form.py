"""The business as its owner fills it in, with what the codes it printed elsewhere begin with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from cloud_bridge.fleet.models import Merchant
from cloud_bridge.office.pages import RowForm

PREFIX = "prefix_"
LONGEST = 12
# Kinds of codes that a till tells apart by how they begin; ours are known without being said.
KINDS = {
    "customer": _("Customers' cards"),
    "card": _("Gift cards"),
    "coupon": _("Coupons"),
    "badge": _("Badges"),
    "pickup": _("Codes of orders to collect"),
    "receipt": _("Receipts"),
}


class MerchantFields(RowForm):
    """The business; every kind of code has a field of prefixes."""

    class Meta:
        """What is kept as it is typed."""

        model = Merchant
        fields = (
            "name", "country", "tax_number", "currency", "policy", "rounding_step_minor", "rounding_mode",
            "notes_minor",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            self.initial[PREFIX + kind] = ", ".join(self.instance.code_prefixes.get(kind, ()))

    def clean(self) -> dict[str, Any]:
        """Refuse a prefix of two kinds: a till could not tell them apart."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        whose: dict[str, str] = {}
        for kind in KINDS:
            prefixes = [one.strip() for one in (found.get(PREFIX + kind) or "").split(",") if one.strip()]
            found[PREFIX + kind] = prefixes
            for prefix in prefixes:
                if len(prefix) > LONGEST or any(mark.isspace() for mark in prefix):
                    self.add_error(PREFIX + kind, _("A prefix has at most %d characters and no spaces.") % LONGEST)
                elif whose.setdefault(prefix, kind) != kind:
                    text = _("“%(prefix)s” is what codes under “%(other)s” begin with.")
                    self.add_error(PREFIX + kind, text % {"prefix": prefix, "other": KINDS[whose[prefix]]})
        return found

    def save(self, commit: bool = True) -> Any:
        """Keep the prefixes too."""
        said = {kind: self.cleaned_data[PREFIX + kind] for kind in KINDS}
        self.instance.code_prefixes = {kind: prefixes for kind, prefixes in said.items() if prefixes}
        return super().save(commit)


def _prefix_fields() -> dict[str, forms.Field]:
    return {
        PREFIX + kind: forms.CharField(label=words, required=False, widget=UnfoldAdminTextInputWidget)
        for kind, words in KINDS.items()
    }


PREFIX_FIELDS = list(_prefix_fields())
MerchantForm: type[MerchantFields] = type(
    "MerchantForm", (MerchantFields,), {"__module__": __name__, **_prefix_fields()}
)
