from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "cloud_bridge.orders"
    label = "orders"
    verbose_name = _("orders")
    default_auto_field = "django.db.models.BigAutoField"
