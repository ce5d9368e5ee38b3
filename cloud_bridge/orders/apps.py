from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "cloud_bridge.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"
