"""Import order is chain order, also where import-linter cannot look: foreign keys and dotted strings."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.house import ROOT, dotted, may_know, place_of, places

DOTTED = re.compile(r"maillage(\.\w+)+")


def undeclared_modules(root: Path) -> list[str]:
    """Modules that the list of pyproject.toml does not place."""
    ancestors = {"maillage"}
    for place in places():
        parts = place.module.split(".")
        ancestors |= {".".join(parts[:depth]) for depth in range(1, len(parts))}
    modules = (dotted(path, root) for path in (root / "maillage").rglob("*.py"))
    return sorted(module for module in modules if module not in ancestors and place_of(module) is None)


def upward_foreign_keys(all_models) -> list[str]:
    found = []
    for model in all_models:
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if target is None or not target.__module__.startswith("maillage"):
                continue
            if not may_know(model.__module__, target.__module__):
                found.append(
                    f"{model.__name__}.{field.name} points up to {target.__name__} ({target.__module__})"
                )
    return found


def upward_strings(path: Path, root: Path) -> list[str]:
    """Dotted names in strings: `include("maillage.…")`, `import_string("maillage.…")`, receivers, settings."""
    module = dotted(path, root)
    strings = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
    return [
        f"{path.relative_to(root)}:{node.lineno} names {node.value}"
        for node in strings
        if isinstance(node.value, str) and DOTTED.fullmatch(node.value)
        if place_of(module) and place_of(node.value) and not may_know(module, node.value)
    ]


def ours():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("maillage")
    ]


def test_every_module_is_declared():
    assert undeclared_modules(ROOT) == []


def test_an_undeclared_room_is_seen(tmp_path):
    stray = tmp_path / "maillage" / "ground" / "cellar" / "models.py"
    stray.parent.mkdir(parents=True)
    stray.touch()
    assert undeclared_modules(tmp_path) == ["maillage.ground.cellar.models"]


def test_foreign_keys_follow_the_chain():
    assert upward_foreign_keys(ours()) == []


@isolate_apps("maillage.ground.poles", "maillage.needs.catalogue")
def test_an_upward_foreign_key_is_seen():
    class Need(models.Model):
        __module__ = "maillage.needs.catalogue.models"

        class Meta:
            app_label = "catalogue"

    class Pole(models.Model):
        __module__ = "maillage.ground.poles.models"
        favourite = models.ForeignKey("catalogue.Need", models.CASCADE, related_name="+")

        class Meta:
            app_label = "poles"

    assert upward_foreign_keys([Need]) == []
    assert upward_foreign_keys([Pole]) == [
        "Pole.favourite points up to Need (maillage.needs.catalogue.models)"
    ]


def test_strings_follow_the_chain():
    found = [line for path in (ROOT / "maillage").rglob("*.py") for line in upward_strings(path, ROOT)]
    assert found == []


def test_an_upward_string_is_seen(tmp_path):
    low = tmp_path / "maillage" / "ground" / "poles" / "urls.py"
    low.parent.mkdir(parents=True)
    low.write_text('include("maillage.desk.urls")\ninclude("maillage.ui.urls")\n')
    assert upward_strings(low, tmp_path) == ["maillage/ground/poles/urls.py:1 names maillage.desk.urls"]


@pytest.mark.parametrize(
    ("knower", "known", "allowed"),
    [
        ("maillage.needs.catalogue.models", "maillage.needs.workshops.models", True),
        ("maillage.needs.workshops.models", "maillage.needs.catalogue.models", False),
        ("maillage.activities.events.models", "maillage.activities.projects.models", False),
        ("maillage.activities.events.models", "maillage.activities.register.models", True),
        ("maillage.urls", "maillage.settings", True),
        ("maillage.ui.views", "maillage.nowhere", False),
    ],
)
def test_who_may_know_whom(knower, known, allowed):
    assert may_know(knower, known) is allowed


BAD_HOUSES = {
    "an upward import": (
        {"ground/poles/models.py": "import maillage.needs.workshops"},
        "maillage.ground.poles",
    ),
    "a sibling known": (
        {"activities/events/a.py": "import maillage.activities.spaces", "activities/spaces/__init__.py": ""},
        "maillage.activities.events",
    ),
    "minutes that know Django": (
        {"needs/minutes/reader/a.py": "import django.db"},
        "maillage.needs.minutes.reader",
    ),
}


@pytest.mark.parametrize("name", BAD_HOUSES)
def test_import_linter_refuses(name, tmp_path):
    files, culprit = BAD_HOUSES[name]
    for file, text in {
        "needs/workshops/__init__.py": "",
        "needs/minutes/reader/__init__.py": "",
        "needs/minutes/writer/__init__.py": "",
        **files,
    }.items():
        path = tmp_path / "maillage" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for folder in [tmp_path / "maillage", *(tmp_path / "maillage").rglob("*/")]:
        if folder.is_dir() and folder.name != "__pycache__":
            (folder / "__init__.py").touch()
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
        + ["--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"{culprit} is not allowed to import" in run.stdout
