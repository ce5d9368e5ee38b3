"""Where tills fetch the pictures of labels; included at the root."""

from __future__ import annotations

from django.urls import path

from cloud_bridge.orders.label_page import label

urlpatterns = [path("l/<str:name>", label, name="label")]
