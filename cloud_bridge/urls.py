"""What the bridge answers to."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("cloud_bridge.channels.urls")),
    path("", include("cloud_bridge.receipts.urls")),
    path("", include("cloud_bridge.catalog.urls")),
    path("", include("cloud_bridge.orders.urls")),
    path("", include("cloud_bridge.payments.urls")),
    path("", include("cloud_bridge.office.urls")),
]
