from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "cloud_bridge.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the dashboard where the list of models would be."""
        from django.contrib import admin  # noqa: PLC0415 - models are loaded only now

        admin.site.index_template = "office/dashboard.html"
