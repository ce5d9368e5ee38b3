"""Where tills fetch the photos of products; included at the root."""

from __future__ import annotations

from django.urls import path

from cloud_bridge.catalog.pictures import photo

urlpatterns = [path("p/<str:name>", photo, name="picture")]
