"""What only a process without a pole in scope shows: the tests themselves run inside one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_page_loads_outside_any_pole(tmp_path):
    """Forms and views are imported once, when the server starts, and then no pole is in scope."""
    settings = {**os.environ, "MAILLAGE_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "maillage.settings"}
    load = "import django; django.setup(); import maillage.urls, maillage.federation_urls"
    done = subprocess.run([sys.executable, "-c", load], cwd=ROOT, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
