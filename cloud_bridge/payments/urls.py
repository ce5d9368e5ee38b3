"""What payment providers talk to; included at the root."""

from __future__ import annotations

from django.urls import path

from cloud_bridge.payments.reports import receive

urlpatterns = [path("api/payments/<str:token>", receive, name="payment_report")]
