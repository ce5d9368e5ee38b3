"""What channels answer to; included at the root."""

from __future__ import annotations

from django.urls import path

from cloud_bridge.channels.webhooks import receive

urlpatterns = [path("webhooks/<slug:market>/<str:key>", receive, name="webhook")]
