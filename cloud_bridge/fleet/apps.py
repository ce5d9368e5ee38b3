from django.apps import AppConfig


class FleetConfig(AppConfig):
    name = "cloud_bridge.fleet"
    label = "fleet"
    default_auto_field = "django.db.models.BigAutoField"
