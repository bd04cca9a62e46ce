"""The matrix of roles: every URL × every role × one's own object, the sister pole's, and one that is not there."""

import datetime as dt
import io
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import connections
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import get_resolver, resolve, reverse
from django.utils import timezone
from django_scopes import scope
from PIL import Image

from maillage.desk import errors
from maillage.ground.directory.models import Organisation
from maillage.ground.mail.post import send
from maillage.ground.people.models import Role
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.pulls import CHOICES
from maillage.impact.reports import printing
from maillage.impact.reports.models import Photo, Report
from maillage.needs.minutes.models import Minutes
from maillage.needs.minutes.parts import digest
from maillage.needs.minutes.reader import read_minutes
from maillage.needs.workshops.methods import READY
from maillage.needs.workshops.models import Method, Note, Source, Workshop, expect
from maillage.ui import artwork
from tests import world
from tests.matrix import BY_OBJECT, FEDERATION_DOORS, ROLES, all_doors, doors, furnished_rooms, without_tokens

MINUTES = "Atelier du 12 mars 2026\n\nParticipants : Lou Kerbrat, Malo Riou\n\nBesoins\n- Être moins seuls\n"
SIGNS = {"in": "●", "login": "→", "closed": "×", "absent": "∅"}


def picture():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#3aa66a").save(file, "JPEG")
    return ContentFile(file.getvalue(), "photo.jpg")


def furnish(pole):
    """One of each object that a URL can name, in one pole."""
    with scope(pole=pole):
        coordinator = world.make_someone(pole, f"{pole.slug} Le Bras", "coordinator")
        made = SimpleNamespace(
            number=64, zero=0, person=coordinator, role=Role.objects.get(person=coordinator)
        )
        made.mail = send(
            coordinator, "Bienvenue", "Bonjour", "<p>Bonjour</p>", [("a.ics", "text/calendar", "A")]
        )
        made.organisation = Organisation.objects.named("La Recyclerie")
        read = read_minutes(MINUTES.encode(), "compte-rendu.txt")
        made.source = Source.objects.create(
            name="compte-rendu.txt", digest=pole.slug, lines=read.lines, reading=read.to_dict()
        )
        made.workshop = world.make_workshop()
        made.workshop.open(by=coordinator)
        (area,) = world.make_wall(made.workshop, ("Ce qui pèse", "unfavourable", ["Seuls face aux papiers"]))
        made.note, made.board = area.notes.get(), area.board
        made.tree_board = made.workshop.boards.create(title="Arbre", kind="problem_tree")
        made.step = made.workshop.agenda.create(title="Accueil", board=area.board)
        made.method = Method.objects.keep(READY["idees"], coordinator)
        made.invitation = expect(made.workshop, "Invitée", f"invitee@{pole.slug}.example")
        made.past = world.make_workshop("La fois d’avant").takeaways.create(kind="action", text="Un café")
        made.workshop.follows = made.past.workshop
        made.workshop.save(update_fields=["follows"])
        made.takeaway = made.workshop.takeaways.create(kind="action", text="Un tutorat")
        made.team = made.workshop.teams.create(name="Table 1", free=True)
        made.gesture = made.workshop.gestures.create(label="Regrouper", by=coordinator)
        made.cluster = world.make_cluster(made.workshop, notes=[made.note])
        made.seat = world.make_participant(made.workshop, "Awa")
        made.gone = world.make_participant(made.workshop, "Un plaisantin", gone_at=timezone.now())
        made.poll = made.board.polls.create(closed_at=timezone.now())
        made.need = world.make_need(cluster=made.cluster)
        made.action = world.make_action(need=made.need)
        made.workstream, made.axis = made.action.workstream, made.action.workstream.axis
        made.event = world.make_event(action=made.action)
        guest = world.make_person(f"Inscrite {pole.slug}", f"inscrite@{pole.slug}.example")
        made.registration = made.event.register(guest, tell=False)
        made.indicator = Indicator.objects.create(title="Personnes accueillies", pull=CHOICES[0][0])
        report_on(made, coordinator)
        tell_minutes(made, coordinator)
        for room in furnished_rooms():
            room.furnish(made, coordinator)
    made.door = f"porte-{pole.slug}"
    pole.doors = [
        {"slug": made.door, "title": "Une idée", "text": "Par où ?", "tone": "pop", "words": "papiers"}
    ]
    pole.save()
    return made


def tell_minutes(made, by):
    """Approved, sent to the one who was invited, public; somebody without a role is the secretary."""
    made.secretary = world.make_person(
        f"Secrétaire {made.workshop.pole.slug}", f"cr@{made.workshop.pole.slug}.example"
    )
    world.Account.objects.create_user(made.secretary.email, person=made.secretary)
    Workshop.objects.filter(pk=made.workshop.pk).update(secretary=made.secretary)
    made.minutes = Minutes.objects.begin(Workshop.objects.get(pk=made.workshop.pk), by)
    made.edition = made.minutes.approve(by, digest([written.part for written in made.minutes.written()]))
    made.minutes.publish(by, owners=False, held_back=[])
    delivery = made.edition.deliveries.create(name="Invitée", email="invitee@example.org")
    made.letter = delivery.get_absolute_url().split("/")[-2]


def report_on(made, by):
    period = {"starts": dt.date(2026, 1, 1), "ends": dt.date(2026, 12, 31)}
    made.draft = Report.objects.draft(by, title="Brouillon", **period)
    made.draft_photo = Photo.objects.create(report=made.draft, image=picture(), alternative="Un verger")
    made.report = Report.objects.draft(by, title="Bilan", **period)
    made.photo = Photo.objects.create(report=made.report, image=picture(), alternative="Un verger")
    made.figure = made.report.figures.first()
    made.report.publish(by, "http://localhost/")


@pytest.fixture
def ours(vallees, settings, tmp_path):
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    return furnish(vallees)


def bare_refusal(request, template, *given, **options):
    """The page of a refusal knows nothing of what was asked: its words are spared, a thousand times."""
    if template == "desk/error_403.html":
        return HttpResponse(status=403)
    return render(request, template, *given, **options)


@pytest.fixture(autouse=True)
def doors_only(monkeypatch):
    """Thousands of pages are asked for; what is drawn on them says nothing about who may see them.

    A stream gives its connection back, which here is the one of the whole test."""
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(errors, "render", bare_refusal)
    for name in ("art", "logo", "portrait"):
        monkeypatch.setattr(
            artwork, name, lambda *_, **__: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
        )
    monkeypatch.setattr(printing, "render_pdf", lambda *_: b"%PDF-1.7")


@pytest.fixture
def theirs(ours, onde):
    return furnish(onde)


@pytest.fixture
def people(vallees, ours, theirs):
    """A browser for each role, on the pole's address."""
    known = {"visitor": world.client_of(vallees), "guest": world.client_of(vallees)}
    joined = known["guest"].post(f"/atelier/{ours.workshop.join_code}/", {"name": "Lou"})
    assert joined.status_code == 302, joined.content.decode()
    ours.own_note = Note.objects.create(
        area=ours.note.area, author=ours.workshop.participants.get(name="Lou"), text="La mienne"
    )
    theirs.own_note = theirs.note
    for role in Role.Kind.values:
        someone = ours.person if role == "coordinator" else world.make_someone(vallees, f"{role}", role)
        known[role] = world.client_of(vallees, someone)
    known["secretary"] = world.client_of(vallees, ours.secretary)
    known["federation"] = world.client_of(vallees, world.make_federation_coordinator())
    known["sister"] = world.client_of(vallees, theirs.person)
    return {role: known[role] for role in ROLES}


def names_of(patterns, space=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(
                pattern.url_patterns, space + f"{pattern.namespace}:" * bool(pattern.namespace)
            )
        else:
            yield f"{space}{pattern.name}"


def outcome(response) -> str:
    if response.status_code == 302 and response.url.startswith("/connexion/?next="):
        return "login"
    if response.status_code >= 500:
        return f"ERROR {response.status_code}"
    return {403: "closed", 404: "absent"}.get(response.status_code, "in")


def expected(door, role) -> str:
    if door.opens_to(role):
        return "in"
    if door.who == "guest":
        return "absent"
    if role in ("visitor", "guest"):
        return "login"
    return "absent" if door.who in BY_OBJECT else "closed"


def ask(client, door, kwargs, form=None, method=None):
    """GET tells who may enter, also where only POST acts (405 comes after the door); doors kept by an object are used."""
    path = reverse(door.name, kwargs=kwargs)
    if method:
        return getattr(client, method)(path, form)
    answer = client.get(path)
    return client.post(path, form) if door.who in BY_OBJECT and answer.status_code == 405 else answer


def comparable(response, kwargs) -> tuple:
    """What a person can tell about an answer, apart from the address they typed themselves."""
    words = [response.headers.get("Location", ""), "" if response.streaming else without_tokens(response)]
    for value in filter(lambda value: len(value) > 5, map(str, kwargs.values())):
        words = [word.replace(value, "…") for word in words]
    return response.status_code, *words


@pytest.mark.parametrize(
    ("urlconf", "table"),
    [("maillage.urls", all_doors()), ("maillage.federation_urls", doors(FEDERATION_DOORS))],
)
def test_every_url_is_in_the_matrix(urlconf, table):
    assert sorted(names_of(get_resolver(urlconf).url_patterns)) == sorted(door.name for door in table)


def test_every_role_gets_what_the_matrix_says(people, ours):
    wrong, lines = [], [f"{'':36}" + " ".join(f"{role[:6]:6}" for role in ROLES)]
    for door in all_doors():
        asked = door.kwargs(ours), door.form(ours)
        found = {role: outcome(ask(client, door, *asked)) for role, client in people.items()}
        lines.append(f"{door.name:36}" + " ".join(f"{SIGNS.get(found[role], '!'):6}" for role in ROLES))
        wrong += [
            f"{door.name}: {role} gets {found[role]}, not {expected(door, role)}"
            for role in ROLES
            if found[role] != expected(door, role)
        ]
    print("\n" + "\n".join([*lines, "● entre   → doit se connecter   × refusé   ∅ n’existe pas pour lui"]))
    assert wrong == []


def test_the_sister_poles_object_and_a_missing_one_are_answered_the_same(people, ours, theirs):
    wrong = []
    for door in all_doors():
        for foreign, missing in door.wrong(ours, theirs):
            method = (
                "post"
                if ask(people["coordinator"], door, missing, method="get").status_code == 405
                else "get"
            )
            for role, client in people.items():
                answers = [ask(client, door, kwargs, method=method) for kwargs in (foreign, missing)]
                seen = [
                    comparable(answer, kwargs)
                    for answer, kwargs in zip(answers, (foreign, missing), strict=True)
                ]
                absent = "absent" if door.opens_to(role) else expected(door, role)
                if seen[0] != seen[1] or outcome(answers[0]) != absent:
                    wrong.append(
                        f"{door.name} {role}: {seen[0][0]} for the sister's, {seen[1][0]} for a missing one"
                    )
    assert wrong == []


@pytest.mark.parametrize("role", [None, "federation"])
def test_the_federations_own_pages(role, ours, people):
    client = world.client_of(
        None, people[role] and world.Person.objects.get(name="Fanny Le Goff") if role else None
    )
    for door in doors(FEDERATION_DOORS):
        path = reverse(door.name, urlconf="maillage.federation_urls", kwargs=door.kwargs(ours))
        assert outcome(client.get(path)) == "in", door.name


def test_no_page_of_a_library_is_open(vallees):
    """What allauth or Django would bring along is not mounted at all."""
    for path in (
        "/admin/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/signup/",
        "/static/",
        "/media/x",
    ):
        with pytest.raises(Http404):
            resolve(path, "maillage.urls")
