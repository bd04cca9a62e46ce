"""Every template is used, and knows its variables."""

import ast
import re
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.utils import get_app_template_dirs

from tests.architecture.house import ROOT
from tests.templates import UnknownVariable, UnknownVariableError

READ_BY_DJANGO = {"403.html", "403_csrf.html", "404.html", "500.html", "400.html"}
QUOTED = re.compile(r"""["']([\w./-]+\.\w+)["']""")
TEMPLATE_KINDS = {".html", ".txt", ".mjml", ".xml", ".svg", ".typ", ".js", ".ics"}


def templates(root: Path) -> dict[str, Path]:
    """The name each template is known by, and its file."""
    found = {}
    for folder in (root / "maillage").rglob("templates"):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix in TEMPLATE_KINDS:
                found[str(path.relative_to(folder))] = path
    return found


def names_in_python(path: Path) -> set[str]:
    """Strings of a Python file; f-strings as patterns, each hole being one part of a name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w-]+" for part in node.values
            ]
            names.add("".join(parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(re.escape(node.value))
    return names


def unused_templates(root: Path, overridden=lambda name: False) -> list[str]:
    files = templates(root)
    named = {re.escape(name) for name in READ_BY_DJANGO}
    for path in (root / "maillage").rglob("*.py"):
        if "tests" not in path.parts:
            named |= names_in_python(path)
    for name, path in files.items():
        named |= {re.escape(other) for other in QUOTED.findall(path.read_text()) if other != name}
    patterns = [re.compile(pattern) for pattern in named if "/" in pattern or "\\." in pattern]
    used = {name for name in files if overridden(name) or any(p.fullmatch(name) for p in patterns)}
    # The text of a mail is found through its MJML twin.
    used |= {name.replace(".mjml.html", ".txt") for name in used}
    return sorted(files.keys() - used)


def overrides_a_library(name: str) -> bool:
    folders = (Path(folder) for folder in get_app_template_dirs("templates"))
    return any((folder / name).exists() for folder in folders if ROOT / "maillage" not in folder.parents)


def test_every_template_is_used():
    assert unused_templates(ROOT, overrides_a_library) == []


def test_an_unused_template_is_seen(tmp_path):
    room = tmp_path / "maillage" / "events"
    pages = room / "templates" / "events"
    pages.mkdir(parents=True)
    (room / "views.py").write_text(
        'render(request, "events/page.html"); name = f"events/{kind}_card.html"; "events/sent.mjml.html"'
    )
    (pages / "page.html").write_text('{% include "events/part.html" %}')
    for name in ("part.html", "big_card.html", "sent.mjml.html", "sent.txt", "forgotten.html"):
        (pages / name).write_text("")
    (pages / "loop.html").write_text('{% include "events/loop.html" %}')
    assert unused_templates(tmp_path) == ["events/forgotten.html", "events/loop.html"]
    assert unused_templates(tmp_path, lambda name: name == "events/loop.html") == ["events/forgotten.html"]


class Meeting:
    title = "Bureau"
    place = None


KNOWN = [
    "{{ meeting.title }}",
    "{% if ghost %}{% endif %}",
    "{% if ghost == 1 and meeting.ghost %}{% endif %}",
]
KNOWN += [
    "{% for x in ghost %}{% endfor %}",
    '{{ ghost|default:"rien" }}',
    "{% firstof ghost meeting.title %}",
]
KNOWN += ["{% with name=meeting.title %}{{ name }}{% endwith %}", "{{ meeting.place|default:'' }}"]
UNKNOWN = [
    "{{ ghost }}",
    "{{ meeting.ghost }}",
    "{{ ghost|upper }}",
    "{% with x=ghost %}{{ x }}{% endwith %}",
]
UNKNOWN += [
    "{{ meeting.place.town }}",
    '{% include "part.html" with title=ghost %}',
    '{% include "part.html" %}',
]


def render(folder: Path, strict_folder: Path, text: str) -> str:
    (folder / "page.html").write_text(text)
    (folder / "part.html").write_text("{{ title }}")
    engine = Engine(dirs=[folder], string_if_invalid=UnknownVariable(strict_folder))
    return engine.get_template("page.html").render(Context({"meeting": Meeting()}))


@pytest.mark.parametrize("text", KNOWN)
def test_a_known_variable_passes(text, tmp_path):
    assert "ghost" not in render(tmp_path, tmp_path, text)


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_variable_fails(text, tmp_path):
    with pytest.raises(UnknownVariableError, match=r"line 1: .* is not known"):
        render(tmp_path, tmp_path, text)


def test_templates_of_libraries_keep_their_holes(tmp_path):
    assert render(tmp_path, tmp_path / "ours", "{{ ghost|upper }}[{{ ghost|default:'x' }}]") == "[x]"


def test_the_tests_run_with_it(settings):
    assert isinstance(settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"], UnknownVariable)
