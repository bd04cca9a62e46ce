"""The pages on which a workshop is begun and prepared, as plain forms; the script only saves the clicks."""

import datetime as dt

import pytest

from maillage.ground.mail.models import OutgoingMail
from maillage.needs.workshops.methods import READY
from maillage.needs.workshops.models import Method, Note, Workshop, invite, sheet_of, start
from maillage.needs.workshops.tests import posting
from tests import world

NEW = "/espace/ateliers/nouveau/"


@pytest.fixture
def workshop(claire):
    return start(
        claire, READY["aide-pese"], title="Employer", date=dt.date(2026, 12, 3), starts=dt.time(9, 30)
    )


@pytest.fixture
def page(workshop):
    return f"/espace/ateliers/{workshop.pid}/preparation/"


def typed(workshop, **changes):
    return posting.typed(sheet_of(workshop), **changes)


def titles(workshop):
    return [step.title for step in workshop.agenda.all()]


# Beginning


def test_one_page_and_few_fields(claire_at_vallees, claire):
    answer = claire_at_vallees.post(
        NEW,
        {
            "title": "Employer",
            "date": "2026-12-03",
            "starts": "09:30",
            "place": "Guichen",
            "method": "world-cafe",
        },
    )
    workshop = Workshop.objects.get()
    assert answer.url == f"/espace/ateliers/{workshop.pid}/preparation/"
    assert (workshop.facilitator, workshop.created_by) == (claire, claire)
    assert (workshop.starts, workshop.ends) == (dt.time(9, 30), dt.time(11, 30))
    assert workshop.boards.get().title == "La nappe de la table"
    assert not workshop.live


def test_a_title_is_enough(claire_at_vallees):
    claire_at_vallees.post(NEW, {"title": "Employer", "method": "aide-pese"})
    assert titles(Workshop.objects.get())[0] == "Accueil et intention"


@pytest.mark.parametrize("method", ["", "nobody2345", "arbre"])
def test_a_method_that_is_not_there_is_asked_for_again(claire_at_vallees, method):
    answer = claire_at_vallees.post(NEW, {"title": "Employer", "method": method})
    assert answer.status_code == 422
    assert 'value="Employer"' in answer.content.decode()
    assert not Workshop.objects.exists()


def test_the_method_chosen_in_the_catalogue_is_shown(claire_at_vallees):
    shown = claire_at_vallees.get(f"{NEW}?methode=mon-blason").content.decode()
    assert "un nom et quatre quartiers" in shown
    assert 'value="mon-blason" selected' in shown


def test_own_columns_are_asked_for_and_nothing_is_lost(claire_at_vallees):
    answer = claire_at_vallees.post(NEW, {"title": "Employer", "method": "mes-colonnes"})
    assert answer.status_code == 422
    assert "au moins une colonne" in answer.content.decode()
    claire_at_vallees.post(
        NEW, {"title": "Employer", "method": "mes-colonnes", "own_areas": "Hier\n\n Demain "}
    )
    areas = Workshop.objects.get().boards.get().areas.all()
    assert [area.title for area in areas] == ["Hier", "Demain"]


def test_the_next_one_of_the_same_group(claire_at_vallees, workshop):
    workshop.takeaways.create(kind="action", text="Appeler la comptable")
    assert "Employer" in claire_at_vallees.get(f"{NEW}?suite={workshop.pid}").content.decode()
    claire_at_vallees.post(NEW, {"title": "La suite", "method": "aide-pese", "follows": workshop.pk})
    after = Workshop.objects.get(title="La suite")
    assert after.follows == workshop
    assert Note.objects.filter(area__board__workshop=after, text="Appeler la comptable").exists()


def test_the_minutes_are_given_to_somebody_of_the_team(claire_at_vallees, vallees, claire, malo):
    bastien = world.make_someone(vallees, "Bastien Guérin", "board")
    claire_at_vallees.post(NEW, {"title": "Employer", "method": "aide-pese", "secretary": bastien.pk})
    assert Workshop.objects.get().secretary == bastien
    answer = claire_at_vallees.post(NEW, {"title": "Autre", "method": "aide-pese", "secretary": malo.pk})
    assert answer.status_code == 422, "a member is not of the team"


def test_what_it_says_of_itself_is_changed_and_hours_follow(claire_at_vallees, workshop):
    claire_at_vallees.post(
        f"/espace/ateliers/{workshop.pid}/modifier/", {"title": "Employer, vraiment", "starts": "14:00"}
    )
    kept = Workshop.objects.get()
    assert (kept.title, kept.date, kept.starts, kept.ends) == (
        "Employer, vraiment",
        None,
        dt.time(14),
        dt.time(15, 20),
    )
    assert kept.agenda.first().starts == dt.time(14)


def test_changing_it_while_it_runs_takes_nothing_back_from_those_who_write(
    claire_at_vallees, workshop, claire
):
    workshop.open(claire)
    lou = workshop.welcome("Lou")
    workshop.agenda.all()[1].start(claire)
    workshop.boards.get().areas.first().write("Un comptable sympa", author=lou)
    seq = workshop.current_seq()
    claire_at_vallees.post(f"/espace/ateliers/{workshop.pid}/modifier/", {"title": "Employer, vraiment"})
    kept = Workshop.objects.get()
    assert (kept.title, kept.seq, kept.live) == ("Employer, vraiment", seq, True)


# What is kept of it


def test_it_is_kept_as_a_method(claire_at_vallees, workshop, page):
    first = workshop.agenda.first()
    claire_at_vallees.post(page, typed(workshop, **{f"t-{first.pid}-title": "Café"}))
    answer = claire_at_vallees.post(
        f"/espace/ateliers/{workshop.pid}/methode/", {"title": "Notre état des lieux"}
    )
    method = Method.objects.get()
    assert answer.url == method.get_absolute_url()
    assert method.as_plan().agenda[0].title == "Café"
    again = start(workshop.created_by, method.as_plan(), title="Encore")
    assert titles(again) == titles(workshop)


def test_a_method_has_a_name(claire_at_vallees, workshop):
    claire_at_vallees.post(f"/espace/ateliers/{workshop.pid}/methode/", {"title": " "})
    assert not Method.objects.exists()


def test_a_board_without_a_column_is_named_before_it_makes_a_method(claire_at_vallees, workshop, page):
    workshop.boards.create(title="Vide", position=9)
    answer = claire_at_vallees.post(
        f"/espace/ateliers/{workshop.pid}/methode/", {"title": "Essai"}, follow=True
    )
    assert "« Vide »" in answer.content.decode()
    assert not Method.objects.exists()


# Who is told


@pytest.mark.parametrize(("tell", "mails"), [({"tell": "1"}, 2), ({}, 1)])
def test_a_new_day_is_told_to_those_invited_unless_one_says_no(
    claire_at_vallees, workshop, claire, tell, mails, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite(workshop, [("Lou Aubry", "lou@example.org", None)], claire)
        claire_at_vallees.post(
            f"/espace/ateliers/{workshop.pid}/modifier/",
            {"title": "Employer", "date": "2026-12-10", "starts": "09:30", **tell},
        )
    assert OutgoingMail.objects.count() == mails
    shown = claire_at_vallees.get(f"/espace/ateliers/{workshop.pid}/preparation/").content.decode()
    assert ("encore l’ancienne date" in shown) == (not tell)
