"""Runs the web server and the worker together until one stops or someone asks.

Needs nothing but Python itself: `--check` is asked before anything is installed.
Exit codes of `--check`: 0 free, 3 taken, 4 reserved, 5 not an address of this machine.
"""

import argparse
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 60  # seconds for the first page
GRACE = 8  # seconds to finish what is being done


def look_at_port(host: str, port: int) -> int:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return 3
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return {errno.EADDRINUSE: 3, errno.EACCES: 4}.get(error.errno, 5)
    return 0


class Stopped(Exception):
    """Someone asked to stop."""


class Program:
    """One of the two programs; its words go to var/log."""

    def __init__(self, name: str, french: str, arguments: list[str], logs: Path):
        self.french, self.log = french, logs / f"{name}.log"
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".before.log"))
        with self.log.open("ab") as log:
            # Its own session: Ctrl-C reaches us alone, and we stop both in order.
            self.process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def is_dead(self) -> bool:
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if not self.is_dead():
            self.process.terminate()

    def wait_or_kill(self, deadline: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, deadline - time.monotonic()))
        # Also when it ended by itself: a server killed from outside leaves its own children on the port.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])


def start(host: str, port: int, logs: Path) -> list[Program]:
    granian = ["granian", "--interface", "asginl", "--workers", "1", "--workers-kill-timeout", "5"]
    granian += ["--host", host, "--port", str(port), "maillage.asgi:application"]
    worker = ["maillage", "db_worker", "--queue-name", "*", "--no-reload", "--no-startup-delay"]
    return [
        Program("server", "le serveur", granian, logs),
        Program("worker", "le programme des tâches de fond", worker, logs),
    ]


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": os.environ.get("MAILLAGE_DOMAIN", "localhost")})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for_first_page(programs: list[Program], port: int) -> str | None:
    """None once a page came, else the sentence that says what went wrong."""
    deadline = time.monotonic() + PATIENCE
    while not answers(port):
        if trouble := first_death(programs):
            return trouble
        if time.monotonic() > deadline:
            return f"le serveur ne répond pas après {PATIENCE} secondes. Détail : {programs[0].log}\n{programs[0].last_words()}"
        time.sleep(0.05)
    return None


def first_death(programs: list[Program]) -> str | None:
    for program in programs:
        if program.is_dead():
            return f"{program.french} s’est arrêté tout seul. Détail : {program.log}\n{program.last_words()}"
    return None


def watch(programs: list[Program]) -> str:
    while not (trouble := first_death(programs)):
        time.sleep(0.5)
    return trouble


def stop(programs: list[Program]) -> None:
    for program in programs:
        program.ask_to_stop()
    deadline = time.monotonic() + GRACE
    for program in programs:
        program.wait_or_kill(deadline)


def stop_on_signals() -> None:
    def raise_stopped(*_):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_stopped)


def serve(host: str, port: int, folder: Path) -> int:
    stop_on_signals()
    pid = folder / "run.pid"
    programs = []
    try:
        pid.write_text(str(os.getpid()))
        programs = start(host, port, folder / "log")
        trouble = wait_for_first_page(programs, port)
        if not trouble:
            print(f"\n{(folder / 'welcome.txt').read_text()}\nCtrl-C pour arrêter.", flush=True)
            trouble = watch(programs)
        print(f"Maillage s’arrête : {trouble}", file=sys.stderr)
        return 1
    except Stopped:
        print("\nMaillage s’arrête. À bientôt.", flush=True)
        return 0
    except OSError as error:
        print(f"Maillage s’arrête : impossible d’écrire dans {folder} ({error.strerror}).", file=sys.stderr)
        return 1
    finally:
        stop(programs)
        pid.unlink(missing_ok=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--folder", type=Path, default=Path("var"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        return look_at_port(options.host, options.port)
    return serve(options.host, options.port, options.folder)


if __name__ == "__main__":
    sys.exit(main())
