import datetime as dt

from django.utils import timezone

from maillage.desk.coming import coming
from maillage.desk.groups import may_post
from maillage.desk.morning import waiting
from maillage.desk.views import greeting
from maillage.needs.workshops.models import Source
from maillage.ui.todo import Todo
from tests import world


def titles():
    return [todo.title for todo in waiting()]


class TestTheMorning:
    def test_it_speaks_like_a_colleague(self):
        assert greeting(0) == "Bonjour ! Rien ne vous attend."
        assert greeting(1) == "Bonjour ! Une chose vous attend."
        assert greeting(3) == "Bonjour ! Trois choses vous attendent."
        assert greeting(40) == "Bonjour ! 40 choses vous attendent."
        assert greeting(0, 2) == "Bonjour ! Rien ne presse."

    def test_late_now_and_when_there_is_time(self, claire_at_vallees):
        world.make_workshop(closed_at=timezone.now() - dt.timedelta(days=400))
        for number in range(5):
            world.make_action(f"Action {number}", due=timezone.localdate() - dt.timedelta(days=2))
        world.make_need("Un lieu", impact=4)
        page = claire_at_vallees.get("/espace/").text
        assert "Cinq choses vous attendent" in page
        assert "Le reste peut attendre demain." in page
        assert page.index("En retard") < page.index("Quand vous aurez le temps")
        assert "Encore 2 du même genre" in page
        assert "Maintenant" not in page

    def test_one_click_settles_it_and_says_what_was_done(self, claire_at_vallees):
        world.make_workshop(closed_at=timezone.now() - dt.timedelta(days=400))
        world.make_action("Le cercle", due=timezone.localdate() - dt.timedelta(days=2))
        (todo,) = waiting()
        page = claire_at_vallees.get("/espace/").text
        assert f'hx-post="{todo.post}"' in page
        answer = claire_at_vallees.post(
            todo.post, dict(todo.post_with), follow=True, headers={"hx-request": "true"}
        )
        assert '<div class="messages">' in answer.text
        assert "L’action est faite." in answer.text
        assert waiting() == []

    def test_a_gesture_of_the_coordination_is_not_offered_to_the_board(self, vallees):
        todo = Todo("Une photo", "", "/", "Voir", post="/espace/evenements/x/photos/y/publication/")
        assert may_post(todo, frozenset({"coordinator"}))
        assert not may_post(todo, frozenset({"board"}))

    def test_what_comes_is_in_the_order_of_days_with_what_was_promised(self, vallees, malo):
        world.make_event("Visite", in_days=5)
        world.make_event("Plus tard", in_days=40)
        world.make_action("Le cercle", owner=malo, due=timezone.localdate() + dt.timedelta(days=2))
        world.make_action("Déjà faite", state="done", due=timezone.localdate() + dt.timedelta(days=2))
        soon = world.make_workshop("Rêver")
        soon.date = timezone.localdate() + dt.timedelta(days=3)
        soon.save()
        assert [(one.title, one.sort) for one in coming()] == [
            ("Le cercle", "échéance"),
            ("Rêver", "atelier"),
            ("Visite", "événement"),
        ]

    def test_a_late_action_waits_with_who_carries_it(self, vallees, malo):
        world.make_action("Le cercle", owner=malo, due=timezone.localdate() - dt.timedelta(days=2))
        (todo,) = waiting()
        assert "devait être faite" in todo.title
        assert todo.text == "Malo Riou s’en charge"

    def test_a_done_action_is_late_no_more(self, vallees):
        world.make_action(state="done", due=timezone.localdate() - dt.timedelta(days=2))
        assert titles() == []

    def test_a_past_event_waits_for_its_attendance(self, vallees):
        world.make_event("Visite", in_days=-1)
        assert titles() == ["« Visite » est passé : qui est venu ?"]

    def test_a_full_event_with_people_waiting(self, vallees):
        event = world.make_event("Visite", capacity=1)
        for name in ("Anna", "Bruno", "Chloé"):
            event.register(name=name, email=f"{name}@example.org", tell=False)
        assert titles() == ["« Visite » est complet, 2 en attente"]

    def test_what_is_not_linked_yet(self, vallees):
        workshop = world.make_workshop(closed_at=timezone.now())
        world.make_cluster(workshop, "Pas de toit")
        world.make_need("Un lieu", impact=4)
        assert titles() == ["« Pas de toit » : en faire un besoin ?", "1 besoin n’a pas encore d’action"]

    def test_minutes_that_nobody_accepted(self, vallees):
        Source.objects.create(name="cr.odt", digest="x")
        assert titles() == ["« cr.odt » est lu, à relire"]

    def test_a_new_pole_is_told_where_to_begin(self, claire_at_vallees):
        page = claire_at_vallees.get("/espace/").text
        assert "Tout commence par un post-it" in page

    def test_queries_are_constant(self, claire_at_vallees, django_assert_max_num_queries):
        world.make_workshop()
        for number in range(12):
            event = world.make_event(f"Visite {number}", in_days=number - 6)
            event.register(name="Anna", email="anna@example.org", tell=False)
            world.make_action(f"Action {number}", due=timezone.localdate() + dt.timedelta(days=number - 6))
            world.make_need(f"Besoin {number}")
            Source.objects.create(name=f"cr{number}.odt", digest=f"x{number}")
        with django_assert_max_num_queries(25):
            claire_at_vallees.get("/espace/")


class TestThePublicHome:
    def test_it_shows_the_doors_and_the_next_events_without_a_cookie(self, vallees, at_vallees):
        vallees.doors = [
            {
                "title": "J’ai une idée",
                "text": "Par où commencer ?",
                "tone": "note1",
                "slug": "idee",
                "words": "petit",
            }
        ]
        vallees.save()
        world.make_event("Petit-déj")
        response = at_vallees.get("/")
        assert "J’ai une idée" in response.text
        assert "Petit-déj" in response.text
        assert not response.cookies

    def test_few_queries_however_many_events(self, vallees, at_vallees, django_assert_max_num_queries):
        for number in range(30):
            world.make_event(f"Rendez-vous {number}")
        with django_assert_max_num_queries(12):
            at_vallees.get("/")


class TestTheFederation:
    def test_its_portal_lists_the_poles_and_what_comes_in_each(self, vallees, onde):
        world.make_event("Petit-déj")
        page = world.client_of(None).get("/").text
        assert "http://onde.localhost/" in page
        assert "Petit-déj" in page

    def test_it_finds_what_is_public_in_any_pole(self, vallees):
        world.make_event("Lire un budget")
        world.make_need("Un budget clair")
        page = world.client_of(None).get("/recherche/?q=budgets").text
        assert "http://vallees.localhost/evenements/" in page
        assert "Un budget clair" not in page


class TestSearching:
    def test_a_coordinator_finds_needs_a_visitor_does_not(self, claire_at_vallees, at_vallees):
        world.make_need("Un budget clair")
        assert "Un budget clair" in claire_at_vallees.get("/recherche/?q=budgets").text
        assert "Rien ne répond" in at_vallees.get("/recherche/?q=budgets").text

    def test_answers_are_told_by_kind_and_paged(self, claire_at_vallees, django_assert_max_num_queries):
        for number in range(25):
            world.make_need(f"Besoin de formation {number}")
        world.make_event("Formation")
        page = claire_at_vallees.get("/recherche/?q=formation").text
        assert "26 réponses" in page.replace("\xa0", " ")
        assert "besoin (25)" in page
        with django_assert_max_num_queries(25):
            assert "page 2 sur 2" in claire_at_vallees.get("/recherche/?q=formation&type=besoin&page=2").text


def test_every_page_is_imported_outside_any_pole():
    """Django imports the URLs before it knows which pole answers."""
    import subprocess
    import sys

    code = "import django; django.setup(); import maillage.urls, maillage.federation_urls"
    subprocess.run([sys.executable, "-c", code], check=True)


class TestADoor:
    def test_it_shows_its_public_what_answers_its_words_first(self, vallees, at_vallees):
        vallees.doors = [
            {
                "title": "On est une asso",
                "text": "Se former",
                "tone": "note3",
                "slug": "asso",
                "words": "budget paie",
            }
        ]
        vallees.save()
        world.make_event("Visite de la scierie", in_days=1)
        world.make_event("Lire un budget", in_days=5)
        page = at_vallees.get("/portes/asso/").text
        assert "C’est pour vous" in page
        assert "Lire un budget" in page
        assert "scierie" not in page

    def test_a_door_nothing_answers_yet_shows_what_comes(self, vallees, at_vallees):
        vallees.doors = [
            {"title": "J’ai 17 ans", "text": "Cet été", "tone": "pop", "slug": "jeune", "words": "jeunes"}
        ]
        vallees.save()
        world.make_event("Visite de la scierie")
        assert "Visite de la scierie" in at_vallees.get("/portes/jeune/").text

    def test_a_door_that_is_not_there(self, at_vallees):
        assert at_vallees.get("/portes/rien/").status_code == 404
