from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReplicationConfig(AppConfig):
    name = "cloud_bridge.replication"
    label = "replication"
    verbose_name = _("journals")
    default_auto_field = "django.db.models.BigAutoField"
