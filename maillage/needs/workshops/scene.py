"""Who sees what. A scene is a workshop as one audience may see it now; what is not in it, they never receive.

Audiences: "facilitator" acts; "reader" (the board, the treasurer) sees the same without the tools; "projector" is the
wall of the room; "participant" is a phone in plenary, "participant:12" a phone in the team of pk 12.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from maillage.needs.workshops.harvest import Harvest, harvest_of, running_plenary
from maillage.needs.workshops.layouts import lay_out
from maillage.needs.workshops.models import (
    AgendaItem,
    Area,
    Board,
    Cluster,
    Gesture,
    Note,
    Participant,
    Plenary,
    Poll,
    Team,
    Workshop,
    last_gesture,
)
from maillage.needs.workshops.onward import onward
from maillage.needs.workshops.outcomes import ORDER, Outcomes, last_time, outcomes_of
from maillage.needs.workshops.pace import Pace, pace_of
from maillage.needs.workshops.tables import Tables, tables_of
from maillage.needs.workshops.tally import Matrix, tally, turnouts, weigh
from maillage.needs.workshops.trees import add_trees

FACILITATOR, READER, PARTICIPANT, PROJECTOR = AUDIENCES = (
    "facilitator",
    "reader",
    "participant",
    "projector",
)
HERE = dt.timedelta(seconds=90)  # a page that follows says so more often than that
P = Board.Phase


def audience_in(participant: Participant) -> str:
    """Everybody in plenary sees the same, and everybody of one team."""
    return f"{PARTICIPANT}:{participant.team_id}" if participant.team_id else PARTICIPANT


@dataclass
class Scene:
    """A workshop as one audience may see it at the number `seq`."""

    workshop: Workshop
    audience: str
    seq: int = 0
    now: float = 0  # the server's clock, ms since 1970: timers count down from it
    people: int = 0  # present
    who: list = field(default_factory=list)  # everybody on the sheet, for the team's own screens
    teams: list = field(default_factory=list)  # at work
    parted: bool = False  # there have been sub-groups
    team: Team | None = None  # the participant's own
    agenda: list = field(default_factory=list)
    boards: list = field(
        default_factory=list
    )  # each with .open .poll .counted, then .hung .groups .note_count
    undoable: Gesture | None = None
    hidden: list = field(default_factory=list)  # notes the facilitator hid, the last one first

    @property
    def role(self) -> str:
        return self.audience.partition(":")[0]

    @property
    def phase(self) -> str:
        """ "soon", "write", "vote", "closed" or "read" (from minutes, never held live)."""
        if self.workshop.live:
            return "vote" if self.poll else "write"
        if self.workshop.closed_at:
            return "closed"
        return "read" if self.workshop.source_id else "soon"

    @property
    def inside(self) -> bool:
        """The team's own screens name authors and link to lines of the minutes; the room's do not."""
        return self.role in (FACILITATOR, READER)

    @property
    def acts(self) -> bool:
        return self.role == FACILITATOR

    @property
    def step(self) -> AgendaItem | None:
        return next((item for item in self.agenda if item.running), None)

    @property
    def rank(self) -> int:
        """Of the running step, from 1."""
        return self.agenda.index(self.step) + 1 if self.step else 0

    @property
    def next_step(self) -> AgendaItem | None:
        """The step that « Temps suivant » starts: after the one that runs, else after the last that did."""
        begun = [rank for rank, item in enumerate(self.agenda, 1) if item.started_at]
        coming = self.agenda[self.rank or (begun[-1] if begun else 0) :]
        return coming[0] if coming else None

    @property
    def gathers(self) -> bool:
        """People are joining: the projector shows the code before anything else."""
        if self.workshop.closed_at:
            return False
        welcome = self.step and self.step.kind == AgendaItem.Kind.WELCOME
        return bool(welcome) or not (self.in_play or any(item.started_at for item in self.agenda))

    @property
    def in_play(self) -> list[Board]:
        return [board for board in self.boards if board.in_play and self.workshop.live]

    @property
    def here(self) -> int:
        """How many people's pages follow now, as far as the sheet says."""
        return sum(person.here for person in self.who)

    @property
    def pace(self) -> Pace | None:
        return pace_of(self.workshop, self.agenda, dt.datetime.fromtimestamp(self.now / 1000, tz=dt.UTC))

    @property
    def doing(self) -> str:
        """What the room may do with its hands now: "vote", "write", "arrange", or "listen"."""
        if self.poll:
            return "vote"
        if any(board.writable for board in self.boards):
            return "write"
        return "arrange" if any(board.hands_on for board in self.boards) else "listen"

    @property
    def poll(self) -> Poll | None:
        """A vote that is open before this audience."""
        return next((board.poll for board in self.boards if board.poll), None)

    @property
    def votes_shown(self) -> bool:
        """Results are for all once counted; while people vote, only the team sees them come."""
        return self.inside or any(board.counted for board in self.boards)

    @cached_property
    def tables(self) -> Tables:
        """The sub-groups at work; none is false."""
        return tables_of(self)

    @property
    def has_team_boards(self) -> bool:
        return any(board.for_teams for board in self.boards)

    @property
    def has_causes(self) -> bool:
        """A problem tree of the room, whose causes sub-groups may share out."""
        return any(board.kind == Board.Kind.PROBLEM_TREE and not board.team_id for board in self.boards)

    @cached_property
    def plenary(self) -> Plenary | None:
        """The taking up of what sub-groups brought back, while it runs."""
        return running_plenary(self.workshop) if self.parted else None

    @cached_property
    def harvest(self) -> Harvest:
        """What sub-groups bring back. The room hears of it result by result, once the plenary runs."""
        brought = any(board.origin_id for board in self.boards) if self.inside else self.plenary
        return harvest_of(self.workshop, self.plenary) if brought else Harvest([])

    @cached_property
    def outcomes(self) -> Outcomes:
        return outcomes_of(self.workshop)

    @cached_property
    def past(self) -> Outcomes:
        """Where that of the workshops before it stands."""
        return last_time(self.workshop)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, kind.label) for kind in ORDER]

    @property
    def has_begun(self) -> bool:
        """A step is over, or what the room writes hangs already."""
        return any(item.ended_at for item in self.agenda) or bool(self.workshop.closed_at)

    @property
    def places(self) -> list[tuple[Board, list[Area]]]:
        """Where this audience may write now: boards, each with its areas (a cell of a grid is not written in)."""
        if not self.workshop.live:
            return []
        boards = [board for board in self.boards if board.writable or self.acts and board.in_play]
        return [(board, [area for area in board.hung if not area.is_cell]) for board in boards]

    @property
    def areas(self) -> list[Area]:
        return [area for _, areas in self.places for area in areas]


def scene_of(workshop: Workshop, audience: str) -> Scene:
    """The boards this audience has before it, with their votes: enough to draw notes and groups. At most 3 queries."""
    scene = Scene(workshop, audience, seq=workshop.seq, now=timezone.now().timestamp() * 1000)
    _, _, team = audience.partition(":")
    scene.team = workshop.teams.at_work().filter(pk=team).first() if team else None
    scene.boards = boards_of(scene)
    return scene


def add_head(scene: Scene) -> Scene:
    """Where the room is and who is there: agenda, sub-groups, people, what can be undone."""
    workshop = scene.workshop
    scene.agenda = list(workshop.agenda.select_related("board"))
    every = list(workshop.teams.all())
    scene.teams, scene.parted = [team for team in every if team.closed_at is None], bool(every)
    sheet = workshop.participants.on_sheet().order_by("name", "pk")
    if scene.inside:
        scene.who = list(sheet.select_related("organisation", "team").defer("email", "phone", "token"))
        scene.people = sum(person.is_present for person in scene.who)
        since = timezone.now() - HERE
        for person in scene.who:
            person.here = bool(person.seen_at and person.seen_at > since)
    else:
        scene.people = sheet.present().count()
    add_turnout(scene)
    return add_tools(scene)


def add_turnout(scene: Scene) -> None:
    """For each open vote, who has voted out of how many: a sub-group votes on its own board."""
    boards = [board for board in scene.boards if board.poll]
    counted = turnouts(board.poll for board in boards)
    sizes = Counter(person.team_id for person in scene.who if person.is_present)
    for board in boards:
        board.turnout = counted[board.poll.pk]
        board.electors = sizes[board.team_id] if board.team_id else scene.people


def add_tools(scene: Scene) -> Scene:
    """What only whoever facilitates has at hand: the gesture to take back, and the notes they hid."""
    if scene.acts:
        scene.undoable = last_gesture(scene.workshop)
        rows = Note.objects.of(scene.workshop).filter(hidden_by__isnull=False)
        scene.hidden = list(rows.select_related("area__board", "hidden_by").order_by("-hidden_at"))
    return scene


def boards_of(scene: Scene) -> list[Board]:
    """The boards of this audience, in order, each with its votes: `.poll` open now, else `.counted`, the last closed."""
    boards = scene.workshop.boards.select_related("team")
    if scene.role == PARTICIPANT:
        boards = boards.seen_by(scene.team.pk if scene.team else None)
    elif scene.role == PROJECTOR:
        boards = boards.before_the_room()
    else:
        boards = boards.without_blanks()
    boards = list(boards)
    if scene.workshop.live:
        boards.sort(key=turn_of)
    parted = any(board.team and board.team.closed_at is None for board in boards)
    polls = defaultdict(list)
    for poll in Poll.objects.filter(board__in=boards).order_by("-opened_at"):
        polls[poll.board_id].append(poll)
    for board in boards:
        board.workshop = scene.workshop
        board.open = board.phase != P.HIDDEN or scene.acts
        board.in_play = not board.team_id and board.phase not in (P.SOON, P.CLOSED)
        board.folds = scene.workshop.live and (may_fold(scene, board) or parted and board.for_teams)
        board.hands_on = scene.acts or may_arrange(scene, board)
        board.poll = next((poll for poll in polls[board.pk] if not poll.closed_at), None)
        closed = [poll for poll in polls[board.pk] if poll.closed_at]
        board.counted = max(closed, key=lambda poll: poll.closed_at) if closed and not board.poll else None
        for poll in filter(None, (board.poll, board.counted)):
            poll.board = board
        board.left = board.poll.budget if board.poll else 0
        board.given, board.matrix = 0, None
        board.votes_shown = bool(board.counted) or (board.poll is not None and scene.inside)
        board.voted = (board.poll or board.counted).kind if board.votes_shown else ""
        board.ballots = board.poll is not None and scene.role == PARTICIPANT and scene.workshop.live
    return boards


def turn_of(board: Board) -> int:
    """In a room at work: what it works on, what its sub-groups do, what is to come, what is over."""
    if board.phase in (P.SOON, P.CLOSED):
        return 2 + (board.phase == P.CLOSED)
    return 1 if board.team_id else 0


def may_fold(scene: Scene, board: Board) -> bool:
    """It starts folded: what is over on a phone; what is to come or belongs to a sub-group on the desk."""
    if scene.role == PARTICIPANT:
        return board.phase == P.CLOSED
    return scene.inside and (board.phase == P.SOON or board.team_id is not None)


def may_arrange(scene: Scene, board: Board) -> bool:
    """A phone groups and moves notes here now, as `Board.must_let_arrange` decides."""
    hands = scene.role == PARTICIPANT and scene.workshop.live and board.hands
    return hands and board.phase in (P.REVEALED, P.GROUPING)


def full_scene(workshop: Workshop, audience: str) -> Scene:
    """The whole wall, in a number of queries that does not depend on its size.

    `workshop` must have been read before: its `seq` is then at most too old, and what came since is told again.
    """
    scene = add_head(scene_of(workshop, audience))
    by_board, loose, grouped = defaultdict(list), defaultdict(list), defaultdict(list)
    areas = {area.pk: area for area in Area.objects.filter(board__in=scene.boards)}
    boards = {board.pk: board for board in scene.boards}
    counts = dict.fromkeys(boards, 0)
    for note in Note.objects.shown().with_provenance().filter(area__in=areas):
        note.area = areas[note.area_id]
        counts[note.area.board_id] += 1
        if boards[note.area.board_id].open:
            (grouped[note.cluster_id] if note.cluster_id else loose[note.area_id]).append(note)
    for area in areas.values():
        area.loose = loose[area.pk]
        by_board[area.board_id].append(area)
    clusters = clusters_of(scene)
    for cluster in clusters:
        cluster.members = grouped[cluster.pk]
    for board in scene.boards:
        board.hung = sorted(by_board[board.pk], key=lambda area: (area.position, area.pk))
        board.groups = [cluster for cluster in clusters if cluster.board_id == board.pk]
        board.note_count = counts[board.pk]
        lay_out(board, [person for person in scene.who if person.is_present], scene.inside)
    add_trees(scene)
    return scene


def add_own(scene: Scene, participant: Participant) -> None:
    """On boards written in secret, this participant's page alone shows what they wrote themselves."""
    secret = {area.pk: area for board in scene.boards if not board.open for area in board.hung}
    if secret:
        for note in participant.notes.shown().filter(area__in=secret, cluster=None):
            note.area = secret[note.area_id]
            note.area.loose.append(note)
        for board in scene.boards:
            lay_out(board, [], inside=False)


def clusters_of(scene: Scene) -> list[Cluster]:
    """The groups of the boards this audience reads: by worth once counted, else as they were made."""
    boards = {board.pk: board for board in scene.boards if board.open}
    clusters = list(Cluster.objects.standing().with_provenance().filter(board__in=boards))
    counted = tally(board.poll or board.counted for board in boards.values() if board.votes_shown)
    steps = onward.room.of(clusters) if scene.acts else {}
    for cluster in clusters:
        cluster.board = boards[cluster.board_id]
        cluster.members, cluster.mine = [], {}
        cluster.step = steps.get(cluster.pk)
    for board in boards.values():
        weigh(board.counted, [one for one in clusters if one.board_id == board.pk], counted)
    clusters.sort(key=lambda cluster: (cluster.rank, cluster.pk))
    for board in boards.values():
        board.groups = [one for one in clusters if one.board_id == board.pk]
        board.matrix = Matrix(board.groups) if board.voted == Poll.Kind.MATRIX else None
    return clusters


def ballots_of(participant: Participant, scene: Scene) -> dict[str, dict]:
    """{cluster pid: {"count"} or {"impact", "effort"} or {"grade"}}: what this participant gave in the open votes."""
    polls = {board.poll.pk: board.poll for board in scene.boards if board.poll}
    given = {}
    if polls:
        for rows, names in (
            (participant.dots, ("count",)),
            (participant.placements, ("impact", "effort")),
            (participant.stances, ("grade",)),
        ):
            rows = rows.filter(poll__in=polls, cluster__dissolved_at=None)
            given |= {row.pop("cluster__pid"): row for row in rows.values("cluster__pid", *names)}
    return given
