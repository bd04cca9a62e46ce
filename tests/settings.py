"""The settings of the tests: the real ones, told that this is a test and kept away from var/."""

import os
from pathlib import Path

CHANGING = (
    "MAILLAGE_DEMO",
    "MAILLAGE_DOMAIN",
    "MAILLAGE_PORT",
    "MAILLAGE_HTTPS",
    "EMAIL_URL",
    "VALKEY_URL",
    "DEBUG",
)
for name in CHANGING:
    os.environ.pop(name, None)
os.environ["MAILLAGE_TEST"] = "1"
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("MAILLAGE_VAR", str(Path(__file__).parent.parent / ".build" / "test"))

from maillage.settings import *  # noqa: E402, F403
from tests.templates import UnknownVariable  # noqa: E402

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable(BASE_DIR / "maillage")  # noqa: F405
