"""A real installation with the demo, a real server, a real Chromium.

`site` is one copy of the demo for each module: its tests may write, other modules do not see it.
A module that needs no demo says so: `site` is then `small_site`, the small named world, quicker to make.
`phone` and `desktop` are pages of that size, `window` is each in turn. A page that logs an error, fails
a request or asks anything of another host makes its test fail.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.window import SIZES, watched_page

ROOT = Path(__file__).parents[2]
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


class Site:
    """Where the pages are: `site.url("vallees", "/agenda/")`, the federation with an empty name."""

    def __init__(self, port: int, folder: Path, sessions: dict[str, str] | None = None):
        self.port, self.folder, self.sessions = port, folder, sessions or {}

    def url(self, pole: str = "", path: str = "/") -> str:
        return f"http://{pole}{'.' if pole else ''}localhost:{self.port}{path}"

    def sign_in(self, page, who: str, pole: str = "vallees") -> None:
        """`who` is a key of small_world.PEOPLE; signing in by code has its own tests."""
        cookie = {
            "name": "sessionid",
            "value": self.sessions[who],
            "domain": f"{pole}.localhost",
            "path": "/",
        }
        page.context.add_cookies([cookie])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path, port: int) -> dict[str, str]:
    """That of bin/run, not that of the tests."""
    ours = {"MAILLAGE_VAR": str(folder), "MAILLAGE_PORT": str(port), "MAILLAGE_DEMO": "1"}
    ours |= {"DJANGO_SETTINGS_MODULE": "maillage.settings", "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    theirs = {"MAILLAGE_TEST", "DATABASE_URL"}
    return {name: value for name, value in os.environ.items() if name not in theirs} | ours


def run(program: str, *arguments: object, **options) -> subprocess.Popen:
    command = [sys.executable, str(ROOT / "bin" / program), *map(str, arguments)]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    """The data of a first start, made once."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "log").mkdir()
    prepare = run("_prepare.py", env=environment(folder, 8000))
    words, _ = prepare.communicate(timeout=120)
    assert prepare.returncode == 0, words
    (folder / "welcome.txt").write_text(words)
    return folder


@contextmanager
def serving(folder: Path, port: int):
    server = run("_serve.py", "--port", port, "--folder", folder, env=environment(folder, port))
    try:
        wait_for(server, folder)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=30)


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    port, folder = free_port(), tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(demo, folder)
    with serving(folder, port):
        yield Site(port, folder)


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    """Two poles and their people of tests/world.py, nothing else; signed in with `sign_in`."""
    site = make_small_site(tmp_path_factory.mktemp("small") / "var")
    with serving(site.folder, site.port):
        yield site


def make_small_site(folder: Path) -> Site:
    """Not served yet."""
    port = free_port()
    (folder / "log").mkdir(parents=True)
    (folder / "welcome.txt").touch()  # what the server says when it is ready
    made = in_site(folder, port, "-m", "tests.browser.small_world")
    return Site(port, folder, json.loads(made.splitlines()[-1]))


def in_site(folder: Path, port: int, *arguments: str) -> str:
    """What Python says, run with these arguments beside the server, on its data."""
    command = [sys.executable, *arguments]
    ran = subprocess.run(command, env=environment(folder, port), cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def wait_for(server: subprocess.Popen, folder: Path) -> None:
    """`_serve.py` speaks once the first page came, or stops and says why."""
    began = time.monotonic()
    for line in server.stdout:
        if "Ctrl-C" in line:
            return
        assert time.monotonic() - began < 90, (folder / "log" / "server.log").read_text()
    pytest.fail(f"the server did not start:\n{(folder / 'log' / 'server.log').read_text()}")


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("MAILLAGE_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    options = QUIET + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, site):
    with watched_page(chromium, "phone") as page:
        yield page


@pytest.fixture
def desktop(chromium, site):
    with watched_page(chromium, "desktop") as page:
        yield page


@pytest.fixture(params=SIZES)
def window(request, chromium, site):
    with watched_page(chromium, request.param) as page:
        yield page
