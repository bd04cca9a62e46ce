"""A copy of bin/ in an empty house, whose path has a space and a quote, and a Python that fails on demand."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEAN_PATH = "/usr/bin:/bin:/usr/sbin:/sbin"


class House:
    def __init__(self, folder: Path):
        self.folder = folder
        self.tools = folder.parent / "tools"
        self.tools.mkdir()
        shutil.copytree(ROOT / "bin", folder / "bin", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "requirements", folder / "requirements")
        self.environment = {"HOME": str(folder.parent / "no home"), "PATH": f"{self.tools}:{LEAN_PATH}"}
        self.python_that("")

    def python_that(self, cases: str) -> None:
        """A Python that does what `cases` (of a shell `case "$*"`) say, else the real one."""
        script = f'#!/bin/sh\ncase "$*" in\n{cases}\nesac\nexec "{sys.executable}" "$@"\n'
        self.tool("python-for-tests", script)
        self.environment["MAILLAGE_PYTHON"] = str(self.tools / "python-for-tests")

    def tool(self, name: str, script: str) -> None:
        path = self.tools / name
        path.write_text(script)
        path.chmod(0o755)

    def pip_that(self, words: str) -> None:
        """The environment is made at once; in it, `pip install` prints these words and fails."""
        inside = f'#!/bin/sh\ncase "$*" in *pip\\ install*) echo "{words}" >&2; exit 1;; esac\nexec "{sys.executable}" "$@"\n'
        self.tool("python-inside", inside)
        self.python_that(
            f'"-m venv "*) mkdir -p "$3/bin"; cp "{self.tools}/python-inside" "$3/bin/python"; exit 0;;'
        )

    def start(self, program: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [str(self.folder / "bin" / program), *arguments],
            cwd="/",
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def house(tmp_path):
    return House(tmp_path / "l’essai de Zoé's")


@pytest.fixture
def as_root():
    return os.geteuid() == 0
