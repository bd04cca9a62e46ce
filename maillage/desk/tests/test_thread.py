"""The promise: from a figure back to the note, from a note forward to the figure."""

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone
from django_scopes import scope

from maillage.activities.events.models import Attendance, Registration
from maillage.desk.thread import follow
from maillage.ground.people.models import meet
from maillage.impact.indicators.models import Indicator
from maillage.impact.reports.models import Report
from maillage.needs.catalogue.models import Origin
from maillage.needs.workshops.models import Note, Source, Takeaway
from tests import world


def kinds(thread):
    return [station.kind for station in thread.stations]


def titles(thread, kind):
    return [knot.title for station in thread.stations if station.kind == kind for knot in station.knots]


def come(event, name):
    registration = event.register(name=name, email=f"{name.split()[0].lower()}@example.org", tell=False)
    Attendance.objects.create(registration=registration, hours=2)
    return registration


@pytest.fixture
def chain(vallees, claire):
    """One story through every link: a note, its group, a need, an action, an event, someone who came, a report."""
    workshop = world.make_workshop()
    (area,) = world.make_wall(
        workshop, ("Ce qui pèse", "unfavourable", ["Seuls avec nos fiches de paie", "Pas de bureau"])
    )
    first, second = area.notes.all()
    cluster = world.make_cluster(workshop, notes=[first])
    need = world.make_need(cluster=cluster)
    action = world.make_action(need=need)
    event = world.make_event(action=action, in_days=-3)
    registration = come(event, "Rozenn Kerloc’h")
    Indicator.objects.create(title="Personnes accueillies", pull="people")
    today = timezone.localdate()
    report = Report.objects.draft(claire, title="Une année", starts=today - dt.timedelta(days=30), ends=today)
    report.publish(claire, "https://vallees.example.org/")
    return locals()


class TestBackToTheNote:
    def test_from_a_published_figure(self, chain):
        figure = chain["report"].figures.get()
        thread = follow("chiffre", figure.pid)
        assert kinds(thread) == ["note", "groupe", "besoin", "action", "evenement", "inscription", "chiffre"]
        assert titles(thread, "note") == ["Seuls avec nos fiches de paie"]
        assert thread.starts

    @pytest.mark.parametrize("kind", ["registration", "event", "action", "need", "cluster"])
    def test_from_any_link(self, chain, kind):
        names = {"registration": "inscription", "event": "evenement", "need": "besoin", "cluster": "groupe"}
        assert titles(follow(names.get(kind, kind), chain[kind].pid), "note") == [
            "Seuls avec nos fiches de paie"
        ]

    def test_to_the_line_of_the_minutes(self, chain):
        workshop, note = chain["workshop"], chain["first"]
        workshop.source = Source.objects.create(
            name="cr.txt", digest="x", lines=["un", "Seuls avec nos fiches de paie"]
        )
        workshop.save()
        Note.objects.filter(pk=note.pk).update(line=2)
        (knot,) = follow("besoin", chain["need"].pid).stations[0].knots
        assert knot.url == f"/espace/sources/{workshop.source.pid}/#L2"
        assert "ligne 2" in knot.text

    def test_an_action_taken_up_from_minutes_leads_to_its_words(self, chain):
        takeaway = Takeaway.objects.create(
            workshop=chain["workshop"], kind="solution", text="Un calendrier commun"
        )
        action = world.make_action("Le calendrier", takeaway=takeaway, workstream=chain["action"].workstream)
        assert titles(follow("action", action.pid), "piste") == ["Un calendrier commun"]

    def test_needs_merged_into_one_bring_all_their_notes(self, chain):
        Origin.objects.create(
            need=chain["need"], workshop=chain["workshop"], note=chain["second"], text="Pas de bureau"
        )
        assert set(titles(follow("action", chain["action"].pid), "note")) == {
            "Seuls avec nos fiches de paie",
            "Pas de bureau",
        }


class TestForwardToTheProof:
    def test_from_a_note(self, chain):
        thread = follow("note", chain["first"].pid)
        assert kinds(thread) == ["note", "groupe", "besoin", "action", "evenement", "inscription", "chiffre"]
        assert titles(thread, "chiffre") == ["1 · Personnes accueillies"]

    def test_a_note_nobody_took_up_stands_alone(self, chain):
        assert kinds(follow("note", chain["second"].pid)) == ["note"]

    def test_it_never_goes_sideways(self, chain):
        other = world.make_event("Autre rendez-vous", action=chain["action"])
        assert titles(follow("evenement", chain["event"].pid), "evenement") == [chain["event"].activity.title]
        assert len(titles(follow("action", chain["action"].pid), "evenement")) == 2
        assert other.activity.title not in str(follow("inscription", chain["registration"].pid))

    def test_someone_who_registered_but_did_not_come_proves_nothing(self, chain):
        absent = chain["event"].register(name="Malo", email="malo@example.org", tell=False)
        assert absent.person.name not in str(titles(follow("note", chain["first"].pid), "inscription"))


class TestWhoAndHowMuch:
    def test_what_is_missing_or_of_a_sister_pole_is_not_found(self, chain, onde):
        with pytest.raises(Http404):
            follow("besoin", "nimportequoi")
        with pytest.raises(Http404):
            follow("secret", chain["need"].pid)
        with scope(pole=onde), pytest.raises(Http404):
            follow("besoin", chain["need"].pid)

    def test_queries_do_not_grow_with_what_hangs_on_the_thread(self, chain, django_assert_max_num_queries):
        for number in range(30):
            event = world.make_event(f"Rendez-vous {number}", action=chain["action"], in_days=-2)
            Attendance.objects.create(
                registration=event.register(
                    person=meet(f"Personne {number}", f"p{number}@example.org"), tell=False
                ),
                hours=1,
            )
        with django_assert_max_num_queries(25):
            thread = follow("note", chain["first"].pid)
        came = next(station for station in thread.stations if station.kind == "inscription")
        assert came.count == Registration.objects.filter(attendance__isnull=False).count() == 31
        assert came.more == 31 - len(came.knots)

    def test_the_page_shows_it(self, chain, claire_at_vallees):
        page = claire_at_vallees.get(f"/espace/fil/note/{chain['first'].pid}/").text
        assert "action" in page
        assert "Rozenn" in page
