"""A till as its owner fills it in: the rules of its scale's labels a line each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from appliance.core.errors import LapakError
from appliance.core.label_presets import PRESETS, rules_of
from appliance.core.scale_label import COUNT, PRICE, WEIGHT, LabelRule
from cloud_bridge.fleet.models import Till
from cloud_bridge.office.pages import RowForm
from cloud_bridge.office.words import in_words

MEANINGS = {PRICE: _("price"), WEIGHT: _("weight"), COUNT: _("pieces")}
PLACES = {
    "DE": "Deutschland", "DK": "Danmark", "EE": "Eesti", "FI": "Suomi", "GB": "United Kingdom", "LT": "Lietuva",
    "LV": "Latvija", "NO": "Norge", "SE": "Sverige",
}  # fmt: skip


class TillForm(RowForm):
    """A till with the rules of its labels."""

    labels = forms.CharField(
        label=_("Scale labels"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "A pattern and what it carries (price, weight, pieces), a line each: 21.....{NNNNN}. price. A dot is any"
            " digit, N a digit of the value, D one of its decimals, V its check digit. Empty: as usual in the country."
        ),
    )
    labels_of = forms.ChoiceField(
        label=_("Start from the labels of"),
        choices=[("", "\N{EN DASH}"), *((key, PLACES[key]) for key in PRESETS)],
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_("Replaces the rules beside it when you save."),
    )

    class Meta:
        """What is kept as it is typed."""

        model = Till
        fields = ("name", "store", "prefix", "layout")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.instance.label_rules
        self.initial["labels"] = "\n".join(f"{rule['pattern']} {MEANINGS[rule['meaning']]}" for rule in rules)

    def clean_labels(self) -> str:
        """Keep rules that a till can read; raises ValidationError."""
        known = {word: meaning for meaning, said in MEANINGS.items() for word in (meaning, str(said).lower())}
        self.rules: list[dict[str, str]] = []
        for line in self.cleaned_data["labels"].splitlines():
            pattern, _blank, word = line.strip().partition(" ")
            if not pattern:
                continue
            meaning = known.get(word.strip().lower())
            if meaning is None:
                raise forms.ValidationError(_("Say after “%s” what it carries: price, weight or pieces.") % pattern)
            try:
                LabelRule(pattern, meaning)
            except LapakError as error:
                raise forms.ValidationError(in_words(error)) from error
            self.rules.append({"pattern": pattern, "meaning": meaning})
        return str(self.cleaned_data["labels"])

    def save(self, commit: bool = True) -> Any:
        """Keep the rules too."""
        country = self.cleaned_data["labels_of"]
        usual = [{"pattern": rule.pattern, "meaning": rule.meaning} for rule in rules_of(country)]
        self.instance.label_rules = usual or self.rules
        return super().save(commit)
