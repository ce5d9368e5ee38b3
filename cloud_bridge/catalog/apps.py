from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "cloud_bridge.catalog"
    label = "catalog"
    verbose_name = _("catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish what is saved."""
        from cloud_bridge.catalog import packs, rows  # noqa: PLC0415 - models are loaded only now

        rows.connect()
        packs.connect()
