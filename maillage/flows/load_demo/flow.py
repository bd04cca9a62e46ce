"""The demo federation: five fictional poles, each with a story that has gone some way along the chain.

People and structures are invented; dates count from the day of loading, so that the demo is always of today.
Rows of the past are written as the past would have left them, because the verbs of the rooms date what they do now.
"""

import datetime as dt
import hashlib
import random
from importlib import import_module
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django_scopes import scope

from maillage.actions.roadmap.models import Action, ActionState, Answer, Axis, Workstream
from maillage.activities.events.models import Attendance, Event, Registration, contact_key
from maillage.activities.register.models import Activity
from maillage.flows.accept_minutes.flow import accept_minutes
from maillage.flows.load_demo.gatherings import day, hold, moment, prepare
from maillage.flows.load_demo.story import Deed, Meet, Story
from maillage.ground.directory.models import Organisation
from maillage.ground.people.models import Account, FederationRole, Person, Role, meet
from maillage.ground.poles.models import Federation, Pole
from maillage.impact.indicators.models import Indicator
from maillage.impact.reports.models import Report
from maillage.needs.catalogue.models import Need, Origin
from maillage.needs.minutes.reader import read_minutes
from maillage.needs.workshops.models import Source
from maillage.ui.rooms import brought

STORIES = ("vallees", "onde", "numerik", "etincelles", "numeris")
FIRST_NAMES = """
    Adèle Barnabé Capucine Dorian Églantine Faustin Garance Hector Iris Jules Katia Léandre Margot Nestor Ondine Philéas
    Quitterie Roméo Sidonie Théodore Ursule Victor Wanda Xavier Yvonne Zacharie Apolline Bilal Cécile Dimitri
"""
LAST_NAMES = """
    Abeille Boisvert Chantelune Dujardin Épinay Fontbelle Grandpré Hautbois Isambert Jolivet Kermadec Lavigne Montjoie
    Noisetier Oliveraie Passerose Quincampoix Rochebrune Sablonnet Tournesol Verdière
"""


def load_demo(base_url: str = "http://{slug}.localhost:8000/") -> bool:
    """Load the five poles, all or nothing; False when poles exist already."""
    with transaction.atomic():
        if Pole.objects.exists():
            return False
        federation = Federation.objects.create(
            name="Les réseaux de la gare centrale",
            tagline="Cinq réseaux, cinq caractères, une même promesse : du post-it à la preuve.",
        )
        for slug in STORIES:
            story = import_module(f"maillage.flows.load_demo.stories.{slug}").STORY
            _Loader(federation, story).load(base_url.format(slug=slug))
        _coordinates(federation)
    return True


def _coordinates(federation: Federation) -> None:
    person = Person.objects.create(name="Fanny Le Goff", email="fanny.le.goff@example.org")
    Account.objects.create_user(person.email, person=person)
    FederationRole.objects.create(federation=federation, person=person)


class _Loader:
    """Loads one story; remembers the rows by the names the story gives them.

    Rooms with a `seeds.py` add theirs by `seed(loader)`: `.pole .coordinator .people .structures .neighbours .random`.
    """

    def __init__(self, federation: Federation, story: Story):
        self.story, self.random = story, random.Random(story.slug)
        self.pole = Pole.objects.create(
            federation=federation,
            slug=story.slug,
            name=story.name,
            kind=story.kind,
            tagline=story.tagline,
            welcome=story.welcome,
            territory=story.territory,
            look=story.look,
            contact_email=f"bonjour@{story.slug}.example.org",
            doors=[_door(*door) for door in story.doors],
        )
        self.people, self.structures, self.clusters, self.needs, self.actions = {}, [], {}, {}, {}

    def load(self, base_url: str) -> None:
        with scope(pole=self.pole):
            self._people()
            for gathering in self.story.gatherings:
                self.clusters |= hold(gathering, self.coordinator, self.random)
            for told in self.story.prepared:
                prepare(told, self.coordinator)
            if self.story.minutes:
                self._minutes()
            self._needs()
            for deed in self.story.deeds:
                self._action(deed)
            for meeting in self.story.meets:
                self._event(meeting)
            for room in brought("seeds"):
                room.seed(self)
            self._report(base_url)

    def _people(self) -> None:
        for name, kind in self.story.people:
            email = f"{'.'.join(name.lower().split()[:1])}@{self.pole.slug}.example.org"
            person = Person.objects.create(name=name, email=_ascii(email))
            Account.objects.create_user(person.email, person=person)
            Role.objects.create(person=person, kind=kind, since=moment(-400))
            self.people[name] = person
        self.coordinator = self.people[self.story.people[0][0]]
        for name, commune, activity in self.story.structures:
            self.structures.append(Organisation.objects.create(name=name, commune=commune, activity=activity))
        pairs = [(first, last) for first in FIRST_NAMES.split() for last in LAST_NAMES.split()]
        self.neighbours = []
        for first, last in self.random.sample(pairs, 52):
            name = f"{first} {last}"
            email = _ascii(f"{first}.{last}@{self.pole.slug}.example.org".lower())
            self.neighbours.append((meet(name, email), self.random.choice([*self.structures, None])))

    def _minutes(self) -> None:
        path = Path(__file__).parent / "minutes" / self.story.minutes
        content = path.read_bytes()
        reading = read_minutes(content, path.name)
        source = Source.objects.create(
            name=path.name,
            digest=hashlib.sha256(content).hexdigest(),
            lines=reading.lines,
            reading=reading.to_dict(),
            created_by=self.coordinator,
        )
        accept_minutes(source, self.coordinator)

    def _needs(self) -> None:
        for want in self.story.needs:
            cluster = self.clusters.get(want.group)
            need = Need.objects.create(
                title=want.title,
                description=want.description,
                audience=want.audience,
                impact=want.impact or None,
                effort=want.effort or None,
                urgency=want.urgency or None,
                created_at=moment(self.story.gatherings[0].day + 2),
                created_by=self.coordinator,
            )
            if cluster:
                Origin.objects.create(
                    need=need, workshop=cluster.workshop, cluster=cluster, text=cluster.title
                )
            self.needs[want.title] = need

    def _action(self, deed: Deed) -> None:
        axis, _ = Axis.objects.get_or_create(title=deed.axis, defaults={"position": Axis.objects.count()})
        workstream, _ = Workstream.objects.get_or_create(title=deed.workstream, axis=axis)
        action = Action.objects.create(
            title=deed.title,
            description=deed.description,
            workstream=workstream,
            horizon=deed.horizon,
            owner=self.people.get(deed.owner),
            starts=day(deed.starts),
            due=day(deed.due),
            created_at=moment(deed.states[0][1]),
        )
        ActionState.objects.bulk_create(
            ActionState(action=action, state=state, at=moment(at), by=self.coordinator)
            for state, at in deed.states
        )
        Answer.objects.bulk_create(Answer(action=action, need=self.needs[title]) for title in deed.needs)
        self.actions[deed.title] = action

    def _event(self, told: Meet) -> None:
        starts = moment(told.day, told.at)
        activity = Activity.objects.create(
            kind=Activity.Kind.EVENT,
            title=told.title,
            place=told.place,
            action=self.actions.get(told.action),
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=told.hours),
            created_at=starts - dt.timedelta(days=40),
        )
        event = Event.objects.create(
            activity=activity,
            kind=told.kind,
            summary=told.summary,
            description=told.description,
            capacity=told.seats,
            seats_taken=min(told.seats, told.asked),
            tickets=max(0, told.asked - told.seats),
            published_at=min(starts, timezone.now()) - dt.timedelta(days=30),
            closed_at=starts + dt.timedelta(days=1) if told.came else None,
        )
        self._registrations(event, told)

    def _registrations(self, event: Event, told: Meet) -> None:
        rows = []
        for rank, (person, structure) in enumerate(self.random.sample(self.neighbours, told.asked)):
            asked = event.published_at + dt.timedelta(hours=7 * rank + 3)
            seated = rank < told.seats
            rows.append(
                Registration(
                    event=event,
                    person=person,
                    organisation=structure,
                    contact_key=contact_key(person),
                    created_at=asked,
                    confirmed_at=asked if seated else None,
                    waiting_since=None if seated else asked,
                    ticket=None if seated else rank - told.seats + 1,
                )
            )
        rows = Registration.objects.bulk_create(rows)
        Attendance.objects.bulk_create(
            Attendance(registration=row, at=event.activity.starts_at, by=self.coordinator, hours=told.hours)
            for row in rows[: told.came]
        )

    def _report(self, base_url: str) -> None:
        told = self.story.proof
        Indicator.objects.start()
        report = Report.objects.draft(
            self.coordinator,
            title=told.title,
            funder=told.funder,
            starts=day(told.since),
            ends=day(told.until),
            introduction=told.introduction,
            conclusion=told.conclusion,
        )
        for figure in report.figures.select_related("indicator"):
            figure.words = told.words.get(figure.indicator.pull, "")
            figure.save()
        report.publish(self.coordinator, base_url)


def _door(title: str, text: str, tone: str, words: str) -> dict:
    return {"slug": slugify(title), "title": title, "text": text, "tone": tone, "words": words}


def _ascii(email: str) -> str:
    return email.translate(str.maketrans("éèêëàâîïôöûüç", "eeeeaaiioouuc"))
