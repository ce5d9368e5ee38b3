from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceiptsConfig(AppConfig):
    name = "cloud_bridge.receipts"
    label = "receipts"
    verbose_name = _("receipts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish what is saved."""
        from cloud_bridge.receipts import rows  # noqa: PLC0415 - models are loaded only now

        rows.connect()
