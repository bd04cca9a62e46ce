"""The promise, walked: from a file of minutes to the funder's PDF, back to the line that was said, and forward.

Three people: Claire who coordinates, Maëlle who writes and votes from her phone then comes to the event.
`python -m pytest -m browser -s tests/browser/test_chain.py` prints the presses of each stage.
"""

import datetime as dt
import io
import re
import shutil
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pdfplumber
import pytest
from playwright.sync_api import expect

from tests.browser import minutes
from tests.browser.conftest import Site, free_port, serving
from tests.browser.signing import sign_in
from tests.browser.walk import Walk
from tests.browser.window import watched_page

CLAIRE = "claire@vallees.example.org"
SPOKEN = "Personne ne sait qui part à quelle heure"
GROUP = "Se dire qui part, et quand"
ACTION = "Un tableau des trajets au café"
EVENT = "Apéro covoiturage : on remplit le tableau"
REPORT = "Le covoiturage, un an après"
SHOWN = "heures passées ensemble"


@pytest.fixture
def site(demo, tmp_path):
    """Each walk in its own copy of the demo: both find their own event first."""
    port, folder = free_port(), tmp_path / "var"
    shutil.copytree(demo, folder)
    with serving(folder, port):
        yield Site(port, folder)


@pytest.fixture
def claire(window, site):
    sign_in(window, site, CLAIRE)
    return Walk(window, site)


@pytest.fixture
def maelle(chromium, site):
    """A phone without an account."""
    with watched_page(chromium, "phone") as page:
        yield Walk(page, site)


def test_from_the_minutes_to_the_proof_and_back(claire, maelle):
    bring_the_minutes(claire)
    hold_the_workshop(claire, maelle)
    raise_the_need(claire)
    decide_the_action(claire)
    register(maelle, invite(claire))
    welcome(claire)
    look_at_the_figures(claire)
    report = publish_the_report(claire)
    back_to_what_was_said(claire)
    forward_to_the_report(claire, report)
    print(f"\nGestes. Claire : {claire.told()}. Maëlle : {maelle.told()}.")


def bring_the_minutes(claire):
    claire.begin("déposer et relire un compte rendu")
    page = claire.page
    claire.menu("Besoins", "Comptes rendus")
    claire.see("Un compte rendu, et tout repart")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "covoiturage.docx",
            "mimeType": "application/octet-stream",
            "buffer": minutes.as_docx(),
        }
    )
    claire.press("Lire ce fichier")
    claire.see("Voici ce qui a été lu")
    expect(page.get_by_label("Titre")).to_have_value(minutes.TITLE)

    twice = page.get_by_role("listitem").filter(has=page.locator("summary", has_text="E. Le Bihan"))
    claire.press(twice.locator("summary").first)
    claire.press(twice.get_by_text("Réunir avec quelqu’un"))
    claire.press(twice.get_by_role("button", name="Enora Le Bihan"))
    expect(page.get_by_text("E. Le Bihan")).to_have_count(1)  # in the source only
    claire.look()

    swap = page.get_by_text("Des solutions sous la mauvaise cause").locator("xpath=../..")
    claire.press(swap.get_by_text(f"« {minutes.NOTES[0]} » avec…"))
    claire.press(swap.get_by_role("button", name=minutes.NOTES[1]).first)
    claire.look()
    claire.press("Accepter : en faire un atelier")
    claire.see(minutes.TITLE)
    board = page.get_by_text(ACTION).locator("xpath=ancestor::li")
    expect(board).to_contain_text(minutes.NOTES[0])


def hold_the_workshop(claire, maelle):
    claire.begin("animer l’atelier")
    page, phone = claire.page, maelle.page
    claire.press("Reprendre en direct")
    expect(page.get_by_role("button", name="À découvert")).to_be_visible()
    code = re.search(
        r"\d{3}-\d{3}", page.get_by_role("button", name=re.compile("^code")).inner_text()
    ).group()

    maelle.begin("rejoindre et écrire")
    phone.goto(claire.site.url("vallees", "/atelier/"))
    maelle.look()
    phone.get_by_label("Le code affiché").fill(code)
    maelle.press("Entrer")
    phone.get_by_label("Votre prénom").fill("Maëlle")
    maelle.look()
    maelle.press("Entrer")
    expect(phone.get_by_role("heading", name=minutes.TITLE).first).to_be_visible()
    maelle.press(phone.get_by_role("radio", name="Causes"))
    phone.get_by_label("Une idée par post-it").fill(SPOKEN)
    maelle.press("Coller")

    for text in (minutes.NOTES[0], SPOKEN):
        claire.press(page.get_by_label(text, exact=True))
    page.get_by_label("Nom du nouveau groupe").fill(GROUP)
    claire.press(page.locator("[data-pickbar]").get_by_role("button", name="Regrouper"))
    for walk in (claire, maelle):
        walk.see(GROUP)

    claire.press("Voter", exact=True)
    claire.press("Lancer le vote")
    maelle.begin("voter")
    for _ in range(2):
        maelle.press(f"Mettre un point à « {GROUP} »")
    expect(page.get_by_text("2\xa0points posés")).to_be_visible()
    for walk in (claire, maelle):
        walk.look()
    claire.press(page.get_by_role("button", name="Fermer le vote").first)
    expect(phone.get_by_text("2\xa0voix").first).to_be_visible()
    claire.press(page.get_by_text("Plus", exact=True))
    claire.press("Terminer l’atelier")
    expect(page.get_by_text("Terminé.").first).to_be_visible()
    for walk in (claire, maelle):
        walk.look()


def raise_the_need(claire):
    claire.begin("en faire un besoin, l’estimer")
    page = claire.page
    claire.press(claire.link(f"En faire un besoin : {GROUP}"))
    claire.see("Ce groupe devient un besoin")
    claire.press("En faire un besoin")
    claire.see(GROUP)
    for scale, grade in (("Impact", 5), ("Urgence", 4), ("Effort", 2)):
        claire.press(page.get_by_role("group", name=scale).locator("label").nth(grade - 1))
    expect(page.get_by_text(re.compile("impact très fort.*effort léger"))).to_be_visible()
    claire.look()


def decide_the_action(claire):
    claire.begin("décider une action")
    page = claire.page
    claire.press(claire.link("Une action pour ce besoin"))
    claire.see("Décider une action")
    page.get_by_label("Ce qu’on décide de faire").fill(ACTION)
    page.get_by_label("Qui s’en charge").fill("Claire Morvan")
    page.get_by_label("Chantier", exact=True).select_option(index=1)
    claire.press("C’est décidé")
    claire.see(ACTION)
    claire.press(page.get_by_role("group").get_by_text("en cours", exact=True).first)
    claire.press("Garder")
    claire.see("L’action est en cours")


def invite(claire) -> str:
    """The path of the event's public page."""
    claire.begin("organiser et publier un événement")
    page = claire.page
    now = dt.datetime.now(ZoneInfo("Europe/Paris"))
    begins, ends = now - dt.timedelta(minutes=20), now + dt.timedelta(hours=2)
    claire.press(claire.link("Organiser un événement"))
    claire.see("Nouvel événement")
    page.get_by_label("Titre").fill(EVENT)
    page.get_by_label("Jour").fill(f"{begins:%Y-%m-%d}")
    page.get_by_label("Début").fill(f"{begins:%H:%M}")
    page.get_by_label("Fin").fill(f"{ends:%H:%M}")
    page.get_by_label("Lieu").fill("Café des halles, Ploërdut")
    claire.press("Enregistrer le brouillon")
    claire.see(EVENT)
    claire.press("Publier")
    expect(page.get_by_text("les inscriptions sont ouvertes")).to_be_visible()
    claire.look()
    return claire.link("Page publique").get_attribute("href")


def register(maelle, path: str):
    maelle.begin("s’inscrire")
    page = maelle.page
    page.goto(maelle.site.url("vallees", "/agenda/"))
    maelle.look()
    maelle.press(page.get_by_role("link", name=EVENT).and_(page.locator(f"[href='{path}']")))
    maelle.see(EVENT)
    page.get_by_label("Prénom et nom").fill("Maëlle Rozier")
    page.get_by_label("Adresse électronique").fill("maelle.rozier@example.org")
    page.wait_for_timeout(1200)  # nobody fills a form in less than a second
    maelle.press("Je m’inscris")
    maelle.see("C’est noté, à bientôt")


def welcome(claire):
    claire.begin("accueillir et clore")
    page = claire.page
    claire.press(claire.link("Accueillir"))
    claire.see("Accueil")
    claire.press("Présent·e : Maëlle Rozier")
    expect(page.get_by_role("button", name="Défaire : Maëlle Rozier")).to_be_visible()
    claire.look()
    claire.press("Clore les présences")
    expect(page.get_by_text("Les présences sont closes")).to_be_visible()
    claire.look()


def look_at_the_figures(claire):
    claire.begin("lire un chiffre clé")
    claire.menu("Preuves", "Chiffres clés")
    claire.see("Ce que ça change")
    claire.press(claire.link(f"D’où vient ce chiffre : {SHOWN}"))
    claire.see(re.compile(SHOWN, re.IGNORECASE))
    expect(claire.link(re.compile(EVENT))).to_be_visible()


def publish_the_report(claire) -> str:
    """The address of the published report, whose PDF holds its figure."""
    claire.begin("faire et publier un bilan")
    page = claire.page
    claire.menu("Preuves", "Bilans")
    claire.see("Bilans")
    claire.press(claire.link("Commencer un bilan"))
    claire.see("Commencer un bilan")
    today = dt.datetime.now(ZoneInfo("Europe/Paris")).date()
    page.get_by_label("Titre").fill(REPORT)
    page.locator("[name=starts]").fill(f"{today - dt.timedelta(days=364)}")
    page.locator("[name=ends]").fill(f"{today}")
    claire.press("Continuer")
    claire.see(REPORT)
    page.get_by_label("Introduction").fill(
        "Un post-it, un tableau au café, des voisins dans la même voiture."
    )
    claire.press("Voir l’aperçu et publier")
    claire.see(REPORT)
    claire.press("Publier")
    expect(claire.link("Lire en PDF")).to_be_visible()
    claire.look()

    value = page.get_by_role("article").filter(has_text=SHOWN).first.locator("p").first.inner_text()
    with pdf_behind(claire.link("Lire en PDF")) as text:
        assert REPORT in text
        assert re.search(rf"{re.escape(value)}\s", text), f"{value} is not in the PDF"
    return page.url


@contextmanager
def pdf_behind(link):
    """The text of the PDF that the page's own browser gets: it knows where *.localhost is."""
    fetch = "async a => [...new Uint8Array(await (await fetch(a.href)).arrayBuffer())]"
    content = bytes(link.evaluate(fetch))
    assert content.startswith(b"%PDF")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        yield "\n".join(page.extract_text() for page in pdf.pages)


def back_to_what_was_said(claire):
    claire.begin("remonter du bilan au compte rendu")
    page = claire.page
    claire.press(claire.link(f"D’où vient ce chiffre : {SHOWN}"))
    claire.see(re.compile(SHOWN, re.IGNORECASE))
    claire.press(claire.link(re.compile(EVENT)))
    claire.see("Du post-it à la preuve")
    for knot in (minutes.NOTES[0], GROUP, ACTION, EVENT, "Maëlle Rozier", REPORT):
        expect(page.get_by_role("list", name="Le fil").get_by_text(knot).first).to_be_visible()
    claire.press(claire.link(minutes.NOTES[0]))
    claire.see("Le compte rendu, mot pour mot")
    line = page.locator(page.evaluate("decodeURIComponent(location.hash)"))
    expect(line).to_contain_text(minutes.NOTES[0])
    expect(line).to_be_in_viewport()


def forward_to_the_report(claire, report: str):
    claire.begin("aller du post-it au bilan")
    page = claire.page
    claire.press(claire.link(minutes.TITLE))
    claire.see(minutes.TITLE)
    post = page.get_by_role("listitem").filter(has=page.get_by_text(minutes.NOTES[0], exact=True))
    claire.press(post.locator("label"))
    claire.press(post.get_by_role("link", name=re.compile("^Le fil")))
    claire.see("Du post-it à la preuve")
    claire.press(
        page.get_by_role("list", name="Le fil")
        .get_by_role("link", name=re.compile(SHOWN, re.IGNORECASE))
        .first
    )
    claire.see(re.compile(SHOWN, re.IGNORECASE))
    claire.press(claire.link(REPORT))
    claire.see(REPORT)
    assert page.url == report
