from __future__ import annotations

from cloud_bridge.catalog.urls import urlpatterns as catalog
from cloud_bridge.channels.urls import urlpatterns as channels
from cloud_bridge.office.urls import urlpatterns as office
from cloud_bridge.payments.urls import urlpatterns as payments
from cloud_bridge.receipts.urls import urlpatterns as receipts

urlpatterns = [*catalog, *channels, *receipts, *payments, *office]
