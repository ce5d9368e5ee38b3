from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cloud_bridge.channels"
    label = "channels"
    verbose_name = _("Marketplaces")
    default_auto_field = "django.db.models.BigAutoField"
