"""Nothing of a sub-group's board reaches a phone of another one: not in a page, not on the line, before nor after it moves."""

import json
import uuid

import pytest

from maillage.needs.workshops import live
from maillage.needs.workshops.models import Participant, group, rotate, split
from maillage.needs.workshops.models.teams import move
from maillage.needs.workshops.pieces import news
from maillage.needs.workshops.scene import audience_in
from maillage.needs.workshops.tests.followers import in_pole, read


def told_to(person, since=0):
    """Everything the line tells the phone of this person, that was where it is at the number `since`."""
    person = Participant.objects.get(pk=person.pk)
    return json.dumps(news(person.workshop_id, audience_in(person), since), ensure_ascii=False)


@pytest.fixture
def apart(workshop, ideas, room, claire):
    """Two people, each in a team that has written: (person, her team's area) twice."""
    room(2)
    teams = split(workshop, 2, claire)
    made = []
    for team in teams:
        person, area = team.members.get(), team.boards.get().areas.first()
        area.write(f"Secret de {team.name}", author=person)
        made.append((person, area))
    return made


def test_a_phone_hears_of_its_own_teams_board_only(workshop, apart, claire):
    (one, mine), (two, theirs) = apart
    group(theirs.board, theirs.notes.all(), "Groupe secret", claire)
    for said in (told_to(one), told_to(one, -1), told_to(one, workshop.current_seq() - 1)):
        assert "Secret de Groupe 2" not in said
        assert "Groupe secret" not in said
        assert str(theirs.notes.get().uuid) not in said
        assert theirs.pid not in said
    assert "Secret de Groupe 1" in told_to(one)


def test_no_page_of_a_phone_holds_another_teams_board(workshop, ideas, phone_of, claire):
    phones = {name: phone_of(name) for name in ("Lou", "Youenn")}
    for team in split(workshop, 2, claire):
        team.boards.get().areas.first().write(f"Secret de {team.name}", author=team.members.get())
    for name, phone in phones.items():
        own = Participant.objects.get(name=name).team.name
        other = {"Groupe 1": "Groupe 2", "Groupe 2": "Groupe 1"}[own]
        for page in ("/atelier/482719/", "/atelier/482719/notes/"):
            assert f"Secret de {other}" not in phone.get(page).content.decode()
        assert f"Secret de {own}" in phone.get("/atelier/482719/").content.decode()


def test_nobody_touches_another_teams_board_by_hand_made_requests(workshop, ideas, phone_of, claire):
    phone = phone_of("Lou")
    workshop.welcome("Youenn")
    one, two = split(workshop, 2, claire)
    theirs = two if Participant.objects.get(name="Lou").team == one else one
    board = theirs.boards.get()
    area, other = board.areas.all()
    note = area.write("À eux", author=theirs.members.get())
    papers = group(board, [note], "Papiers", claire)
    at = "/atelier/482719"
    asked = [
        (f"{at}/notes/", {"uuid": str(uuid.uuid4()), "area": area.pid, "text": "Intrus"}),
        (f"{at}/groupes/", {"note": str(note.uuid), "title": "Intrus"}),
        (f"{at}/groupes/", {"note": str(note.uuid), "into": "aucun"}),
        (f"{at}/groupes/{papers.pid}/", {"title": "Intrus"}),
        (f"{at}/groupes/{papers.pid}/dissolution/", {}),
        (f"{at}/notes/{note.uuid}/place/", {"area": other.pid}),
        (f"{at}/notes/{note.uuid}/lien/", {"parent": ""}),
        (f"{at}/notes/{note.uuid}/presence/", {"going": "1"}),
    ]
    for url, data in asked:
        answer = phone.post(url, data, headers={"accept": "application/json"})
        assert answer.status_code in (404, 409, 422), (url, data, answer.status_code)
    note.refresh_from_db()
    papers.refresh_from_db()
    assert (note.cluster, note.area, papers.title, papers.dissolved_at) == (papers, area, "Papiers", None)
    assert board.areas.filter(notes__text="Intrus").count() == 0


def test_those_served_before_the_tables_turned_must_come_back(workshop, apart, claire):
    since = workshop.current_seq()
    rotate(workshop, claire)
    for _, area in apart:
        told = news(workshop.pk, f"participant:{area.board.team_id}", since)
        assert told["over"] == workshop.current_seq()


def test_those_who_come_back_have_the_board_of_their_new_team_before_them(workshop, apart, claire):
    (one, _), (two, _) = apart
    since = workshop.current_seq()
    rotate(workshop, claire)
    assert "Secret de Groupe 2" in told_to(one, since)
    assert "Secret de Groupe 1" not in told_to(one, since)


def test_a_phone_moved_alone_comes_back_and_the_other_teams_stay(workshop, apart, claire):
    (one, mine), (two, theirs) = apart
    since = workshop.current_seq()
    move(workshop, [one], theirs.board.team, claire)
    assert news(workshop.pk, f"participant:{mine.board.team_id}", since)["over"] > since
    assert news(workshop.pk, f"participant:{theirs.board.team_id}", since)["over"] == 0
    assert "Secret de Groupe 2" in told_to(one, since)


@pytest.mark.django_db(transaction=True)
async def test_what_is_written_after_somebody_left_never_leaves_on_their_line(
    on_disk, workshop, ideas, claire
):
    """The line was open as « Groupe 1 »; the tables turn and the new ones write before it has been told anything."""

    def begin():
        lou, youenn = workshop.welcome("Lou"), workshop.welcome("Youenn")
        for team in split(workshop, 2, claire, how="free"):
            (lou if team.name == "Groupe 1" else youenn).join_team(team)
        workshop.seq = workshop.current_seq()
        return audience_in(Participant.objects.get(pk=lou.pk)), youenn

    def turn_and_write(youenn):
        rotate(workshop, claire)
        youenn.refresh_from_db()
        youenn.team.boards.get().areas.first().write("Après le départ de Lou", author=youenn)

    audience, youenn = await in_pole(workshop, begin)
    line = live.events(workshop, audience, workshop.seq)
    assert (await read(line))[0] == "bonjour"
    await in_pole(workshop, lambda: turn_and_write(youenn))
    rest = [text async for text in line]
    assert [text.split("\n")[0] for text in rest if "battement" not in text] == ["event: retour"]
    assert "Après le départ" not in "".join(rest)
