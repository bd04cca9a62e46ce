"""Running a room: phases and what they let people do, what is written in secret, steps and their timers."""

import datetime as dt
import json
import uuid

import pytest
from django.utils import timezone

from maillage.ground.journal.models import of as journal_of
from maillage.needs.workshops.models import AgendaItem, Board, Refused, open_poll
from maillage.needs.workshops.pace import pace_of
from maillage.needs.workshops.pieces import FACILITATOR, PARTICIPANT, PROJECTOR, READER, news, own_pieces
from maillage.needs.workshops.scene import full_scene
from tests import world

P = Board.Phase
SECRET = "Ce que je n’ose pas dire"


def told(workshop, audience, since=-1) -> str:
    """All that this audience would be sent, as it travels."""
    return json.dumps(news(workshop.pk, audience, since), ensure_ascii=False)


@pytest.fixture
def board(workshop):
    return workshop.boards.get()


@pytest.fixture
def desk(workshop):
    return workshop.get_absolute_url()


@pytest.fixture
def secret(board, weighs, lou, claire):
    """What Lou wrote while nobody reads the others."""
    board.set_phase(P.HIDDEN, claire)
    return weighs.write(SECRET, author=lou)


# --- phases ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", [P.HIDDEN, P.REVEALED])
def test_people_write_while_writing_is_open(board, helps, lou, claire, phase):
    board.set_phase(phase, claire)
    assert helps.write("Un comptable sympa", author=lou)


@pytest.mark.parametrize("phase", [P.SOON, P.GROUPING, P.CLOSED])
def test_outside_writing_a_note_is_refused_and_its_author_told_that_it_is_kept(
    board, helps, lou, claire, phase
):
    board.set_phase(phase, claire)
    with pytest.raises(Refused, match="Votre texte est gardé"):
        helps.write("Trop tard", author=lou)
    assert helps.write("Dicté à l’animation"), "the facilitator still writes"


def test_a_note_sent_again_after_its_board_closed_is_still_acknowledged(board, helps, lou, claire):
    key = uuid.uuid4()
    first = helps.write("Parti à temps", author=lou, key=key)
    board.set_phase(P.CLOSED, claire)
    assert helps.write("Parti à temps", author=lou, key=key) == first


def test_own_notes_stand_still_once_the_board_does(board, helps, lou, claire):
    note = helps.write("Un contable", author=lou)
    board.set_phase(P.GROUPING, claire)
    for change in (lambda: note.reword("Un comptable", by=lou), lambda: note.take_away(by=lou)):
        with pytest.raises(Refused):
            change()
    note.refresh_from_db()
    assert note.text == "Un contable"


def test_a_phase_reaches_everybody_and_is_in_the_journal(workshop, board, desk, claire_at_vallees):
    since = workshop.current_seq()
    assert (
        claire_at_vallees.post(f"{desk}tableaux/{board.pid}/phase/", {"phase": "grouping"}).status_code == 302
    )
    for audience in (FACILITATOR, READER, PARTICIPANT, PROJECTOR):
        assert 'data-phase="grouping"' in json.loads(told(workshop, audience, since))["pieces"][-1][
            "html"
        ] or (
            'data-phase="grouping"'
            in {p["id"]: p["html"] for p in news(workshop.pk, audience, since)["pieces"]}["mur"]
        )
    assert journal_of(workshop).filter(code="workshop.phase").exists()


@pytest.mark.parametrize("phase", ["voting", "imaginary", ""])
def test_a_phase_that_is_none_or_needs_a_vote_changes_nothing(board, desk, claire_at_vallees, phase):
    answer = claire_at_vallees.post(
        f"{desk}tableaux/{board.pid}/phase/", {"phase": phase}, headers={"accept": "application/json"}
    )
    assert answer.status_code in (409, 422)
    board.refresh_from_db()
    assert board.phase == P.REVEALED


def test_leaving_the_vote_closes_it_and_shows_what_it_came_to(workshop, board, lou, claire):
    cluster = world.make_cluster(workshop, "Papiers")
    poll = open_poll(board, claire)
    poll.place(lou, cluster, 2)
    board.refresh_from_db()
    board.set_phase(P.GROUPING, claire)
    poll.refresh_from_db()
    assert poll.closed_at
    assert "2\xa0voix" in told(workshop, PARTICIPANT)


def test_the_copies_of_sub_groups_follow_the_phase_of_their_board(workshop, board, claire):
    team = workshop.teams.create(name="Groupe 1")
    copy = board.copy_for(team)
    board.set_phase(P.HIDDEN, claire)
    copy.refresh_from_db()
    assert copy.phase == P.HIDDEN


def test_what_the_room_works_on_comes_first_and_what_is_over_last(workshop, board, claire):
    coming = workshop.boards.create(title="La suite", position=1, phase=P.SOON)
    second = workshop.boards.create(title="Par quoi commencer", position=2)
    board.set_phase(P.CLOSED, claire)
    assert full_scene(workshop, PARTICIPANT).boards == [second, board]
    assert full_scene(workshop, FACILITATOR).boards == [second, coming, board]
    workshop.close(claire)
    workshop.refresh_from_db()
    assert full_scene(workshop, FACILITATOR).boards == [board, coming, second], (
        "read afterwards as it was planned"
    )


# --- hidden writing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", [PARTICIPANT, PROJECTOR, READER])
@pytest.mark.parametrize("since", [-1, 1])
def test_what_is_written_in_secret_leaves_for_nobody_else(workshop, secret, audience, since):
    sent = told(workshop, audience, since)
    assert SECRET not in sent
    assert str(secret.uuid) not in sent


def test_a_secret_note_is_told_as_a_number(workshop, board, secret, weighs, lou):
    since = workshop.current_seq()
    weighs.write("Une autre", author=lou)
    (piece,) = news(workshop.pk, PROJECTOR, since)["pieces"]
    assert piece["id"] == f"compte-{board.pid}"
    assert "<b data-notes-of" in piece["html"] and ">2</b>" in piece["html"]


def test_a_phone_gets_its_own_secret_notes_and_no_other(workshop, secret, lou, youenn):
    mine = json.dumps(own_pieces(lou, full_scene(workshop, PARTICIPANT)), ensure_ascii=False)
    assert SECRET in mine
    assert own_pieces(youenn, full_scene(workshop, PARTICIPANT)) == []


def test_pages_keep_the_secret_too(workshop, desk, secret, phone_of, claire_at_vallees, vallees):
    reader = world.client_of(vallees, world.make_someone(vallees, "Bastien Guérin", "board"))
    pages = {
        "another phone": phone_of("Youenn").get(f"/atelier/{workshop.join_code}/"),
        "the projector": claire_at_vallees.get(f"{desk}projection/"),
        "the board": reader.get(desk),
    }
    for who, page in pages.items():
        assert SECRET not in page.text, who
        assert str(secret.uuid) not in page.text, who
    facilitator = claire_at_vallees.get(desk).text
    assert SECRET in facilitator and "Voir les post-it" in facilitator


def test_everybody_discovers_at_once(workshop, board, secret, claire):
    since = workshop.current_seq()
    board.set_phase(P.REVEALED, claire)
    for audience in (PARTICIPANT, PROJECTOR, READER, FACILITATOR):
        assert SECRET in told(workshop, audience, since)


# --- steps and their timers ------------------------------------------------------------------------------------


@pytest.fixture
def steps(workshop, board):
    add = workshop.agenda.create
    return [
        add(title="Accueil", minutes=10, position=0),
        add(
            title="Chacun pour soi",
            minutes=8,
            position=1,
            board=board,
            phase="hidden",
            guide="Une idée par post-it.",
        ),
        add(title="On découvre", position=2, board=board, phase="revealed"),
    ]


def test_a_step_ends_the_one_before_sets_its_timer_and_the_phase_of_its_board(steps, board, claire):
    first, second, _ = steps
    first.start(claire)
    second.start(claire)
    first.refresh_from_db(), second.refresh_from_db(), board.refresh_from_db()
    assert first.ended_at == second.started_at
    assert second.ends_at - second.started_at == dt.timedelta(minutes=8)
    assert board.phase == P.HIDDEN


def test_the_next_step_is_proposed_until_there_is_none(workshop, steps, claire):
    for step in steps:
        assert full_scene(workshop, FACILITATOR).next_step == step
        step.start(claire)
    scene = full_scene(workshop, FACILITATOR)
    assert (scene.rank, scene.next_step) == (3, None)


def test_a_step_skipped_or_started_again_leaves_the_order_to_the_facilitator(workshop, steps, claire):
    steps[2].start(claire)
    steps[0].start(claire)
    assert full_scene(workshop, FACILITATOR).next_step == steps[1]


@pytest.mark.parametrize(("minutes", "left"), [(5, 13), (-1, 7), (-60, 0)])
def test_time_is_given_and_taken(workshop, steps, desk, claire, claire_at_vallees, minutes, left):
    step = steps[1]
    step.start(claire)
    claire_at_vallees.post(f"{desk}deroule/{step.pid}/temps/", {"minutes": minutes})
    step.refresh_from_db()
    assert round((step.ends_at - step.started_at).total_seconds() / 60) == left


def test_once_it_has_rung_more_time_counts_from_now(steps, claire):
    step = steps[0]
    step.start(claire)
    AgendaItem.objects.filter(pk=step.pk).update(ends_at=timezone.now() - dt.timedelta(minutes=12))
    step.lengthen(5, claire)
    assert dt.timedelta(minutes=4) < step.ends_at - timezone.now() <= dt.timedelta(minutes=5)


def test_time_of_a_step_that_does_not_run_is_nobodys(steps, claire):
    steps[0].lengthen(5, claire)
    steps[0].refresh_from_db()
    assert steps[0].ends_at is None


def test_every_screen_gets_the_end_of_the_timer_and_the_words_of_the_step(workshop, steps, claire):
    since = workshop.current_seq()
    steps[1].start(claire)
    ends = timezone.localtime(steps[1].ends_at).isoformat()
    for audience in (FACILITATOR, PARTICIPANT, PROJECTOR):
        state = {p["id"]: p["html"] for p in news(workshop.pk, audience, since)["pieces"]}["etat"]
        assert f'data-ends-at="{ends}"' in state
        assert "Une idée par post-it." in state


def test_closing_the_workshop_ends_the_running_step(workshop, steps, claire):
    steps[0].start(claire)
    workshop.close(claire)
    steps[0].refresh_from_db()
    assert steps[0].ended_at
    with pytest.raises(Refused):
        steps[1].start(claire)


# --- on time or late -------------------------------------------------------------------------------------------

NOW = timezone.make_aware(dt.datetime(2026, 3, 12, 11, 30))


def item(minutes, began=None, ends=None, over=None):
    return AgendaItem(minutes=minutes, started_at=began, ends_at=ends, ended_at=over)


def minutes(n):
    return dt.timedelta(minutes=n)


def test_nothing_is_foreseen_before_the_first_step_nor_after_the_last(workshop):
    assert pace_of(workshop, [item(10), item(20)], NOW) is None
    assert pace_of(workshop, [item(10, NOW - minutes(10), NOW, NOW)], NOW) is None


def test_the_end_is_foreseen_from_the_timer_and_the_steps_to_come(workshop):
    workshop.ends = dt.time(12, 0)
    agenda = [item(10, NOW - minutes(20), NOW, NOW), item(15, NOW - minutes(5), NOW + minutes(10)), item(30)]
    pace = pace_of(workshop, agenda, NOW)
    assert (pace.expected, pace.late) == (NOW + minutes(40), 10)


def test_a_step_that_goes_over_pushes_the_end_along(workshop):
    workshop.ends = dt.time(12, 0)
    agenda = [item(10, NOW - minutes(17), NOW - minutes(7)), item(30)]
    assert pace_of(workshop, agenda, NOW).late == 0
    assert pace_of(workshop, agenda, NOW + minutes(5)).late == 5


def test_without_a_planned_end_it_says_when_not_how_late(workshop):
    pace = pace_of(workshop, [item(10, NOW, NOW + minutes(10)), item(30)], NOW)
    assert (pace.expected, pace.planned, pace.late) == (NOW + minutes(40), None, 0)


def test_the_desk_says_how_late_the_room_is(workshop, steps, desk, claire, claire_at_vallees):
    workshop.ends = (timezone.localtime() - minutes(30)).time().replace(second=0, microsecond=0)
    workshop.save(update_fields=["ends"])
    steps[0].start(claire)
    assert "au lieu de" in claire_at_vallees.get(desk).text
