"""Who sees what. A scene is a workshop as one audience may see it now; what is not in it, they never receive.

Audiences: "facilitator" acts; "reader" (the board, the treasurer) sees the same without the tools; "projector" is the
wall of the room; "participant" is a phone in plenary, "participant:12" a phone in the team of pk 12.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from maillage.needs.workshops.layouts import lay_out
from maillage.needs.workshops.models import (
    AgendaItem,
    Area,
    Board,
    Cluster,
    Gesture,
    Note,
    Participant,
    Poll,
    Team,
    Workshop,
    last_gesture,
)
from maillage.needs.workshops.onward import onward
from maillage.needs.workshops.tally import Tally, tally

FACILITATOR, READER, PARTICIPANT, PROJECTOR = AUDIENCES = (
    "facilitator",
    "reader",
    "participant",
    "projector",
)
RANKS_PER_VOTE = 100_000
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
    team: Team | None = None  # the participant's own
    agenda: list = field(default_factory=list)
    boards: list = field(
        default_factory=list
    )  # each with .open .poll .counted, then .hung .groups .note_count
    undoable: Gesture | None = None

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
    def poll(self) -> Poll | None:
        """A vote that is open before this audience."""
        return next((board.poll for board in self.boards if board.poll), None)

    @property
    def votes_shown(self) -> bool:
        """Results are for all once counted; while people vote, only the team sees them come."""
        return self.inside or any(board.counted for board in self.boards)

    @property
    def areas(self) -> list[Area]:
        """Where this audience may write now."""
        return [area for board in self.boards if board.writable or self.acts for area in board.hung]


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
    scene.teams = list(workshop.teams.at_work())
    for board in scene.boards:
        if board.poll:
            board.turnout = board.poll.turnout()
    sheet = workshop.participants.order_by("name", "pk")
    if scene.inside:
        scene.who = list(sheet.select_related("organisation", "team").defer("email", "phone", "token"))
        scene.people = sum(person.is_present for person in scene.who)
    else:
        scene.people = sheet.present().count()
    if scene.acts:
        scene.undoable = last_gesture(workshop)
    return scene


def boards_of(scene: Scene) -> list[Board]:
    """The boards of this audience, in order, each with its votes: `.poll` open now, else `.counted`, the last closed."""
    boards = scene.workshop.boards.select_related("team")
    if scene.role == PARTICIPANT:
        boards = boards.seen_by(scene.team.pk if scene.team else None)
    elif scene.role == PROJECTOR:
        boards = boards.plenary().exclude(phase=P.SOON)
    boards = list(boards)
    polls = defaultdict(list)
    for poll in Poll.objects.filter(board__in=boards).order_by("-opened_at"):
        polls[poll.board_id].append(poll)
    for board in boards:
        board.workshop = scene.workshop
        board.open = board.phase != P.HIDDEN or scene.acts
        board.poll = next((poll for poll in polls[board.pk] if not poll.closed_at), None)
        closed = [poll for poll in polls[board.pk] if poll.closed_at]
        board.counted = max(closed, key=lambda poll: poll.closed_at) if closed and not board.poll else None
        for poll in filter(None, (board.poll, board.counted)):
            poll.board = board
        board.left = board.poll.budget if board.poll else 0
        board.votes_shown = bool(board.counted) or (board.poll is not None and scene.inside)
        board.ballots = board.poll is not None and scene.role == PARTICIPANT and scene.workshop.live
    return boards


def full_scene(workshop: Workshop, audience: str) -> Scene:
    """The whole wall, in a number of queries that does not depend on its size.

    `workshop` must have been read before: its `seq` is then at most too old, and what came since is told again.
    """
    scene = add_head(scene_of(workshop, audience))
    by_board, loose, grouped = defaultdict(list), defaultdict(list), defaultdict(list)
    areas = {area.pk: area for area in Area.objects.filter(board__in=scene.boards)}
    boards = {board.pk: board for board in scene.boards}
    counts = dict.fromkeys(boards, 0)
    for note in Note.objects.shown().filter(area__in=areas):
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
    clusters = list(Cluster.objects.standing().filter(board__in=boards))
    counted = tally(board.poll or board.counted for board in boards.values() if board.votes_shown)
    steps = onward.room.of(clusters) if scene.acts else {}
    most = max((one.votes for one in counted.values()), default=0)
    for cluster in clusters:
        cluster.board = boards[cluster.board_id]
        cluster.tally = counted.get(cluster.pk) or Tally()
        cluster.votes = cluster.tally.votes
        cluster.members, cluster.mine = [], {}
        worth = cluster.tally.worth if cluster.board.counted else 0
        cluster.rank = cluster.position - round(RANKS_PER_VOTE * worth)
        cluster.step = steps.get(cluster.pk)
        cluster.share = round(100 * cluster.votes / most) if most else 0
    return sorted(clusters, key=lambda cluster: (cluster.rank, cluster.pk))


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
