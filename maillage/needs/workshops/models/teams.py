"""Sub-groups: how the room is cut into them, how people move between them, and how all come back together.

Each of these is a gesture that « Annuler » takes back. Only people who are present are placed.
"""

import random
from collections import Counter, defaultdict

from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.people.names import name_key
from maillage.needs.workshops.models.board import Area, Board
from maillage.needs.workshops.models.gestures import Gesture, gesture
from maillage.needs.workshops.models.people import PLENARY, Participant, Team
from maillage.needs.workshops.models.wall import Note
from maillage.needs.workshops.models.workshop import Change, Refused, Workshop
from maillage.ui.french import plural

MOST_TEAMS = 40
TOO_FEW = "Pour {what}, il faut au moins deux sous-groupes. Rien n’a changé."


class How(models.TextChoices):
    """How people find their sub-group."""

    LOT = "lot", "par tirage au sort"
    MIXED = "mixed", "en mélangeant les structures"
    FREE = "free", "chaque personne choisit sur son téléphone"
    HAND = "hand", "à la main"


def split(
    workshop: Workshop,
    count: int,
    by: Person,
    names: list[str] = (),
    *,
    how: str = How.LOT,
    questions: list[str] = (),
    boards: list[Board] | None = None,
    causes: list[Note] = (),
) -> list[Team]:
    """Cut the room into `count` teams of even size; each gets its copies of the boards meant for teams.

    `names` and `questions` are those of the first tables; with `causes`, each team is that of one cause and bears its words. `boards`, when given, are from now on those meant for teams.
    Teams at work before are ended; their boards stay. Raises Refused.
    """
    if causes:
        count, names = len(causes), [cause.text[:80] for cause in causes]
    if not 1 <= count <= MOST_TEAMS:
        raise Refused(f"Formez de 1 à {MOST_TEAMS} sous-groupes.")
    with gesture(workshop, f"Former {plural(count, 'sous-groupe')}", by) as (workshop, hand):
        workshop.must_be_live()
        end_teams(workshop, hand)
        if boards is not None:
            mean_for_teams(workshop, boards, hand)
        names, questions = padded(names, count), padded(questions, count)
        teams = [
            new_team(
                workshop, hand, name or f"Groupe {n}", n, question=question, cause=cause, free=how == How.FREE
            )
            for n, (name, question, cause) in enumerate(
                zip(names, questions, causes or [None] * count, strict=True), start=1
            )
        ]
        if how in (How.LOT, How.MIXED):
            for team, heap in zip(teams, deal(workshop.participants.present(), count, how), strict=True):
                seat(hand, heap, team)
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.split", workshop, by, teams=count, how=str(how))
    return teams


def causes_of(workshop: Workshop) -> list[Note]:
    """The causes of the room's problem tree that a team may take: those that hang from no other cause."""
    causes = Note.objects.shown().filter(
        area__board__in=workshop.boards.plenary().filter(kind=Board.Kind.PROBLEM_TREE),
        area__sentiment=Area.Sentiment.CAUSE,
    )
    under = models.Q(parent__area__sentiment=Area.Sentiment.CAUSE, parent__hidden_at=None)
    return list(causes.exclude(under).order_by("area__board__position", "position", "pk")[:MOST_TEAMS])


def mean_for_teams(workshop: Workshop, boards: list[Board], hand: Gesture) -> None:
    chosen, plenary = [board.pk for board in boards], workshop.boards.plenary()
    hand.change(plenary.filter(for_teams=True).exclude(pk__in=chosen), for_teams=False)
    hand.change(plenary.filter(for_teams=False, pk__in=chosen), for_teams=True)


def padded(said: list[str], count: int) -> list[str]:
    return [text.strip() for text in [*said, *[""] * count][:count]]


def deal(people, count: int, how: str = How.LOT) -> list[list[Participant]]:
    """`count` heaps drawn by lot, whose sizes differ by one at most.

    Mixed: those of one structure sit next to one another when heaps are dealt, so they end as far apart as can be.
    """
    people = list(people)
    drawn = random.sample(people, len(people))
    if how == How.MIXED:
        of = {person.pk: structure_of(person) for person in drawn}
        crowd, order = Counter(of.values()), {key: n for n, key in enumerate(dict.fromkeys(of.values()))}
        drawn.sort(key=lambda person: (-crowd[of[person.pk]], order[of[person.pk]]))
    return [drawn[n::count] for n in range(count)]


def structure_of(person: Participant):
    """What makes two people of one structure; somebody without one is alone in theirs."""
    return person.organisation_id or name_key(person.organisation_name) or (person.pk,)


def new_team(workshop: Workshop, hand: Gesture, name: str, position: int, **fields) -> Team:
    """Inside the turn: one more team, with its copies of the boards meant for teams."""
    team = workshop.teams.create(name=name, position=position, **fields)
    hand.made(team, gone="closed_at")
    for board in workshop.boards.filter(for_teams=True, team=None):
        board.copy_for(team)
    return team


def seat(hand: Gesture, people, team: Team | None) -> None:
    hand.change(Participant.objects.filter(pk__in=[person.pk for person in people]), team=team)


def end_teams(workshop: Workshop, hand: Gesture) -> None:
    """Inside the turn: nobody is in a team any more, and none is at work. Their boards stay."""
    hand.change(workshop.participants.exclude(team=None), team=None)
    hand.change(workshop.teams.at_work(), closed_at=timezone.now())
    workshop.plenaries.filter(ended_at=None).update(ended_at=timezone.now())


def add_team(workshop: Workshop, by: Person, name: str = "") -> Team:
    """One more team beside those at work, empty, which people may enter as they enter the others. Raises Refused."""
    with gesture(workshop, "Ajouter un sous-groupe", by) as (workshop, hand):
        workshop.must_be_live()
        others = list(workshop.teams.at_work())
        if len(others) >= MOST_TEAMS:
            raise Refused(f"Il y a déjà {MOST_TEAMS} sous-groupes : c’est le plus qu’on puisse suivre.")
        position = max((team.position for team in others), default=0) + 1
        free = any(team.free for team in others)
        team = new_team(workshop, hand, name.strip() or f"Groupe {position}", position, free=free)
        workshop.tell(Change.Kind.WALL)
        journal.record("workshop.team_added", workshop, by)
    return team


def end_team(team: Team, by: Person) -> None:
    """This one stops; its people have no team until they are placed, what it wrote stays."""
    with gesture(team.workshop, f"Retirer « {team.name[:60]} »", by) as (workshop, hand):
        hand.change(team.members.all(), team=None)
        hand.change(workshop.teams.at_work().filter(pk=team.pk), closed_at=timezone.now())
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.team_ended", workshop, by)


def move(workshop: Workshop, people, team: Team | None, by: Person) -> None:
    """These people go to this team (None: to none). Raises Refused when it has ended, or for people who are not there."""
    where = f"vers « {team.name[:60]} »" if team else "hors des sous-groupes"
    with gesture(workshop, f"Déplacer {plural(len(people), 'personne')} {where}", by) as (workshop, hand):
        team = team and workshop.teams.at_work().filter(pk=team.pk).first()
        if where.startswith("vers") and team is None:
            raise Refused("Ce sous-groupe n’existe plus. Personne n’a bougé.")
        moving = workshop.participants.present().filter(pk__in=[person.pk for person in people])
        moving = list(moving.exclude(team=team) if team else moving.exclude(team=None))
        free_hosts(workshop, hand, moving)
        seat(hand, moving, team)
        tell_left(workshop, {person.team_id for person in moving})
        journal.record("workshop.people_moved", workshop, by, people=len(moving))


def free_hosts(workshop: Workshop, hand: Gesture, leaving) -> None:
    hand.change(workshop.teams.at_work().filter(host__in=[person.pk for person in leaving]), host=None)


def tell_left(workshop: Workshop, left: set[int | None]) -> None:
    """Followers who were where somebody left are served anew; the others only see who is with whom."""
    for pk in sorted(pk or 0 for pk in left):
        workshop.tell(Change.Kind.TEAMS, str(pk) if pk else PLENARY)
    workshop.tell(Change.Kind.HEAD)


def place_rest(workshop: Workshop, by: Person) -> int:
    """Whoever is present and without a team goes into the smallest one; how many there were. Raises Refused."""
    with gesture(workshop, "Placer le reste de la salle", by) as (workshop, hand):
        sizes = Counter({team: team.size for team in workshop.teams.at_work().with_sizes()})
        if not sizes:
            raise Refused("Aucun sous-groupe n’est au travail : formez-les d’abord.")
        heaps = defaultdict(list)
        rest = list(workshop.participants.present().filter(team=None))
        for person in random.sample(rest, len(rest)):
            team = min(sizes, key=lambda team: (sizes[team], team.position))
            heaps[team].append(person)
            sizes[team] += 1
        for team, heap in heaps.items():
            seat(hand, heap, team)
        if rest:
            tell_left(workshop, {None})
            journal.record("workshop.people_moved", workshop, by, people=len(rest))
    return len(rest)


def gather(workshop: Workshop, by: Person) -> None:
    """Everybody back in plenary; the boards of the teams stay, to be taken up one result after the other."""
    with gesture(workshop, "Revenir en plénière", by) as (workshop, hand):
        if not workshop.teams.at_work().exists():
            return
        end_teams(workshop, hand)
        workshop.tell(Change.Kind.TEAMS)
        journal.record("workshop.gathered", workshop, by)


def rotate(workshop: Workshop, by: Person) -> None:
    """World café: everybody moves to the next table, the hosts stay with what was written there. Raises Refused."""
    with gesture(workshop, "Tourner d’une table", by) as (workshop, hand):
        teams = list(workshop.teams.at_work())
        if len(teams) < 2:
            raise Refused(TOO_FEW.format(what="tourner"))
        hosts = {team.host_id for team in teams}
        seated = defaultdict(list)
        for person in workshop.participants.filter(team__in=teams).exclude(pk__in=hosts - {None}):
            seated[person.team_id].append(person)
        for team, following in zip(teams, [*teams[1:], teams[0]], strict=True):
            seat(hand, seated[team.pk], following)
        begin_again(workshop, hand)
        journal.record("workshop.rotated", workshop, by)


def pair_up(workshop: Workshop, by: Person) -> None:
    """1-2-4: neighbours join two by two, with their people and their boards; an odd one joins the last pair. Raises Refused."""
    with gesture(workshop, "Réunir deux par deux", by) as (workshop, hand):
        teams = list(workshop.teams.at_work())
        if len(teams) < 2:
            raise Refused("Il ne reste qu’un sous-groupe : passez à la mise en commun.")
        homes = teams[: len(teams) // 2 * 2 : 2]
        for rank, team in enumerate(teams):
            if team not in homes:
                join(hand, team, homes[min(rank // 2, len(homes) - 1)])
        begin_again(workshop, hand)
        journal.record("workshop.paired", workshop, by)


def join(hand: Gesture, joining: Team, home: Team) -> None:
    """Its people and its boards go to the home team; each board it brings says whose it was."""
    hand.change(joining.members.all(), team=home)
    for board in joining.boards.select_related("origin"):
        own = not board.origin or board.title == board.origin.title
        title = f"{board.title[:160]} · {joining.name}" if own else board.title
        hand.change(Board.objects.filter(pk=board.pk), team=home, title=title)
    hand.change(Team.objects.filter(pk=joining.pk), closed_at=timezone.now())


def begin_again(workshop: Workshop, hand: Gesture) -> None:
    """Nobody has finished any more, and who sees what has changed."""
    hand.change(workshop.teams.at_work().exclude(done_at=None), done_at=None)
    workshop.tell(Change.Kind.TEAMS)
