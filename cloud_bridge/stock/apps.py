from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StockConfig(AppConfig):
    name = "cloud_bridge.stock"
    label = "stock"
    verbose_name = _("stock")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell of kits that change."""
        from cloud_bridge.stock import kit_changes  # noqa: PLC0415 - models are loaded only now

        kit_changes.connect()
