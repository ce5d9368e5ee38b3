from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FleetConfig(AppConfig):
    name = "cloud_bridge.fleet"
    label = "fleet"
    verbose_name = _("stores and tills")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish what is saved."""
        from cloud_bridge.fleet import rows  # noqa: PLC0415 - models are loaded only now

        rows.connect()
