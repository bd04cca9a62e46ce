"""The pages of key figures: what each reader sees, and how many queries it costs."""

import pytest

from maillage.ground.directory.models import Organisation
from maillage.ground.people.models import Role
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.story import best, candidates
from maillage.impact.indicators.tests.makers import came, event_on, paris, someone
from maillage.needs.workshops.models import Dot, Poll
from tests import world

SPRING = "periode=libre&du=2026-03-01&au=2026-05-31"


@pytest.fixture
def told(vallees):
    """The whole chain once: notes, a need with 5 votes, an action, an event, two people who came."""
    workshop = world.make_workshop()
    (area,) = world.make_wall(
        workshop, ("Ce qui pèse", "unfavourable", ["Seuls", "On est seuls avec nos fiches de paie"])
    )
    cluster = world.make_cluster(workshop, notes=area.notes.all())
    poll = Poll.objects.create(board=cluster.board, closed_at=paris(2026, 3, 12))
    Dot.objects.create(poll=poll, participant=world.make_participant(workshop), cluster=cluster, count=5)
    need = world.make_need(cluster=cluster, created_at=paris(2026, 4, 1))
    action = world.make_action(need=need)
    event = event_on(paris(2026, 5, 12), "Lire une fiche de paie", action=action)
    canut = Organisation.objects.create(name="Le Canut")
    for name in ("Ana Le Bris", "Bob Caro"):
        came(event, someone(name), canut)
    Indicator.objects.start()
    return {"event": event, "need": need, "action": action, "workshop": workshop}


def people(vallees):
    return Indicator.objects.get(pull="people")


def test_a_pole_starts_with_six_figures_once(claire_at_vallees):
    empty = claire_at_vallees.get("/espace/chiffres/")
    assert "Commencer avec six chiffres" in empty.content.decode()
    for _ in range(2):
        claire_at_vallees.post("/espace/chiffres/depart/")
    assert Indicator.objects.count() == 6


def test_the_list_shows_the_period_of_its_url(told, claire_at_vallees):
    page = claire_at_vallees.get(f"/espace/chiffres/?{SPRING}").content.decode()
    assert '<p class="figure__value">2</p>' in page
    assert "Du 1er\u00a0mars 2026 au 31\u00a0mai 2026" in page
    assert f"/espace/chiffres/{people(None).pid}/?{SPRING.replace('&', '&amp;')}" in page


def test_evidence_names_people_to_those_who_steer_the_pole(told, claire_at_vallees):
    page = claire_at_vallees.get(f"/espace/chiffres/{people(None).pid}/?{SPRING}").content.decode()
    assert "Ana Le Bris" in page
    assert "/espace/fil/inscription/" in page


def test_the_federation_sees_how_many_not_who(told, vallees):
    fanny = world.client_of(vallees, world.make_federation_coordinator())
    pid = people(None).pid
    page = fanny.get(f"/espace/chiffres/{pid}/?{SPRING}")
    assert page.status_code == 200
    assert "Lire une fiche de paie" in page.content.decode()
    for url in (f"/espace/chiffres/{pid}/", f"/espace/chiffres/{pid}/lignes.csv"):
        answer = fanny.get(f"{url}?{SPRING}")
        body = answer.text
        assert "Ana Le Bris" not in body
        assert "/espace/fil/" not in body


def test_rows_leave_as_a_file_without_formulas(told, claire_at_vallees):
    came(event_on(paris(2026, 5, 13), "=cmd()"), someone("@Zoé Mar"))
    answer = claire_at_vallees.get(f"/espace/chiffres/{people(None).pid}/lignes.csv?{SPRING}")
    lines = answer.text.splitlines()
    assert lines[0] == "\ufeffDate;Quoi;Qui;Personnes"
    assert "'=cmd() · Guichen" in lines[1]
    assert "'@Zoé Mar" in lines[1]
    assert len(lines) == 4


def test_rows_are_filtered_and_counted(told, claire_at_vallees):
    came(event_on(paris(2026, 5, 13), "Vœux"), someone("Zoé Mar"))
    page = claire_at_vallees.get(f"/espace/chiffres/{people(None).pid}/?{SPRING}&q=paie").content.decode()
    assert "2\u00a0lignes avec «" in page
    assert "Zoé Mar" not in page


def test_a_coordinator_adds_orders_and_removes(told, claire_at_vallees):
    claire_at_vallees.post(
        "/espace/chiffres/nouveau/", {"pull": "notes", "title": "", "target": "", "public": "on"}
    )
    added = Indicator.objects.get(pull="notes")
    assert added.title == "post-it recueillis"
    claire_at_vallees.post(f"/espace/chiffres/{added.pid}/place/", {"vers": "haut"})
    assert [one.pull for one in Indicator.objects.kept()][-2:] == ["notes", "actions_done"]
    claire_at_vallees.post(f"/espace/chiffres/{added.pid}/retrait/")
    assert "notes" not in [one.pull for one in Indicator.objects.kept()]
    assert claire_at_vallees.get(f"/espace/chiffres/{added.pid}/").status_code == 404


def test_a_wrong_target_is_explained_and_nothing_is_lost(told, claire_at_vallees):
    data = {"pull": "hours", "title": "heures à nous", "target": "0"}
    page = claire_at_vallees.post("/espace/chiffres/nouveau/", data).content.decode()
    assert "Un objectif commence à 1" in page
    assert "heures à nous" in page


@pytest.mark.parametrize("kind", [Role.Kind.BOARD, Role.Kind.TREASURER])
def test_the_board_reads_and_does_not_change(told, vallees, kind):
    browser = world.client_of(vallees, world.make_someone(vallees, "Nora Bel", kind))
    assert browser.get("/espace/chiffres/").status_code == 200
    assert browser.get("/espace/chiffres/reglages/").status_code == 403
    assert browser.post("/espace/chiffres/depart/").status_code == 403


def test_the_public_page_tells_figures_and_one_story_without_names(told, at_vallees):
    page = at_vallees.get("/chiffres/").content.decode()
    assert "On est seuls avec nos fiches de paie" in page
    assert "Bien vivre son rôle d’employeur" in page
    assert "personnes venues, de 1 structure" in page
    for hidden in ("Ana Le Bris", "Le Canut", "/espace/chiffres", "/espace/fil/"):
        assert hidden not in page


def test_the_public_page_of_a_young_pole_says_what_comes(at_vallees):
    assert "Les premiers chiffres arrivent" in at_vallees.get("/chiffres/").content.decode()


def test_a_hidden_indicator_stays_inside(told, at_vallees):
    Indicator.objects.filter(pull="people").update(public=False)
    assert "personnes accueillies" not in at_vallees.get("/chiffres/").content.decode()


def test_a_vote_held_again_counts_once(told):
    cluster = told["need"].origins.get().cluster
    again = Poll.objects.create(board=cluster.board, closed_at=paris(2026, 3, 13))
    Dot.objects.create(poll=again, participant=told["workshop"].participants.get(), cluster=cluster, count=3)
    assert [need.votes for need in candidates()] == [3]


def test_the_story_is_that_of_the_best_voted_need_people_came_for(told):
    other = world.make_need("Des salles le soir", created_at=paris(2026, 1, 1))
    later = world.make_action("Un annuaire", need=other)
    assert [need.title for need in candidates()] == ["Bien vivre son rôle d’employeur"]
    came(event_on(paris(2026, 5, 2), action=later), someone("Zoé Mar"))
    assert [need.votes for need in candidates()] == [5, 0]
    note, need, action, figure = best()
    assert (note.title, note.sentiment) == ("On est seuls avec nos fiches de paie", "unfavourable")
    assert (need.title, need.text) == ("Bien vivre son rôle d’employeur", "5\u00a0voix")
    assert figure.value == 2


def test_no_story_before_anyone_came(vallees):
    world.make_action(need=world.make_need())
    assert best() == []


def grow(told):
    canut = Organisation.objects.create(name="La recyclerie")
    for number in range(30):
        came(told["event"], someone(f"Invitée {number}"), canut)
        world.make_action(f"Action {number}", need=told["need"])


def test_queries_do_not_grow_with_rows(
    told, vallees, at_vallees, claire_at_vallees, django_assert_max_num_queries
):
    for number, code in enumerate(
        ("attendances", "needs", "actions_running", "workshops", "participants", "notes")
    ):
        Indicator.objects.create(title=code, pull=code, position=10 + number)
    pid = people(None).pid
    for _ in range(2):
        with django_assert_max_num_queries(12):
            at_vallees.get("/chiffres/")
        with django_assert_max_num_queries(14):
            claire_at_vallees.get(f"/espace/chiffres/?{SPRING}")
        with django_assert_max_num_queries(10):
            claire_at_vallees.get(f"/espace/chiffres/{pid}/?{SPRING}")
        grow(told) if Organisation.objects.count() < 2 else None


def test_a_sister_pole_cannot_open_our_figure(told, onde, oriane):
    browser = world.client_of(onde, oriane)
    assert browser.get(f"/espace/chiffres/{people(None).pid}/").status_code == 404
    assert browser.get("/espace/chiffres/absent123/").status_code == 404
    assert browser.get(f"/espace/chiffres/{people(None).pid}/lignes.csv").status_code == 404
