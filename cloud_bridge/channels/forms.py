"""What the owner types to connect a shop: the channel's own columns, and what its marketplace asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget, UnfoldAdminURLInputWidget

from cloud_bridge.channels.models import Channel
from cloud_bridge.channels.wanted import RULE
from cloud_bridge.connectors.market import NUMBER, SECRET, URL
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.office.pages import RowForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.market import Field


class ChannelForm(RowForm):
    """A channel of one marketplace with the settings of its connector; a secret is never shown again."""

    market: ClassVar[str] = ""
    asked: ClassVar[Sequence[str]] = ()

    push_url = forms.URLField(
        label=_("Webhook address"),
        assume_scheme="https",
        required=False,
        widget=UnfoldAdminURLInputWidget,
        help_text=_("exactly as it is set at the marketplace; leave it empty to get one"),
    )

    class Meta:
        """What is a column of the channel itself."""

        model = Channel
        fields = ("name", "shop_id", "store", "more_stores", *RULE, "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*self.asked, "push_url"):
            field, kept = self.fields[name], self.instance.settings.get(name)
            if isinstance(field.widget, UnfoldAdminPasswordWidget):
                field.required = field.required and not kept
            elif kept is not None:
                self.initial[name] = kept
        can_find_out = MARKETS[self.market].exchange_code is not None
        self.fields["shop_id"].required = not can_find_out
        if can_find_out:
            self.fields["shop_id"].help_text = gettext("leave it empty: the marketplace says it when you connect")

    def save(self, commit: bool = True) -> Channel:
        """Keep what was typed among the connector's settings."""
        given = {name: self.cleaned_data[name] for name in (*self.asked, "push_url") if self.cleaned_data.get(name)}
        self.instance.market = self.market
        self.instance.settings = {**self.instance.settings, **given}
        channel: Channel = super().save(commit)
        return channel


def form_for(market: str) -> type[ChannelForm]:
    """Return the form of a marketplace's channels."""
    asked = MARKETS[market].fields
    own = {field.name: _typed(field) for field in asked}
    return type("ChannelForm", (ChannelForm,), {**own, "market": market, "asked": tuple(own)})


def _typed(field: Field) -> forms.Field:
    about: dict[str, Any] = {
        "label": gettext(field.label),
        "required": field.is_needed,
        "help_text": gettext(field.help) if field.help else "",
        "initial": field.default or None,
    }
    if field.kind == URL:
        return forms.URLField(assume_scheme="https", widget=UnfoldAdminURLInputWidget, **about)
    if field.kind == NUMBER:
        return forms.IntegerField(widget=UnfoldAdminTextInputWidget, **about)
    if field.kind == SECRET:
        hint = gettext("leave empty to keep it")
        return forms.CharField(
            widget=UnfoldAdminPasswordWidget,
            **{**about, "help_text": f"{about['help_text']}; {hint}" if about["help_text"] else hint},
        )
    return forms.CharField(widget=UnfoldAdminTextInputWidget, **about)
