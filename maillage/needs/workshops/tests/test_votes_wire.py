"""What leaves the server while people vote, and once the vote is closed; what phones may send."""

import json
import re

import pytest

from maillage.needs.workshops.models import Board, Poll, open_poll
from maillage.needs.workshops.pieces import FACILITATOR, PARTICIPANT, PROJECTOR, READER, news
from tests import world

JSON = {"HTTP_ACCEPT": "application/json"}
GIVE = {
    "dots": lambda poll, who, what: poll.place(who, what, 2),
    "matrix": lambda poll, who, what: poll.situate(who, what, 5, 2),
    "agreement": lambda poll, who, what: poll.stand(who, what, "block"),
}
SENT = {"dots": {"count": "2"}, "matrix": {"impact": "5", "effort": "2"}, "agreement": {"grade": "block"}}
RESULT = {"dots": "2\xa0voix", "matrix": "Gains rapides", "agreement": "1\xa0personne s’y oppose"}
KINDS = pytest.mark.parametrize("kind", Poll.Kind.values)


@pytest.fixture
def board(workshop):
    return workshop.boards.get()


@pytest.fixture
def papers(workshop):
    return world.make_cluster(workshop, "Seuls face aux papiers")


@pytest.fixture
def desk(workshop):
    return f"/espace/ateliers/{workshop.pid}/"


def wire(workshop, audience, since):
    """All that a follower of this audience receives after the number `since`."""
    told = news(workshop.pk, audience, since)
    return [piece["id"] for piece in told["pieces"]], json.dumps(told, ensure_ascii=False)


@KINDS
def test_nothing_of_anothers_ballot_leaves_before_the_close(
    workshop, board, papers, phone_of, youenn, claire, kind
):
    lou = phone_of("Lou")
    poll = open_poll(board, claire, kind)
    before = lou.get("/atelier/482719/").content.decode()
    since = workshop.current_seq()
    GIVE[kind](poll, youenn, papers)
    ids, sent = wire(workshop, PARTICIPANT, since)
    assert not [one for one in ids if one.startswith(("groupe-", "resultats-"))]
    assert RESULT[kind] not in sent
    after = lou.get("/atelier/482719/").content.decode()
    assert without_moments(after) == without_moments(before), "the page is the same as if nobody had voted"
    assert lou.get("/atelier/482719/voix/").json() == {"given": {}}
    _, projected = wire(workshop, PROJECTOR, since)
    assert RESULT[kind] not in projected


def without_moments(page: str) -> str:
    """Numbers and clocks move on with each change, and the key of a form is new on each page."""
    return re.sub(
        r"""( hx-headers='[^']*'|(data-(seq|now|csrf)|name="(uuid|csrfmiddlewaretoken)" value)="[^"]*")""",
        "",
        page,
    )


@KINDS
def test_results_come_live_to_the_team_and_to_all_once_closed(workshop, board, papers, youenn, claire, kind):
    poll = open_poll(board, claire, kind)
    since = workshop.current_seq()
    GIVE[kind](poll, youenn, papers)
    for audience in (FACILITATOR, READER):
        assert RESULT[kind] in wire(workshop, audience, since)[1]
    poll.close(claire)
    for audience in (FACILITATOR, READER, PARTICIPANT, PROJECTOR):
        assert RESULT[kind] in wire(workshop, audience, since)[1]


def test_a_vote_on_one_board_says_nothing_of_another_that_is_counted(workshop, board, papers, youenn, claire):
    open_poll(board, claire).close(claire)
    second = Board.objects.create(workshop=workshop, title="Deuxième tableau")
    other = world.make_cluster(workshop, "Le temps qui manque", board=second)
    poll = open_poll(second, claire)
    since = workshop.current_seq()
    poll.place(youenn, other, 1)
    ids, _ = wire(workshop, PARTICIPANT, since)
    assert f"groupe-{other.pid}" not in ids, "not even that somebody voted on it just now"


@KINDS
def test_a_phone_gives_finds_again_and_takes_back_what_it_gave(
    workshop, board, papers, phone_of, claire, kind
):
    phone = phone_of("Lou")
    poll = open_poll(board, claire, kind)
    vote = {"cluster": papers.pid, **SENT[kind]}
    for _ in range(2):
        assert phone.post("/atelier/482719/voix/", vote, **JSON).status_code == 200
    assert poll.turnout()["voters"] == 1
    given = phone.get("/atelier/482719/voix/").json()["given"][papers.pid]
    assert {name: str(value) for name, value in given.items()} == SENT[kind]
    assert (
        phone.post("/atelier/482719/voix/", {"cluster": papers.pid, "clear": "1"}, **JSON).status_code == 200
    )
    assert poll.turnout()["voters"] == 0


@KINDS
def test_without_script_a_ballot_is_a_form_with_what_was_given(
    workshop, board, papers, phone_of, claire, kind
):
    phone = phone_of("Lou")
    open_poll(board, claire, kind)
    answer = phone.post("/atelier/482719/voix/", {"cluster": papers.pid, **SENT[kind]})
    assert (answer.status_code, answer.url) == (302, "/atelier/482719/")
    page = phone.get("/atelier/482719/").content.decode()
    shown = {"dots": ">2</output>", "matrix": 'value="5" checked', "agreement": 'value="block" checked'}
    assert shown[kind] in page


@pytest.mark.parametrize(
    ("kind", "forged"),
    [
        ("matrix", {"impact": "9", "effort": "1"}),
        ("matrix", {"impact": "3"}),
        ("matrix", {"impact": "trois", "effort": "1"}),
        ("matrix", {"impact": "-1", "effort": "1"}),
        ("agreement", {"grade": "love"}),
        ("agreement", {"count": "3", "grade": "x" * 5000}),
        ("dots", {"impact": "3", "effort": "3"}),
    ],
)
def test_a_forged_ballot_is_refused_in_words(workshop, board, papers, phone_of, claire, kind, forged):
    phone = phone_of("Lou")
    poll = open_poll(board, claire, kind)
    answer = phone.post("/atelier/482719/voix/", {"cluster": papers.pid, **forged}, **JSON)
    assert answer.status_code in (409, 422)
    assert answer.json()["error"]
    assert poll.turnout()["voters"] == 0


def test_nobody_votes_without_having_joined_nor_on_another_wall(
    workshop, board, papers, phone_of, at_vallees, claire
):
    open_poll(board, claire)
    vote = {"cluster": papers.pid, "count": "1"}
    assert at_vallees.post("/atelier/482719/voix/", vote, **JSON).status_code == 404
    assert at_vallees.get("/atelier/482719/voix/").status_code == 404
    elsewhere = world.make_cluster(world.make_workshop("Autre"), "Ailleurs")
    lou = phone_of("Lou")
    assert lou.post("/atelier/482719/voix/", vote | {"cluster": elsewhere.pid}, **JSON).status_code == 404


# --- the team's pages -----------------------------------------------------------------------------------------------


@KINDS
def test_the_facilitator_opens_each_kind_of_vote(workshop, board, papers, desk, claire_at_vallees, kind):
    form = {"kind": kind, "budget": "5"}
    answer = claire_at_vallees.post(f"{desk}tableaux/{board.pid}/votes/", form, **JSON)
    assert answer.status_code == 200
    assert board.polls.values_list("kind", "budget").get() == (kind, 5)


def test_remaining_notes_become_groups_from_the_page(workshop, board, helps, desk, claire_at_vallees):
    helps.write("Le prêt de salle")
    where = f"{desk}tableaux/{board.pid}/groupes-restants/"
    assert claire_at_vallees.post(where, **JSON).status_code == 200
    assert board.clusters.get().title == "Le prêt de salle"
    assert "déjà dans un groupe" in claire_at_vallees.post(where, **JSON).json()["error"]


@KINDS
def test_every_vote_of_a_board_stays_readable(
    workshop, board, papers, youenn, desk, claire, claire_at_vallees, kind
):
    where = f"{desk}tableaux/{board.pid}/votes/resultats/"
    assert "Aucun vote fermé" in claire_at_vallees.get(where).content.decode()
    for _ in range(2):
        poll = open_poll(board, claire, kind)
        GIVE[kind](poll, youenn, papers)
        poll.close(claire)
    page = claire_at_vallees.get(where).content.decode()
    assert page.count(RESULT[kind]) >= 2
    assert "Youenn" not in page


def test_a_vote_is_a_table_of_sums(workshop, board, papers, youenn, desk, claire, claire_at_vallees):
    papers.title = "=1+1"
    papers.save()
    lines = {}
    for kind, give in GIVE.items():
        poll = open_poll(board, claire, kind)
        give(poll, youenn, papers)
        poll.close(claire)
        answer = claire_at_vallees.get(f"{desk}tableaux/{board.pid}/votes/{poll.pid}/tableur/")
        assert answer["Content-Type"].startswith("text/csv")
        lines[kind] = answer.content.decode("utf-8-sig").splitlines()
    assert lines["dots"] == ["Rang;Groupe;Points;Personnes", "1;'=1+1;2;1"]
    assert lines["matrix"][1] == "1;'=1+1;Gains rapides;1;5,0;5;5;0,0;2,0;2;2;0,0"
    assert lines["agreement"][1] == "1;'=1+1;1;0;0;0;0;0;1"
    assert "Youenn" not in str(lines)


def test_an_open_vote_has_no_table_yet(workshop, board, papers, desk, claire, claire_at_vallees):
    poll = open_poll(board, claire)
    assert claire_at_vallees.get(f"{desk}tableaux/{board.pid}/votes/{poll.pid}/tableur/").status_code == 404


@KINDS
def test_a_wall_with_many_groups_in_vote_costs_no_more_queries(
    workshop, board, phone_of, youenn, claire, kind, django_assert_max_num_queries
):
    phone = phone_of("Lou")
    clusters = [world.make_cluster(workshop, f"Groupe {n}") for n in range(30)]
    poll = open_poll(board, claire, kind, budget=20)
    for cluster in clusters[:8]:
        GIVE[kind](poll, youenn, cluster)
    with django_assert_max_num_queries(21):
        phone.get("/atelier/482719/")
    poll.close(claire)
    with django_assert_max_num_queries(21):
        phone.get("/atelier/482719/")
