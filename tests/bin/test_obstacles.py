"""Each obstacle met by bin/run gets one clear sentence, a remedy, and a code that is not zero."""

import shutil
import socket
import subprocess
import sys

import pytest

from tests.bin.conftest import ROOT


def refused(run, *words: str) -> None:
    assert run.returncode != 0
    assert run.stdout == ""
    lines = run.stderr.strip().splitlines()
    assert sum("s’arrête" in line for line in lines) == 1, run.stderr
    assert lines[-1].startswith("  → "), run.stderr
    for word in words:
        assert word in run.stderr, run.stderr


@pytest.fixture
def busy_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield str(server.getsockname()[1])


def test_a_port_in_use_names_the_option(house, busy_port):
    refused(house.start("run", "--port", busy_port), f"port {busy_port} est déjà pris", "bin/run --port")


def test_a_port_in_use_is_seen_before_anything_is_installed(house, busy_port):
    house.start("run", "--port", busy_port)
    assert not (house.folder / ".venv").exists()


@pytest.mark.parametrize("port", ["", "zéro", "0", "65536", "8 000", "99999999999999999999"])
def test_a_port_that_is_no_port(house, port):
    refused(house.start("run", "--port", port), "n’est pas un numéro de port")


def test_an_address_of_another_machine(house):
    refused(house.start("run", "--host", "192.0.2.1", "--port", "48123"), "192.0.2.1")


def test_a_public_address_without_mail_does_not_show_everyones_codes(house):
    """At /courriers/ anyone reads the login codes: fine on one's own machine, nowhere else unless it is said."""
    refused(house.start("run", MAILLAGE_DOMAIN="poles.example"), "EMAIL_URL", "MAILLAGE_DEMO=1")


def test_an_unknown_option(house):
    refused(house.start("run", "--prot", "8000"), "--prot", "--help")


def test_an_option_without_its_value(house):
    refused(house.start("run", "--port"), "--port attend une valeur")


def test_help_is_no_obstacle(house):
    run = house.start("run", "--help")
    assert run.returncode == 0
    assert all(option in run.stdout for option in ("--port", "--empty", "--reset", "--yes", "--host"))


def test_no_python(house):
    refused(
        house.start("run", MAILLAGE_PYTHON="nowhere-to-be-found"), "Python n’est pas installé", "apt install"
    )


def test_an_old_python(house):
    house.python_that("*version_info*) exit 1;;\n-V) echo Python 3.9.2; exit 0;;")
    refused(house.start("run"), "Python 3.11", "Python 3.9.2")


def test_python_without_venv(house):
    house.python_that("*ensurepip*) echo 'No module named ensurepip' >&2; exit 1;;")
    refused(house.start("run", "--port", "48123"), "module venv", "apt install python3-venv")


def test_a_venv_that_cannot_be_made(house):
    house.python_that('"-m venv "*) echo strange >&2; exit 1;;')
    refused(house.start("run", "--port", "48123"), "environnement Python", "venv.log")


def test_an_interrupted_venv_is_made_again(house):
    house.pip_that("Connection refused")
    (house.folder / ".venv" / "bin").mkdir(parents=True)
    (house.folder / ".venv" / "half-made").touch()
    house.start("run", "--port", "48123")
    assert not (house.folder / ".venv" / "half-made").exists()


PIP_SAYS = {
    "Failed to establish a new connection: [Errno 111] Connection refused": "réseau",
    "Temporary failure in name resolution": "réseau",
    "ERROR: No matching distribution found for asgiref==3.13.0": "réseau",
    "OSError: [Errno 28] No space left on device": "disque est plein",
    "PermissionError: [Errno 13] Permission denied": "impossible d’écrire",
    "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE": "empreinte",
    "error: something nobody foresaw": "install.log",
}


@pytest.mark.parametrize("words", PIP_SAYS)
def test_packages_that_do_not_come(house, words):
    house.pip_that(words)
    run = house.start("run", "--port", "48123")
    refused(run, PIP_SAYS[words])
    assert words in (house.folder / "var" / "log" / "install.log").read_text()
    assert not (house.folder / ".venv" / ".installed-run").exists()


def test_an_almost_full_disk_is_seen_before_the_download(house):
    house.tool("df", "#!/bin/sh\necho Filesystem\necho disk 100 95 5000 99% /\n")
    refused(house.start("run", "--port", "48123"), "presque plein", "4 Mo")


def test_a_full_disk(house):
    house.tool("df", "#!/bin/sh\necho Filesystem\necho disk 100 100 0 100% /\n")
    (house.folder / "var").write_text("in the way")
    refused(house.start("run", "--port", "48123"), "disque est plein")


def test_a_folder_that_refuses_writing(house):
    (house.folder / "var").write_text("in the way")
    refused(house.start("run", "--port", "48123"), "impossible d’écrire", "var")


def test_a_folder_of_somebody_else(house, as_root):
    if as_root:
        pytest.skip("root writes everywhere")
    house.folder.chmod(0o555)
    run = house.start("run", "--port", "48123")
    house.folder.chmod(0o755)
    refused(run, "impossible d’écrire")


class TestReset:
    def test_needs_somebody_to_confirm(self, house):
        kept = house.folder / "var" / "maillage.sqlite3"
        kept.parent.mkdir()
        kept.write_text("precious")
        refused(house.start("run", "--reset", "--port", "48123"), "--yes")
        assert kept.read_text() == "precious"

    def test_erases_data_and_nothing_else(self, house):
        house.pip_that("Connection refused")
        var = house.folder / "var"
        for name in (
            "maillage.sqlite3",
            "maillage.sqlite3-wal",
            "media/photo.jpg",
            "demo.loaded",
            "secret_key",
        ):
            (var / name).parent.mkdir(parents=True, exist_ok=True)
            (var / name).touch()
        house.start("run", "--reset", "--yes", "--port", "48123")
        left = {path.name for path in var.iterdir()}
        assert left == {"log", "secret_key"}

    def test_leaves_another_database_alone(self, house):
        run = house.start(
            "run", "--reset", "--yes", "--port", "48123", DATABASE_URL="postgresql://db/maillage"
        )
        refused(run, "DATABASE_URL")

    def test_refuses_while_it_runs(self, house):
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as running:
            (house.folder / "var").mkdir()
            (house.folder / "var" / "run.pid").write_text(str(running.pid))
            refused(house.start("run", "--reset", "--yes", "--port", "48123"), "tourne encore")


class TestOtherPrograms:
    def test_maillage_keeps_stdout_clean(self, house):
        house.pip_that("Connection refused")
        refused(house.start("maillage", "minutes", "file.txt", "--json"), "réseau")

    def test_test_names_its_parts(self, house):
        refused(house.start("test", "everything"), "lint house sqlite postgresql browser")

    def test_a_dead_holder_does_not_lock_for_ever(self, house):
        house.pip_that("Connection refused")
        lock = house.folder / "var" / "environment.lock"
        lock.mkdir(parents=True)
        gone = subprocess.Popen(["true"])
        gone.wait()
        (lock / "pid").write_text(str(gone.pid))
        refused(house.start("maillage", "help"), "réseau")
        assert not lock.exists()


@pytest.mark.parametrize("shell", ["dash", "bash"])
@pytest.mark.parametrize("program", ["_env.sh", "run", "test", "maillage", "bench", "lock"])
def test_every_shell_reads_them(program, shell):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not on this machine")
    subprocess.run([shell, "-n", ROOT / "bin" / program], check=True)
