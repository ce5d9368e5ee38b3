"""What the owner types to connect a shop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
)

from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.office.pages import RowForm


def markets() -> list[tuple[str, str]]:
    """Return the marketplaces to choose from."""
    return [(key, market.title) for key, market in MARKETS.items()]


class ChannelForm(RowForm):
    """A channel with the settings of its app; the key is never shown again."""

    market = forms.ChoiceField(label=_("Marketplace"), choices=markets, widget=UnfoldAdminSelectWidget)
    base_url = forms.URLField(label=_("Address of the API"), assume_scheme="https", widget=UnfoldAdminURLInputWidget)
    partner_id = forms.IntegerField(label=_("Partner number"), widget=UnfoldAdminTextInputWidget)
    partner_key = forms.CharField(
        label=_("Partner key"), required=False, widget=UnfoldAdminPasswordWidget, help_text=_("leave empty to keep it")
    )
    push_url = forms.URLField(
        label=_("Webhook address"),
        assume_scheme="https",
        required=False,
        widget=UnfoldAdminURLInputWidget,
        help_text=_("exactly as it is set at the marketplace; leave it empty to get one"),
    )
    OWN = ("base_url", "partner_id", "partner_key", "push_url")

    class Meta:
        """What is a column of the channel itself."""

        model = Channel
        fields = ("name", "market", "shop_id", "store", "buffer_units", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({name: self.instance.settings.get(name) for name in self.OWN if name != "partner_key"})

    def save(self, commit: bool = True) -> Channel:
        """Keep what was typed among the connector's settings."""
        given = {name: self.cleaned_data[name] for name in self.OWN if self.cleaned_data.get(name)}
        self.instance.settings = {**self.instance.settings, **given}
        channel: Channel = super().save(commit)
        return channel
