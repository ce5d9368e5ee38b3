"""Where customers open their receipts; included at the root."""

from __future__ import annotations

from django.urls import path

from cloud_bridge.receipts.page import receipt

urlpatterns = [path("r/<str:token>", receipt, name="receipt")]
