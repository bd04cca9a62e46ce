"""What the machine under us should be, said by `bin/maillage check`."""

import sqlite3

from django.core.checks import Tags, Warning, register
from django.db import connection

MENDED = (3, 51, 3)


@register(Tags.database)
def sqlite_resets_its_journal_safely(version=sqlite3.sqlite_version_info, **kwargs) -> list[Warning]:
    """SQLite 3.7.0 to 3.51.2 may, rarely, corrupt the file when a writer resets the WAL while another reads it."""
    if connection.vendor != "sqlite" or version >= MENDED:
        return []
    said = ".".join(map(str, version))
    return [
        Warning(
            f"SQLite {said} a un défaut rare de remise à zéro de son journal.",
            hint="Avec plusieurs processus qui écrivent beaucoup, prenez SQLite 3.51.3 ou PostgreSQL (docs/operations.md).",
            id="poles.W001",
        )
    ]
