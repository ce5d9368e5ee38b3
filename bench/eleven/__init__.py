"""The 11.11 test: a busy day on five marketplaces and ten tills, with everything that goes wrong on such a day."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import django

if "LAPAK_DATA" not in os.environ:  # settings write a key where they are; ours goes away with us
    os.environ["LAPAK_DATA"] = tempfile.mkdtemp(prefix="eleven-settings-")
    atexit.register(shutil.rmtree, os.environ["LAPAK_DATA"], ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "cloud_bridge.settings"
django.setup()
