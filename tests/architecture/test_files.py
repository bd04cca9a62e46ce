"""What may lie in the folders, how long it may be, and whom it may call on the network."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, rooms

LONGEST = 400
LENGTH_COUNTS = {".py", ".html", ".css", ".js", ".sh", ""}
DUMPS = {"services", "utils", "helpers", "managers", "signals", "misc", "common"}
SENT_TO_BROWSERS = {".html", ".css", ".js", ".svg", ".mjml", ".json", ".xml", ".webmanifest"}
HOST = re.compile(r"""https?://([\w.-]+\.[a-z]{2,})|["'(]//([\w.-]+\.[a-z]{2,})""", re.IGNORECASE)
# Names of vocabularies and examples shown in forms: no browser ever asks them anything.
NEVER_ASKED = re.compile(r"(www\.w3|schema)\.org|(.+\.)?(example|example\.org|exemple\.fr)")


def files(root: Path, *folders: str):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def too_long(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}: {lines} lines"
        for path in files(root, "maillage", "tests", "bin", "bench")
        if path.suffix in LENGTH_COUNTS and "migrations" not in path.parts
        if (lines := len(path.read_text().splitlines())) > LONGEST
    ]


def dumps(root: Path) -> list[str]:
    python = [
        *(root / "maillage").rglob("*.py"),
        *(path for path in (root / "maillage").rglob("*/") if path.is_dir()),
    ]
    return sorted(str(path.relative_to(root)) for path in python if path.stem in DUMPS)


def rooms_without_readme(root: Path) -> list[str]:
    readmes = (room / "README.md" for room in rooms(root))
    return [
        str(path.parent.relative_to(root))
        for path in readmes
        if not path.exists() or not path.read_text().strip()
    ]


def foreign_hosts(root: Path) -> list[str]:
    found = []
    for path in files(root, "maillage"):
        if (
            path.suffix in SENT_TO_BROWSERS
            and {"templates", "static"} & set(path.parts)
            and "tests" not in path.parts
        ):
            hosts = {next(filter(None, match)) for match in HOST.findall(path.read_text())}
            asked = sorted(host for host in hosts if not NEVER_ASKED.fullmatch(host))
            found += [f"{path.relative_to(root)} names {host}" for host in asked]
    return found


def addresses_in_requirements(root: Path) -> list[str]:
    suspicious = re.compile(r"://|@ |^\s*(--?[if]\b|--index|--extra|--find|--trusted)|^\s*[./]", re.MULTILINE)
    return [path.name for path in files(root, "requirements") if suspicious.search(path.read_text())]


def requirements_without_hash(root: Path) -> list[str]:
    """A pinned line is followed by its hashes; one without would make pip refuse the whole file."""
    text = "".join(path.read_text() for path in sorted((root / "requirements").glob("*.txt")))
    return re.findall(r"^([\w.-]+==\S+)(?! \\\n    --hash=sha256:)\s", text, re.MULTILINE)


CHECKS = [
    too_long,
    dumps,
    rooms_without_readme,
    foreign_hosts,
    addresses_in_requirements,
    requirements_without_hash,
]
SAMPLES = [
    (too_long, "maillage/ui/pages.css", "a {}\n" * 401),
    (too_long, "bin/run", "true\n" * 401),
    (dumps, "maillage/ground/people/utils.py", ""),
    (dumps, "maillage/ground/people/services/mail.py", ""),
    (rooms_without_readme, "maillage/ground/people/apps.py", ""),
    (
        foreign_hosts,
        "maillage/ui/templates/ui/a.html",
        '<script src="https://cdn.example.net/a.js"></script>',
    ),
    (foreign_hosts, "maillage/ui/static/ui/a.css", "@import url(//fonts.example.net/a.css);"),
    (addresses_in_requirements, "requirements/run.txt", "--index-url https://pypi.example.net/simple\n"),
    (addresses_in_requirements, "requirements/run.txt", "--find-links /somewhere\n"),
    (addresses_in_requirements, "requirements/run.txt", "-f wheels\n"),
    (addresses_in_requirements, "requirements/test.in", "six @ file:six.whl\n"),
    (requirements_without_hash, "requirements/run.txt", "django==5.2.1\n"),
]
HARMLESS = [
    (too_long, "maillage/ui/pages.css", "a {}\n" * 400),
    (
        foreign_hosts,
        "maillage/ui/templates/ui/a.html",
        '<svg xmlns="http://www.w3.org/2000/svg"> // fin. Bravo',
    ),
    (
        requirements_without_hash,
        "requirements/run.txt",
        "django==5.2.1 \\\n    --hash=sha256:00\n    # via x\n",
    ),
    (addresses_in_requirements, "requirements/test.in", "-c run.txt\n-r run.in\npsycopg[binary]\n"),
]


def write(root: Path, file: str, text: str) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return root


@pytest.mark.parametrize("check", CHECKS)
def test_the_house_is_in_order(check):
    assert check(ROOT) == []


@pytest.mark.parametrize(("check", "file", "text"), SAMPLES)
def test_disorder_is_seen(check, file, text, tmp_path):
    assert check(write(tmp_path, file, text))


@pytest.mark.parametrize(("check", "file", "text"), HARMLESS)
def test_order_is_not_suspected(check, file, text, tmp_path):
    assert check(write(tmp_path, file, text)) == []
