"""The bridge as an ASGI application, for granian or any other server."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cloud_bridge.settings")
_django = get_asgi_application()

from cloud_bridge.channels.door import Door  # noqa: E402 - it needs Django's models

application = Door(_django)
