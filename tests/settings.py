"""The bridge's settings over a data folder of this test run's own (and of each of its workers)."""

import atexit
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="lapak-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["LAPAK_DATA"] = FOLDER  # before our settings are read; for the programs that tests start, too

from cloud_bridge.settings import *  # noqa: E402, F403
from cloud_bridge.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"]["NAME"] = f"{FOLDER}/test.db"
