"""Dropped on the real server: what is not minutes is refused in clear French, what is badly encoded is read right."""

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
import typst
from playwright.sync_api import expect

from tests.browser.signing import sign_in
from tests.browser.window import assert_accessible, assert_no_sideways_scroll, watched_page

CLAIRE = "claire@vallees.example.org"
MEGABYTE = 1024 * 1024
MOST_MEMORY = 600 * MEGABYTE
TEXT = "Réunion du 4 mai 2020\n\nPrésents : Ysé, Éloïse\n\nBesoins :\n- un café où l’on s’assied\n"


def lines(megabytes: int) -> bytes:
    return "Présents : Ysé\n".encode() * (megabytes * MEGABYTE // 16)


def zip_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 150 * MEGABYTE + b"</a>")
    return content.getvalue()


def pdf_without_text() -> bytes:
    return typst.compile(b"#rect(width: 5cm, height: 5cm, fill: red)")


def mixed() -> bytes:
    lines = TEXT.split("\n")
    return b"\n".join(line.encode("utf-8" if turn % 2 else "cp1252") for turn, line in enumerate(lines))


REFUSED = {
    "vide.txt": (lambda: b"", "est vide"),
    "lourd.txt": (lambda: lines(25), "dépasse 20 Mo"),
    "enorme.txt": (lambda: lines(50), "dépasse 32 Mo"),
    "binaire.txt": (lambda: bytes(range(256)) * 400, "pas un texte lisible"),
    "bombe.docx": (zip_bomb, "volume anormal"),
    "numerise.pdf": (pdf_without_text, "numérisé"),
}
READ = {
    "latin-1.txt": lambda: TEXT.encode("cp1252"),
    "utf-16.txt": lambda: TEXT.encode("utf-16"),
    "melange.txt": mixed,
}


@pytest.fixture(scope="module")
def page(chromium, site):
    with watched_page(chromium, "phone") as page:
        sign_in(page, site, CLAIRE, then="/espace/comptes-rendus/")
        yield page


def drop(page, site, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    page.goto(site.url("vallees", "/espace/comptes-rendus/"))
    page.locator("input[type=file]").set_input_files(folder / name)
    page.get_by_role("button", name="Lire ce fichier").click()


def kept(site) -> tuple[int, int]:
    """How many sources, how many workshops."""
    with sqlite3.connect(site.folder / "maillage.sqlite3") as database:
        count = "SELECT count(*) FROM workshops_source", "SELECT count(*) FROM workshops_workshop"
        return tuple(database.execute(question).fetchone()[0] for question in count)


def heaviest_process(site) -> int:
    """The most memory that one process of the server has ever held, in bytes."""
    return max(map(high_water, descendants(int((site.folder / "run.pid").read_text()))))


def descendants(pid: int) -> list[int]:
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [pid, *(one for child in children for one in descendants(child))]


def high_water(pid: int) -> int:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) * 1024


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_and_nothing_is_saved(page, site, tmp_path, name):
    make, says = REFUSED[name]
    before = kept(site)

    drop(page, site, tmp_path, name, make())

    expect(page.get_by_text(says).first).to_be_visible(timeout=20_000)
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.complaints.clear()  # the console reports the 400
    assert kept(site) == before
    assert page.goto(site.url("vallees")).status == 200


@pytest.mark.parametrize("name", READ)
def test_whatever_its_encoding_a_text_is_read_and_waits(page, site, tmp_path, name):
    sources, workshops = kept(site)

    drop(page, site, tmp_path, name, READ[name]())

    expect(page.get_by_role("heading", name="Voici ce qui a été lu")).to_be_visible()
    for words in ("Éloïse", "un café où l’on s’assied"):
        expect(page.get_by_role("region", name="La source")).to_contain_text(words)
    assert_accessible(page)
    assert kept(site) == (sources + 1, workshops)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the memory in /proc")
def test_the_server_has_kept_its_weight(page, site, tmp_path):
    for name in ("enorme.txt", "bombe.docx"):
        drop(page, site, tmp_path, name, REFUSED[name][0]())
    page.complaints.clear()
    heaviest = heaviest_process(site)
    print(f"\nMémoire la plus haute d’un processus : {heaviest // MEGABYTE} Mo.")
    assert heaviest < MOST_MEMORY
