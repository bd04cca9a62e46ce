"""The server and the worker live and die together."""

import importlib.util
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.bin.conftest import ROOT

# Two stand-ins for the server and the worker; serve() itself is the real one.
SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {bin!r})
import _serve
_serve.PATIENCE = 5
def start(host, port, logs):
    return [
        _serve.Program("server", "le serveur", {server!r} or ["http.server", str(port), "--bind", host], logs),
        _serve.Program("worker", "le programme des tâches de fond", {worker!r}, logs),
    ]
_serve.start = start
sys.exit(_serve.serve("127.0.0.1", {port}, Path({folder!r})))
"""
FOREVER = ["timeit", "-n1", "-r1", "import time; time.sleep(60)"]
SHORT = ["timeit", "-n1", "-r1", "import time; time.sleep(1)"]
BROKEN = ["no_such_module_anywhere"]


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def serve(tmp_path, port):
    (tmp_path / "log").mkdir()
    (tmp_path / "welcome.txt").write_text("Maillage est prêt.")
    started = []

    def start(server=(), worker=FOREVER):
        script = SCRIPT.format(
            bin=str(ROOT / "bin"), server=list(server), worker=list(worker), port=port, folder=str(tmp_path)
        )
        process = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def listens(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stops_both_when_asked(serve, port, tmp_path, asked):
    process = serve()
    assert "Maillage est prêt." in process.stdout.readline() + process.stdout.readline()
    assert listens(port)
    assert (tmp_path / "run.pid").read_text() == str(process.pid)
    process.send_signal(asked)
    output, errors = process.communicate(timeout=15)
    assert (process.returncode, errors) == (0, "")
    assert "À bientôt" in output
    assert not listens(port)
    assert not (tmp_path / "run.pid").exists()


def test_a_dead_worker_stops_the_server_and_says_so(serve, port):
    process = serve(worker=SHORT)
    _, errors = process.communicate(timeout=15)
    assert process.returncode == 1
    assert "le programme des tâches de fond s’est arrêté" in errors
    assert "worker.log" in errors
    assert not listens(port)


def test_a_server_that_cannot_start_shows_its_last_words(serve):
    process = serve(server=BROKEN)
    output, errors = process.communicate(timeout=15)
    assert process.returncode == 1
    assert "le serveur s’est arrêté" in errors
    assert "No module named no_such_module_anywhere" in errors
    assert "prêt" not in output


def test_a_server_that_never_answers(serve):
    began = time.monotonic()
    process = serve(server=FOREVER)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "ne répond pas" in errors
    assert time.monotonic() - began < 15


def test_the_port_is_looked_at_without_any_package(port):
    spec = importlib.util.spec_from_file_location("serve_alone", ROOT / "bin" / "_serve.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.look_at_port("127.0.0.1", port) == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert module.look_at_port("127.0.0.1", port) == 3
    assert module.look_at_port("192.0.2.1", port) == 5
