"""The wall as pages and followers see it: read once, drawn piece by piece from the same templates.

A piece is one element of the page: {"id", "html", "home", "rank"}. The page replaces the element of this id, or
hangs it in the element `home`, in the order of the ranks; an empty `html` takes it away.
"""

from django.db.models import Max
from django.template.loader import render_to_string

from maillage.needs.workshops.models import Board, Change, Cluster, Note, Participant, Workshop
from maillage.needs.workshops.models.people import PLENARY
from maillage.needs.workshops.scene import (
    AUDIENCES,
    FACILITATOR,
    PARTICIPANT,
    PROJECTOR,
    READER,
    Scene,
    add_head,
    add_own,
    add_tools,
    clusters_of,
    full_scene,
    scene_of,
)

LAID_OUT = (Board.Kind.SHEETS, Board.Kind.GRID)
MOST_CHANGES = 150  # beyond, the whole wall is shorter to send
STATES = {
    FACILITATOR: "state_desk",
    READER: "state_desk",
    PARTICIPANT: "state_phone",
    PROJECTOR: "state_projector",
}
PARTED = {
    PARTICIPANT: {"mon-groupe": "team_phone", "en-commun": "plenary_room"},
    PROJECTOR: {"equipes": "teams_projector", "en-commun": "plenary_room", "avant": "past_wall"},
    FACILITATOR: {"equipes": "teams", "pleniere": "plenary", "avant": "past_desk", "suites": "takeaways"},
}
__all__ = [
    "AUDIENCES",
    "FACILITATOR",
    "PARTICIPANT",
    "PROJECTOR",
    "READER",
    "Scene",
    "full_scene",
    "news",
    "own_pieces",
]


def news(workshop_pk: int, audience: str, since: int) -> dict:
    """{"seq": n, "pieces": […], "over": m}: what an audience must redraw to go from number `since` to number n.

    `over` is the number of the last change after which some of these people see something else (0 without any):
    whoever was served as this audience before it is told nothing, and must come back to be served anew.
    """
    workshop = Workshop.objects.select_related("source", "pole").get(pk=workshop_pk)
    changes = list(workshop.changes.filter(seq__gt=since, seq__lte=workshop.seq)[: MOST_CHANGES + 1])
    if len(changes) > MOST_CHANGES or since < 0 or any(redraws(change, audience) for change in changes):
        pieces = whole(full_scene(workshop, audience))
    else:
        pieces = some(scene_of(workshop, audience), changes)
    return {"seq": workshop.seq, "pieces": pieces, "over": last_parting(workshop, audience, since)}


def redraws(change: Change, audience: str) -> bool:
    """After it the whole wall is drawn again: whoever comes back from another sub-group has another wall before them."""
    if change.kind == Change.Kind.TEAMS:
        return not change.target or audience.startswith(PARTICIPANT)
    return change.kind == Change.Kind.WALL


def some(scene: Scene, changes: list[Change]) -> list[dict]:
    kinds = {change.kind for change in changes}
    told = {kind: {change.target for change in changes if change.kind == kind} for kind in kinds}
    pieces = cluster_pieces(scene, told) + note_pieces(scene, told.get(Change.Kind.NOTE, ()))
    if kinds & {Change.Kind.HEAD, Change.Kind.VOTES, Change.Kind.TEAMS}:
        pieces += head_pieces(add_head(scene))
    elif scene.acts and kinds:
        pieces += tool_pieces(add_tools(scene))
    return pieces


def last_parting(workshop: Workshop, audience: str, since: int) -> int:
    """Asked once everything has been read: what a sub-group writes after somebody left it is then never told to them."""
    role, _, team = audience.partition(":")
    if role != PARTICIPANT:
        return 0
    left = workshop.changes.filter(seq__gt=since, kind=Change.Kind.TEAMS, target__in=("", team or PLENARY))
    return left.aggregate(last=Max("seq"))["last"] or 0


def whole(scene: Scene) -> list[dict]:
    pieces = [*head_pieces(scene), {"id": "mur", "html": draw("wall", scene)}]
    if scene.role == PARTICIPANT or scene.acts:
        pieces.append({"id": "ou-coller", "html": draw("where", scene)})
    return pieces


def head_pieces(scene: Scene) -> list[dict]:
    pieces = [{"id": "etat", "html": draw(STATES[scene.role], scene)}]
    if scene.inside:
        pieces.append({"id": "gens", "html": draw("people", scene)})
        pieces.append({"id": "deroule", "html": draw("agenda", scene)})
    return pieces + team_pieces(scene) + tool_pieces(scene)


def team_pieces(scene: Scene) -> list[dict]:
    """The sub-groups, the plenary that takes up what they bring back, and what comes out of it all."""
    parts = PARTED.get(scene.role, PARTED[FACILITATOR])
    return [{"id": name, "html": draw(part, scene)} for name, part in parts.items()]


def tool_pieces(scene: Scene) -> list[dict]:
    """What « Annuler » would take back, and the notes that were hidden: the facilitator's only."""
    if not scene.acts:
        return []
    return [
        {"id": "annuler", "html": draw("undo", scene)},
        {"id": "masques", "html": draw("hidden", scene)},
    ]


def cluster_pieces(scene: Scene, told: dict) -> list[dict]:
    """Groups that changed, and what votes came to: while people vote, only for those who may see it come."""
    named, voted = set(told.get(Change.Kind.CLUSTER, ())), set(told.get(Change.Kind.VOTES, ()))
    if not named and not (voted and scene.votes_shown):
        return []
    boards = {board.pk: board for board in scene.boards if board.open}
    rows = Cluster.objects.filter(pid__in=named | voted, board__in=boards).values_list("pid", "board")
    seen = {pid: boards[board] for pid, board in rows if pid in named or boards[board].votes_shown}
    pieces = {pid: {"id": f"groupe-{pid}", "html": ""} for pid in seen}
    for cluster in clusters_of(scene):
        if cluster.pid in pieces:
            html = draw("cluster", scene, cluster=cluster, board=cluster.board)
            home = f"groupes-{cluster.board.pid}"
            pieces[cluster.pid] |= {"html": html, "home": home, "rank": cluster.rank}
    shown = {board.pk: board for board in seen.values() if board.votes_shown}
    return list(pieces.values()) + [result_piece(scene, board) for board in shown.values()]


def result_piece(scene: Scene, board: Board) -> dict:
    return {"id": f"resultats-{board.pid}", "html": draw("results_board", scene, board=board)}


def note_pieces(scene: Scene, keys) -> list[dict]:
    """Notes of boards this audience reads; of a board that is written in secret, only how many there are."""
    if not keys:
        return []
    boards = {board.pk: board for board in scene.boards}
    pieces, counted, redrawn = {key: {"id": f"note-{key}", "html": ""} for key in keys}, set(), set()
    rows = Note.objects.of(scene.workshop).filter(uuid__in=keys).with_provenance()
    rows = rows.select_related("area", "cluster")
    for note in rows:
        board = boards.get(note.area.board_id)
        if board is None or not board.open:
            del pieces[str(note.uuid)]  # not theirs to know, not even its key
            counted |= {board} if board else set()
        elif drawn_whole(board):
            del pieces[str(note.uuid)]
            redrawn.add(board.pk)
        elif not note.hidden_at:
            pieces[str(note.uuid)] |= note_piece(scene, note, board)
    counts = [count_piece(scene, board) for board in counted]
    return list(pieces.values()) + counts + board_pieces(scene, redrawn)


def drawn_whole(board: Board) -> bool:
    """A note more changes more of it than itself."""
    return board.kind in LAID_OUT or board.is_tree and board.open


def board_pieces(scene: Scene, pks: set[int]) -> list[dict]:
    boards = full_scene(scene.workshop, scene.audience).boards if pks else ()
    return [board_piece(scene, board) for board in boards if board.pk in pks]


def board_piece(scene: Scene, board: Board) -> dict:
    return {"id": f"tableau-{board.pid}", "html": draw("board", scene, board=board)}


def note_piece(scene: Scene, note: Note, board: Board) -> dict:
    home = f"groupe-{note.cluster.pid}-notes" if note.cluster else f"colonne-{note.area.pid}"
    html = draw("note", scene, note=note, board=board)
    return {"id": f"note-{note.uuid}", "html": html, "home": home, "rank": note.position}


def count_piece(scene: Scene, board: Board) -> dict:
    board.note_count = Note.objects.shown().filter(area__board=board).count()
    return {"id": f"compte-{board.pid}", "html": draw("count", scene, board=board)}


def own_pieces(participant: Participant, scene: Scene) -> list[dict]:
    """What this participant wrote on boards where nobody reads the others yet; `scene` is a full one."""
    add_own(scene, participant)
    secret = [board for board in scene.boards if not board.open]
    notes = [
        note_piece(scene, note, board)
        for board in secret
        if not drawn_whole(board)
        for area in board.hung
        for note in area.loose
    ]
    whole_boards = [board for board in secret if drawn_whole(board)]
    return notes + [board_piece(scene, board) for board in whole_boards]


def draw(part: str, scene: Scene, **context) -> str:
    """One part of the page, the same for all of an audience: forms get their CSRF token from the page itself."""
    context |= {"scene": scene, "workshop": scene.workshop}
    return render_to_string(f"workshops/parts/{part}.html", context)
