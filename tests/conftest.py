"""Every test run, and every worker of one, has a data folder of its own.

Django is set up before this file is read (and not at all under `-p no:django`), so its database is named anew here.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

FOLDER = tempfile.mkdtemp(prefix="lapak-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["LAPAK_DATA"] = FOLDER  # for the programs that tests start

if "django.conf" in sys.modules:
    from django.conf import settings

    if settings.configured:
        settings.DATABASES["default"]["TEST"]["NAME"] = f"{FOLDER}/test.db"
