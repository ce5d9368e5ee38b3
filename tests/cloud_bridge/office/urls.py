from __future__ import annotations

from cloud_bridge.channels.urls import urlpatterns as channels
from cloud_bridge.office.urls import urlpatterns as office

urlpatterns = [*channels, *office]
