"""`bin/maillage COMMAND …`: every management command of the rooms, and Django's own."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["bin/maillage", *sys.argv[1:]])
