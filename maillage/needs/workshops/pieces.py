"""The wall as pages and followers see it: read once, drawn piece by piece from the same templates.

A piece is one element of the page: {"id", "html", "home", "rank"}. The page replaces the element of this id, or
hangs it in the element `home`, in the order of the ranks; an empty `html` takes it away.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Sum
from django.template.loader import render_to_string

from maillage.needs.workshops.models import Area, Change, Cluster, Note, Participant, Poll, Workshop
from maillage.needs.workshops.onward import onward

# The facilitator acts; a reader (the board, the treasurer) sees the same without the tools.
FACILITATOR, READER, PARTICIPANT, PROJECTOR = AUDIENCES = (
    "facilitator",
    "reader",
    "participant",
    "projector",
)
MOST_CHANGES = 150  # beyond, the whole wall is shorter to send
RANKS_PER_VOTE = 100_000
STATES = {
    FACILITATOR: "state_desk",
    READER: "state_desk",
    PARTICIPANT: "state_phone",
    PROJECTOR: "state_projector",
}


@dataclass
class Scene:
    """A workshop as one audience may see it at the number `seq`."""

    workshop: Workshop
    audience: str
    seq: int = 0
    poll: Poll | None = None  # open now
    counted: Poll | None = None  # last closed, when none is open
    people: int = 0  # present
    who: list = field(default_factory=list)  # everybody on the sheet, for the team's own screens
    left: int = 0  # points this participant has not placed yet
    turnout: dict = field(default_factory=dict)
    boards: list = field(default_factory=list)
    clusters: list = field(default_factory=list)

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
        return self.audience in (FACILITATOR, READER)

    @property
    def acts(self) -> bool:
        return self.audience == FACILITATOR

    @property
    def ballots(self) -> bool:
        return self.audience == PARTICIPANT and self.phase == "vote"

    @property
    def votes_shown(self) -> bool:
        """Results are for all once counted; while people vote, only the team sees them come."""
        return bool(self.counted) or (self.poll is not None and self.inside)

    @property
    def dots_in_all(self) -> int:
        return self.poll.budget * self.people if self.poll else 0

    @property
    def areas(self):
        return [area for board in self.boards for area in board.hung]

    @property
    def note_count(self) -> int:
        return sum(len(area.loose) for area in self.areas) + sum(
            len(cluster.members) for cluster in self.clusters
        )


def scene_of(workshop: Workshop, audience: str) -> Scene:
    """The head of the scene: where the vote is, who is there. At most 3 queries."""
    polls = list(workshop.polls.order_by("-opened_at"))
    scene = Scene(workshop, audience, seq=workshop.seq)
    scene.poll = next((poll for poll in polls if not poll.closed_at), None)
    if scene.poll is None and polls:
        scene.counted = max(polls, key=lambda poll: poll.closed_at)
    sheet = workshop.participants.order_by("name", "pk")
    if scene.inside:
        scene.who = list(sheet.select_related("organisation").defer("email", "phone", "token"))
        scene.people = sum(person.is_present for person in scene.who)
    else:
        scene.people = sheet.filter(status=Participant.Status.PRESENT).count()
    if scene.poll:
        scene.turnout, scene.left = scene.poll.turnout(), scene.poll.budget
    return scene


def full_scene(workshop: Workshop, audience: str) -> Scene:
    """The whole wall, in a number of queries that does not depend on its size.

    `workshop` must have been read before: its `seq` is then at most too old, and what came since is told again.
    """
    scene = scene_of(workshop, audience)
    notes, grouped = defaultdict(list), defaultdict(list)
    scene.boards = list(workshop.boards.all())
    areas = list(Area.objects.filter(board__workshop=workshop))
    by_pk = {area.pk: area for area in areas}
    scene.clusters = clusters_of(scene)
    for note in Note.objects.of(workshop):
        note.area = by_pk[note.area_id]
        (grouped[note.cluster_id] if note.cluster_id else notes[note.area_id]).append(note)
    for board in scene.boards:
        board.hung = [area for area in areas if area.board_id == board.pk]
    for area in areas:
        area.loose = notes[area.pk]
    for cluster in scene.clusters:
        cluster.members = grouped[cluster.pk]
    return scene


def clusters_of(scene: Scene) -> list[Cluster]:
    """In the order they stand: by votes once counted, else as they were made."""
    clusters = list(scene.workshop.clusters.with_votes(scene.poll))
    steps = onward.room.of(clusters) if scene.acts else {}
    most = max((cluster.votes for cluster in clusters), default=0)
    for cluster in clusters:
        cluster.members, cluster.mine = [], 0
        cluster.rank = cluster.position - (RANKS_PER_VOTE * cluster.votes if scene.counted else 0)
        cluster.step = steps.get(cluster.pk)
        cluster.share = round(100 * cluster.votes / most) if most else 0
    return sorted(clusters, key=lambda cluster: (cluster.rank, cluster.pk))


def news(workshop_pk: int, audience: str, since: int) -> dict:
    """{"seq": n, "pieces": […]}: what an audience must redraw to go from number `since` to number n."""
    workshop = Workshop.objects.select_related("source").get(pk=workshop_pk)
    changes = list(workshop.changes.filter(seq__gt=since, seq__lte=workshop.seq)[: MOST_CHANGES + 1])
    kinds = {change.kind for change in changes}
    if Change.Kind.WALL in kinds or len(changes) > MOST_CHANGES or since < 0:
        return {"seq": workshop.seq, "pieces": whole(full_scene(workshop, audience))}
    told = {kind: {change.target for change in changes if change.kind == kind} for kind in kinds}
    scene = scene_of(workshop, audience)
    pieces = cluster_pieces(scene, told) + note_pieces(scene, told.get(Change.Kind.NOTE, ()))
    if Change.Kind.HEAD in kinds or Change.Kind.VOTES in kinds:
        pieces += head_pieces(scene)
    return {"seq": workshop.seq, "pieces": pieces}


def whole(scene: Scene) -> list[dict]:
    return [*head_pieces(scene), {"id": "mur", "html": draw("wall", scene)}]


def head_pieces(scene: Scene) -> list[dict]:
    state = [{"id": "etat", "html": draw(STATES[scene.audience], scene)}]
    return state + ([{"id": "gens", "html": draw("people", scene)}] if scene.inside else [])


def cluster_pieces(scene: Scene, told: dict) -> list[dict]:
    wanted = set(told.get(Change.Kind.CLUSTER, ()))
    if scene.votes_shown:
        wanted |= told.get(Change.Kind.VOTES, set())
    if not wanted:
        return []
    pieces = {pid: {"id": f"groupe-{pid}", "html": ""} for pid in wanted}
    for cluster in clusters_of(scene):
        if cluster.pid in wanted:
            html = draw("cluster", scene, cluster=cluster)
            pieces[cluster.pid] |= {"html": html, "home": "groupes", "rank": cluster.rank}
    return list(pieces.values())


def note_pieces(scene: Scene, keys) -> list[dict]:
    if not keys:
        return []
    pieces = {key: {"id": f"note-{key}", "html": ""} for key in keys}
    rows = Note.objects.of(scene.workshop).filter(uuid__in=keys).select_related("area", "cluster")
    for note in rows:
        home = f"groupe-{note.cluster.pid}-notes" if note.cluster else f"colonne-{note.area.pid}"
        pieces[str(note.uuid)] |= {
            "html": draw("note", scene, note=note),
            "home": home,
            "rank": note.position,
        }
    return list(pieces.values())


def draw(part: str, scene: Scene, **context) -> str:
    """One part of the page, the same for all of an audience: forms get their CSRF token from the page itself."""
    context |= {"scene": scene, "workshop": scene.workshop}
    return render_to_string(f"workshops/parts/{part}.html", context)


def dots_of(participant: Participant, poll: Poll | None) -> dict[str, int]:
    """{cluster pid: dots} this participant placed in the vote."""
    if poll is None:
        return {}
    rows = poll.dots.filter(participant=participant).values("cluster__pid").annotate(total=Sum("count"))
    return {row["cluster__pid"]: row["total"] for row in rows.order_by()}
