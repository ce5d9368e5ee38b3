from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "cloud_bridge.people"
    label = "people"
    verbose_name = _("people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish what is saved."""
        from cloud_bridge.people import rows, staff_rows  # noqa: PLC0415 - models are loaded only now

        rows.connect()
        staff_rows.connect()
