from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "cloud_bridge.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"
