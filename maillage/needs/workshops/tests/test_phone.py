"""Joining without an account, and everything a participant may not do, asked by hand-made requests."""

import uuid

import pytest
from django_scopes import scope

from maillage.needs.workshops import codes
from maillage.needs.workshops.models import Cluster, Note, Participant, Workshop, open_poll
from tests import world

JSON = {"HTTP_ACCEPT": "application/json"}


def write(phone, area, text="Une idée", **fields):
    data = {"uuid": str(uuid.uuid4()), "area": area.pid, "text": text, **fields}
    return phone.post("/atelier/482719/notes/", data, **JSON)


@pytest.mark.parametrize("typed", ["482-719", "482719", " 482 719 ", "482.719"])
def test_the_code_is_read_however_it_is_typed(workshop, at_vallees, typed):
    answer = at_vallees.post("/atelier/", {"code": typed})
    assert answer.url == "/atelier/482719/"


def test_no_cookie_before_joining_one_after(workshop, at_vallees):
    at_vallees.get("/atelier/")
    at_vallees.post("/atelier/", {"code": "482719"})
    at_vallees.get("/atelier/482719/")
    assert not at_vallees.cookies
    at_vallees.post("/atelier/482719/", {"name": "Lou"})
    cookie = at_vallees.cookies["atelier-482719"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/atelier/", True, "Lax")


def test_the_same_phone_comes_back_as_the_same_person(workshop, phone_of):
    phone = phone_of("Lou")
    assert "Lou" in phone.get("/atelier/482719/").content.decode()
    phone.post("/atelier/482719/", {"name": "Lou encore"})
    assert Participant.objects.get().name == "Lou"


def test_a_forged_cookie_is_nobody(workshop, lou, at_vallees):
    at_vallees.cookies["atelier-482719"] = lou.token
    assert "Votre prénom" in at_vallees.get("/atelier/482719/").content.decode()


def test_a_person_read_from_minutes_has_no_way_in(workshop, at_vallees):
    world.make_participant(workshop, "Aïcha")
    at_vallees.cookies["atelier-482719"] = ""
    assert at_vallees.post("/atelier/482719/notes/", {}, **JSON).status_code == 404


def test_a_known_structure_is_linked_and_another_kept_as_typed(workshop, vallees):
    from maillage.ground.directory.models import Organisation

    known = Organisation.objects.create(name="La Recyclerie")
    assert workshop.welcome("Lou", "la recyclerie").organisation == known
    typed = workshop.welcome("Youenn", "Le Garage")
    assert (typed.organisation, typed.organisation_name) == (None, "Le Garage")
    assert Organisation.objects.count() == 1


def test_a_wrong_code_says_so_and_keeps_what_was_typed(workshop, at_vallees):
    answer = at_vallees.post("/atelier/", {"code": "111-111"})
    assert answer.status_code == 422
    assert "n’ouvre aucun atelier" in answer.content.decode()
    assert 'value="111-111"' in answer.content.decode()


def test_an_address_typed_with_the_code_as_it_is_shown_leads_there(workshop, at_vallees):
    code = workshop.join_code
    answer = at_vallees.get(f"/atelier/{code[:3]}-{code[3:]}/")
    assert (answer.status_code, answer.url) == (302, f"/atelier/{code}/")


def test_codes_of_the_sister_pole_and_of_minutes_open_nothing(workshop, onde, at_vallees):
    with scope(pole=onde):
        world.make_workshop(join_code="333333", opened_at=workshop.opened_at)
    from maillage.needs.workshops.models import Source

    world.make_workshop("Lu", source=Source.objects.create(name="a.txt", digest="d"), join_code="444444")
    pages = [at_vallees.get(f"/atelier/{code}/") for code in ("333333", "444444", "999999")]
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert (
        len(
            {
                page.content.decode().replace(code, "")
                for page, code in zip(pages, ("333333", "444444", "999999"), strict=True)
            }
        )
        == 1
    )


def test_forty_people_mistyping_are_not_locked_out_but_a_machine_is(workshop, at_vallees, phone_of):
    inside = phone_of("Lou")
    for n in range(80):
        at_vallees.post("/atelier/", {"code": f"1{n:05}"})
    assert at_vallees.post("/atelier/", {"code": "482719"}).status_code == 302
    for n in range(codes.WRONG_CODES):
        at_vallees.post("/atelier/", {"code": f"2{n:05}"})
    assert "Attendez quelques minutes" in at_vallees.post("/atelier/", {"code": "482719"}).content.decode()
    assert at_vallees.get("/atelier/482719/").status_code == 404
    assert inside.get("/atelier/482719/").status_code == 200, "a phone that joined is never in the queue"


def test_a_note_is_acknowledged_with_its_number(workshop, helps, phone_of):
    answer = write(phone_of("Lou"), helps)
    workshop.refresh_from_db()
    assert answer.json() == {"seq": workshop.seq}
    assert Note.objects.get().author_name == "Lou"


def test_without_script_a_note_is_written_and_the_page_comes_back(workshop, helps, phone_of):
    answer = phone_of("Lou").post("/atelier/482719/notes/", {"area": helps.pid, "text": "Sans script"})
    assert (answer.status_code, answer.url) == (302, "/atelier/482719/")
    assert Note.objects.get().text == "Sans script"


def test_a_closed_workshop_refuses_and_leaves_the_text_on_the_page(workshop, helps, phone_of, claire):
    phone = phone_of("Lou")
    workshop.close(claire)
    assert write(phone, helps).status_code == 409
    page = phone.post("/atelier/482719/notes/", {"area": helps.pid, "text": "Mon idée tardive"})
    assert page.status_code == 409
    assert "Mon idée tardive" in page.content.decode()
    assert "toujours là" in page.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_an_empty_or_endless_note_is_refused(workshop, helps, phone_of, text):
    assert write(phone_of("Lou"), helps, text).status_code == 422
    assert not Note.objects.exists()


def test_an_area_of_another_workshop_is_refused(workshop, phone_of):
    (area,) = world.make_wall(world.make_workshop("Autre"), ("Idées", "neutral", []))
    assert write(phone_of("Lou"), area).status_code == 422


def test_own_notes_only_may_be_corrected_or_removed(workshop, helps, phone_of):
    lou, youenn = phone_of("Lou"), phone_of("Youenn")
    write(lou, helps, "À Lou")
    note = Note.objects.get()
    where = f"/atelier/482719/notes/{note.uuid}/"
    assert [youenn.get(where).status_code, youenn.post(where, {"text": "Pris"}).status_code] == [404, 404]
    assert youenn.post(f"{where}retrait/").status_code == 404
    assert lou.post(where, {"text": "Toujours à Lou"}).status_code == 302
    note.refresh_from_db()
    assert note.text == "Toujours à Lou"
    lou.post(f"{where}retrait/")
    assert not Note.objects.exists()


def test_a_participant_touches_neither_layout_nor_groups_nor_votes_of_the_facilitator(
    workshop, helps, phone_of
):
    phone = phone_of("Lou")
    write(phone, helps)
    cluster, note = world.make_cluster(workshop), Note.objects.get()
    base = f"/espace/ateliers/{workshop.pid}/"
    doors = [
        "",
        "modifier/",
        "projection/",
        "flux/",
        "ouverture/",
        "cloture/",
        f"tableaux/{cluster.board.pid}/phase/",
        f"tableaux/{cluster.board.pid}/votes/",
        f"tableaux/{cluster.board.pid}/votes/cloture/",
        f"tableaux/{cluster.board.pid}/propositions/",
        "groupes/",
    ]
    doors += [f"groupes/{cluster.pid}/", f"groupes/{cluster.pid}/dissolution/", "notes/"]
    doors += [f"notes/{note.uuid}/{act}" for act in ("", "retrait/", "masque/", "retour/", "place/", "lien/")]
    for door in doors:
        answer = phone.post(
            base + door, {"note": str(note.uuid), "title": "Forgé", "budget": 3, "text": "Forgé"}
        )
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/connexion/"), door
    assert Cluster.objects.get().title != "Forgé"
    assert Note.objects.get().cluster is None
    assert Workshop.objects.get().live


@pytest.mark.parametrize("count", ["-1", "4", "beaucoup", "9999999", ""])
def test_a_forged_vote_changes_nothing(workshop, phone_of, claire, count):
    phone, cluster = phone_of("Lou"), world.make_cluster(workshop)
    poll = open_poll(workshop.boards.get(), claire, budget=3)
    answer = phone.post("/atelier/482719/voix/", {"cluster": cluster.pid, "count": count}, **JSON)
    assert answer.status_code in (409, 422)
    assert answer.json()["error"]
    assert not poll.dots.exists()


def test_a_vote_is_placed_and_refused_once_closed(workshop, phone_of, claire):
    phone, cluster = phone_of("Lou"), world.make_cluster(workshop)
    poll = open_poll(workshop.boards.get(), claire, budget=3)
    vote = {"cluster": cluster.pid, "count": "3"}
    assert phone.post("/atelier/482719/voix/", vote, **JSON).status_code == 200
    poll.close(claire)
    assert "est gardé" in phone.post("/atelier/482719/voix/", vote, **JSON).json()["error"]


def test_the_phone_never_sees_addresses_tokens_or_names_of_authors(workshop, helps, phone_of):
    phone = phone_of("Lou")
    sheet = world.make_participant(workshop, "Aïcha", email="aicha@example.org", phone="+33600000018")
    helps.write("Écrit par Aïcha", author=sheet)
    page = phone.get("/atelier/482719/").content.decode()
    assert "Écrit par Aïcha" in page
    tokens = [token for token in Participant.objects.values_list("token", flat=True) if token]
    for secret in ("aicha@example.org", "+33600000018", sheet.pid, "note__author", *tokens):
        assert secret not in page


def test_the_board_costs_the_same_with_two_notes_or_eighty(
    workshop, helps, phone_of, django_assert_max_num_queries
):
    phone = phone_of("Lou")
    for n in range(80):
        note = helps.notes.create(text=f"Idée {n}", position=n)
        if n % 4 == 0:
            world.make_cluster(workshop, f"Groupe {n}", [note])
    with django_assert_max_num_queries(12):
        phone.get("/atelier/482719/")
