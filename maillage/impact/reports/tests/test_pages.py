"""Writing, previewing, publishing and reading a report."""

import io

import pdfplumber
import pytest
from django_scopes import scope

from maillage.ground.people.models import Role
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.tests.makers import came, event_on, paris, someone
from maillage.impact.reports import printing, views
from maillage.impact.reports.models import Photo, Report
from maillage.impact.reports.tests.makers import make_draft, make_story, picture
from tests import world


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(vallees, claire):
    make_story()
    return make_draft(claire, funder="la Région", introduction="Un soir de mars.")


@pytest.fixture
def published(draft, claire_at_vallees):
    claire_at_vallees.post(f"/espace/bilans/{draft.pid}/publication/")
    return Report.objects.get(pk=draft.pk)


def form_of(report, **changes):
    data = {
        "title": report.title, "funder": report.funder, "starts": "2026-01-01", "ends": "2026-12-31",
        "introduction": report.introduction, "conclusion": "", "story": report.story_id or "",
    }  # fmt: skip
    for figure in report.figures.select_related("indicator"):
        data[f"in_{figure.indicator.pid}"] = "on"
        data[f"words_{figure.indicator.pid}"] = figure.words
    return {**data, **changes}


def indicator(code):
    return Indicator.objects.get(pull=code)


def test_a_report_begins_with_a_title_and_a_period(vallees, claire_at_vallees):
    answer = claire_at_vallees.post(
        "/espace/bilans/nouveau/", {"title": "Bilan 2026", "starts": "2026-01-01", "ends": "2026-12-31"}
    )
    report = Report.objects.get()
    assert answer.url == f"/espace/bilans/{report.pid}/"
    wrong = claire_at_vallees.post(
        "/espace/bilans/nouveau/", {"title": "Bilan", "starts": "2026-12-31", "ends": "2026-01-01"}
    )
    assert "échangez les deux dates" in wrong.content.decode()
    assert Report.objects.count() == 1


def test_words_figures_and_order_are_saved_together(draft, claire_at_vallees):
    people, hours, done = (indicator(code) for code in ("people", "hours", "actions_done"))
    data = form_of(draft, conclusion="À suivre.", haut=hours.pid)
    data[f"words_{people.pid}"] = "Une sur trois est venue pour la première fois."
    del data[f"in_{done.pid}"]
    claire_at_vallees.post(f"/espace/bilans/{draft.pid}/", data)
    draft.refresh_from_db()
    assert draft.conclusion == "À suivre."
    figures = list(draft.figures.select_related("indicator"))
    assert [figure.indicator.pull for figure in figures] == [
        "people",
        "structures",
        "hours",
        "events",
        "needs_answered",
    ]
    assert figures[0].words == "Une sur trois est venue pour la première fois."


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(draft, claire_at_vallees):
    page = claire_at_vallees.post(
        f"/espace/bilans/{draft.pid}/", form_of(draft, title="", conclusion="Mots précieux")
    )
    assert "Mots précieux" in page.content.decode()
    draft.refresh_from_db()
    assert draft.conclusion == ""


def test_words_sent_too_late_come_back_to_their_author(draft, claire, claire_at_vallees):
    data = form_of(draft, conclusion="Mots précieux")
    original = Report.being_edited

    def published_just_before(self):
        Report.objects.get(pk=draft.pk).publish(claire, "http://x/")
        return original(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Report, "being_edited", published_just_before)
        page = claire_at_vallees.post(f"/espace/bilans/{draft.pid}/", data)
    assert page.status_code == 409
    assert "publié entre-temps" in page.content.decode()
    assert "Mots précieux" in page.content.decode()


def test_the_preview_shows_it_all_and_publishes_in_one_click(draft, claire_at_vallees):
    page = claire_at_vallees.get(f"/espace/bilans/{draft.pid}/apercu/").content.decode()
    assert "C’est un aperçu" in page
    assert "Un soir de mars." in page
    assert "On est seuls avec nos fiches de paie" in page
    answer = claire_at_vallees.post(f"/espace/bilans/{draft.pid}/publication/")
    assert answer.url == f"/bilans/{draft.pid}/"
    again = claire_at_vallees.post(f"/espace/bilans/{draft.pid}/publication/")
    assert again.url == answer.url


def test_a_report_without_figure_is_not_published(draft, claire_at_vallees):
    draft.figures.all().delete()
    claire_at_vallees.post(f"/espace/bilans/{draft.pid}/publication/")
    assert Report.objects.get().published_at is None
    assert (
        "Choisissez au moins un chiffre"
        in claire_at_vallees.get(f"/espace/bilans/{draft.pid}/").content.decode()
    )


def test_anyone_reads_the_published_report_and_nobody_is_named(published, at_vallees):
    page = at_vallees.get(f"/bilans/{published.pid}/").content.decode()
    assert "Une année à s’entraider" in page
    assert '<p class="figure__value">2</p>' in page
    for hidden in ("Ana Le Bris", "Bob Caro", "/espace/bilans/", "/espace/fil/"):
        assert hidden not in page


def test_those_who_steer_follow_each_figure_to_its_proof(published, claire_at_vallees):
    page = claire_at_vallees.get(f"/bilans/{published.pid}/").content.decode()
    for figure in published.figures.all():
        proof = f"/espace/bilans/{published.pid}/chiffres/{figure.pid}/"
        assert proof in page
        assert claire_at_vallees.get(proof).status_code == 200
    people = published.figures.get(indicator__pull="people")
    rows = claire_at_vallees.get(f"/espace/bilans/{published.pid}/chiffres/{people.pid}/").content.decode()
    assert "/espace/fil/inscription/" in rows
    answer = claire_at_vallees.get(f"/espace/bilans/{published.pid}/chiffres/{people.pid}/lignes.csv")
    assert len(answer.text.splitlines()) == 3


def test_a_draft_is_nobody_elses_business(draft, at_vallees, onde, oriane):
    assert at_vallees.get(f"/bilans/{draft.pid}/").status_code == 404
    assert at_vallees.get(f"/bilans/{draft.pid}.pdf").status_code == 404
    with scope(pole=onde):
        theirs = world.client_of(onde, oriane)
    for url in (f"/espace/bilans/{draft.pid}/", "/espace/bilans/absent1234/"):
        assert theirs.get(url).status_code == 404
        assert theirs.post(f"{url}publication/").status_code == 404


def test_the_board_reads_drafts_and_the_funder_reads_what_is_published(draft, vallees):
    board = world.client_of(vallees, world.make_someone(vallees, "Nora Bel", Role.Kind.BOARD))
    assert board.get(f"/espace/bilans/{draft.pid}/").url == f"/espace/bilans/{draft.pid}/apercu/"
    assert board.post(f"/espace/bilans/{draft.pid}/publication/").status_code == 403
    funder = world.client_of(vallees, world.make_someone(vallees, "Guy Rémi", Role.Kind.FUNDER))
    assert funder.get("/espace/bilans/").status_code == 403
    assert funder.get("/bilans/").status_code == 200


def pdf_of(browser, report):
    answer = browser.get(f"/bilans/{report.pid}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def test_the_pdf_holds_the_figures_the_story_and_the_links(published, at_vallees):
    content = pdf_of(at_vallees, published)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        links = {link["uri"] for page in pdf.pages for link in page.hyperlinks}
        assert pdf.metadata["Title"] == "Une année à s’entraider"
    for words in (
        "personnes accueillies",
        "Un soir de mars.",
        "On est seuls avec nos fiches de paie",
        "Lire une fiche de paie · Guichen",
        "pour la Région",
    ):
        assert words in text.replace("\n", " ")
    for figure in published.figures.all():
        assert f"http://vallees.localhost/espace/bilans/{published.pid}/chiffres/{figure.pid}/" in links
    assert f"http://vallees.localhost/bilans/{published.pid}/" in links
    assert b"/MarkInfo" in content
    assert "Ana" not in text


def test_the_pdf_is_the_same_bytes_each_time_even_when_the_pole_changes(published, vallees, at_vallees):
    before = pdf_of(at_vallees, published)
    vallees.name = "Autre nom"
    vallees.save()
    came(event_on(paris(2026, 6, 2)), someone("Zoé Mar"))
    assert pdf_of(at_vallees, published) == before


def test_a_lost_pdf_is_drawn_again_from_what_was_frozen(published, vallees, at_vallees):
    def text():
        with pdfplumber.open(io.BytesIO(pdf_of(at_vallees, published))) as pdf:
            return [page.extract_text() for page in pdf.pages]

    before = text()
    came(event_on(paris(2026, 6, 2)), someone("Zoé Mar"))
    vallees.name = "Autre nom"
    vallees.save()
    published.pdf.storage.delete(published.pdf.name)
    assert text() == before


def test_words_that_look_like_code_stay_words(draft, claire_at_vallees):
    draft.introduction = '#panic("x") <script>alert(1)</script> $x$ \\ `y` "z'
    draft.save()
    answer = claire_at_vallees.get(f"/espace/bilans/{draft.pid}/apercu.pdf")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        assert '#panic("x") <script>' in pdf.pages[1].extract_text()
    assert (
        "<script>alert" not in claire_at_vallees.get(f"/espace/bilans/{draft.pid}/apercu/").content.decode()
    )


def test_an_empty_report_still_prints(vallees, claire, claire_at_vallees):
    report = make_draft(claire)
    assert printing.render(printing.contents(report), "http://x/").startswith(b"%PDF")


def test_queries_of_the_report_do_not_grow(
    published, at_vallees, claire_at_vallees, django_assert_max_num_queries
):
    figure = published.figures.get(indicator__pull="people")
    with django_assert_max_num_queries(5):
        at_vallees.get(f"/bilans/{published.pid}/")
    with django_assert_max_num_queries(12):
        claire_at_vallees.get(f"/espace/bilans/{published.pid}/chiffres/{figure.pid}/")
    with django_assert_max_num_queries(8):
        claire_at_vallees.get("/espace/bilans/")


def test_a_photo_belongs_to_its_report(draft, claire_at_vallees, at_vallees):
    answer = claire_at_vallees.post(
        f"/espace/bilans/{draft.pid}/photos/",
        {"image": picture(), "alternative": "Une table, six personnes", "credit": "Nous"},
    )
    assert answer.status_code == 302
    photo = Photo.objects.get()
    url = f"/bilans/{draft.pid}/photos/{photo.pid}.jpg"
    assert at_vallees.get(url).status_code == 404
    assert claire_at_vallees.get(url).status_code == 200
    claire_at_vallees.post(f"/espace/bilans/{draft.pid}/publication/")
    assert at_vallees.get(url)["Content-Type"] == "image/jpeg"
    assert 'alt="Une table, six personnes"' in at_vallees.get(f"/bilans/{draft.pid}/").content.decode()
    assert (
        claire_at_vallees.post(f"/espace/bilans/{draft.pid}/photos/{photo.pid}/retrait/").status_code == 404
    )


@pytest.mark.parametrize("gesture", ["retrait/", "photos/{photo}/retrait/"])
def test_a_draft_published_a_moment_before_is_not_taken_apart(draft, claire_at_vallees, monkeypatch, gesture):
    """Two people at once: one publishes between what the other's page reads and what it removes."""
    photo = Photo.objects.create(report=draft, image=picture(), alternative="Un verger")
    read = views.get_draft

    def read_then_published(pid):
        found = read(pid)
        found_too = Report.objects.get(pk=found.pk)
        found_too.publish(draft.created_by, "http://vallees.localhost/")
        return found

    monkeypatch.setattr(views, "get_draft", read_then_published)
    answer = claire_at_vallees.post(
        f"/espace/bilans/{draft.pid}/{gesture.format(photo=photo.pid)}", follow=True
    )
    assert answer.status_code == 200
    assert "publié entre-temps" in answer.content.decode()
    assert Report.objects.get(pk=draft.pk).photos.count() == 1
