from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "cloud_bridge.stock"
    label = "stock"
    default_auto_field = "django.db.models.BigAutoField"
