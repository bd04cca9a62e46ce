"""What the facilitator has at hand beside phases: undo, hidden notes, what looks alike, who is there; and the phone."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from maillage.ground.journal.models import of as journal_of
from maillage.needs.workshops.models import AgendaItem, Board, Note, group, open_poll
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


# --- undo, hide, erase -----------------------------------------------------------------------------------------


def test_undo_names_what_it_takes_back_and_everybody_sees_it_taken_back(
    workshop, board, helps, lou, desk, claire, claire_at_vallees
):
    note = helps.write("Un comptable", author=lou)
    group(board, [note], "Des appuis", claire)
    page = claire_at_vallees.get(desk).text
    assert "Regrouper « Des appuis »" in page
    since, gesture = workshop.current_seq(), workshop.gestures.get()
    claire_at_vallees.post(f"{desk}gestes/{gesture.pid}/annulation/")
    assert "Des appuis" not in told(workshop, PARTICIPANT, since)
    assert "Un comptable" in told(workshop, PARTICIPANT, since), "the note is back in its column"
    again = claire_at_vallees.post(
        f"{desk}gestes/{gesture.pid}/annulation/", headers={"accept": "application/json"}
    )
    assert again.status_code == 409


def test_what_can_be_undone_is_told_at_each_gesture(workshop, board, helps, lou, claire):
    note = helps.write("Un comptable", author=lou)
    since = workshop.current_seq()
    cluster = group(board, [note], "Des appuis", claire)
    pieces = {p["id"]: p["html"] for p in news(workshop.pk, FACILITATOR, since)["pieces"]}
    assert "Regrouper « Des appuis »" in pieces["annuler"]
    since = workshop.current_seq()
    cluster.rename("Des appuis tout près", claire)
    pieces = {p["id"]: p["html"] for p in news(workshop.pk, FACILITATOR, since)["pieces"]}
    assert "Renommer" in pieces["annuler"]


def test_a_note_is_hidden_with_a_reason_leaves_the_room_and_comes_back(
    workshop, helps, lou, desk, claire_at_vallees
):
    note = helps.write("C’est la faute de Marc", author=lou)
    since = workshop.current_seq()
    claire_at_vallees.post(f"{desk}notes/{note.uuid}/masque/", {"because": "Il vise une personne"})
    for audience in (PARTICIPANT, PROJECTOR, READER):
        assert "Marc" not in told(workshop, audience, since)
        assert {"id": f"note-{note.uuid}", "html": ""} in news(workshop.pk, audience, since)["pieces"]
    hidden = {p["id"]: p["html"] for p in news(workshop.pk, FACILITATOR, since)["pieces"]}["masques"]
    assert "C’est la faute de Marc" in hidden and "Il vise une personne" in hidden
    assert journal_of(workshop).filter(code="workshop.note_hidden").exists()
    claire_at_vallees.post(f"{desk}notes/{note.uuid}/retour/")
    assert "Marc" in told(workshop, PARTICIPANT, since)


def test_its_author_no_longer_gets_a_note_that_was_hidden(workshop, secret, lou, claire):
    secret.hide("Il vise une personne", claire)
    assert own_pieces(lou, full_scene(workshop, PARTICIPANT)) == []


def test_only_what_a_person_hid_is_listed_as_hidden(workshop, helps, lou):
    note = helps.write("Amendé depuis", author=lou)
    Note.objects.filter(pk=note.pk).update(
        hidden_at=timezone.now()
    )  # as the plenary replaces one wording by another
    assert full_scene(workshop, FACILITATOR).hidden == []


def test_the_page_of_a_note_does_all_without_script(workshop, helps, weighs, lou, desk, claire_at_vallees):
    note = helps.write("Un contable", author=lou)
    page = claire_at_vallees.get(f"{desk}notes/{note.uuid}/").text
    for words in ("Corriger", "Déplacer", "Masquer", "Effacer pour de bon"):
        assert words in page
    claire_at_vallees.post(f"{desk}notes/{note.uuid}/place/", {"area": weighs.pid})
    claire_at_vallees.post(f"{desk}notes/{note.uuid}/masque/", {"because": ""})
    note.refresh_from_db()
    assert note.area == weighs and note.hidden_at
    assert "Remettre" in claire_at_vallees.get(f"{desk}notes/{note.uuid}/").text
    claire_at_vallees.post(f"{desk}notes/{note.uuid}/retrait/")
    assert not Note.objects.exists()


# --- hands, likeness, people -----------------------------------------------------------------------------------


def test_hands_are_lent_to_the_room_and_taken_back(
    workshop, board, helps, lou, desk, phone_of, claire_at_vallees
):
    note = helps.write("Un comptable", author=lou)
    phone = phone_of("Youenn")
    sent = {"note": str(note.uuid), "title": "Des appuis"}
    room = f"/atelier/{workshop.join_code}/"
    assert "data-pickbar" not in phone.get(room).text
    phone.post(f"{room}groupes/", sent)
    assert not board.clusters.exists()
    claire_at_vallees.post(f"{desk}tableaux/{board.pid}/mains/", {"lent": "1"})
    assert "data-pickbar" in phone.get(room).text
    phone.post(f"{room}groupes/", sent)
    cluster = board.clusters.get()
    assert cluster.title == "Des appuis"
    assert f"{room}groupes/{cluster.pid}/" in phone.get(room).text
    phone.post(f"{room}groupes/{cluster.pid}/", {"title": "Des appuis tout près"})
    cluster.refresh_from_db()
    assert cluster.title == "Des appuis tout près"
    claire_at_vallees.post(f"{desk}tableaux/{board.pid}/mains/", {"lent": "0"})
    assert "data-pickbar" not in phone.get(room).text


def test_only_the_groups_of_its_own_board_are_offered_to_a_note(workshop, board, helps, lou, claire):
    second = workshop.boards.create(title="Par quoi commencer", position=1)
    group(board, [helps.write("Un comptable", author=lou)], "Des appuis", claire)
    group(second, (), "Une proposition", claire)
    pieces = {p["id"]: p["html"] for p in news(workshop.pk, FACILITATOR, -1)["pieces"]}
    first_bar, second_bar = (
        pieces["mur"].partition(f'id="regrouper-{b.pid}"')[2].partition("</form>")[0] for b in (board, second)
    )
    assert "Des appuis" in first_bar and "Une proposition" not in first_bar
    assert "Une proposition" in second_bar and "Des appuis" not in second_bar


def test_notes_go_to_another_column_together_and_come_back_together(
    workshop, helps, weighs, lou, claire_at_vallees, desk, claire
):
    notes = [weighs.write(text, author=lou) for text in "ab"]
    sent = {"note": [str(note.uuid) for note in notes], "into": f"colonne:{helps.pid}"}
    claire_at_vallees.post(f"{desk}groupes/", sent)
    assert helps.notes.count() == 2
    gesture = workshop.gestures.get()
    assert gesture.label == "Déplacer 2 post-it"
    gesture.undo(claire)
    assert weighs.notes.count() == 2


def test_a_note_does_not_leave_its_board(workshop, helps, lou, claire_at_vallees, desk):
    elsewhere = workshop.boards.create(title="Ailleurs").areas.create(title="Là-bas")
    note = helps.write("Ici", author=lou)
    for into in (f"colonne:{elsewhere.pid}", "colonne:nulle-part"):
        sent = {"note": str(note.uuid), "into": into}
        answer = claire_at_vallees.post(f"{desk}groupes/", sent, headers={"accept": "application/json"})
        assert answer.status_code in (409, 422)
    note.refresh_from_db()
    assert note.area == helps


def test_what_looks_alike_is_proposed_with_its_words_and_groups_nothing(
    workshop, board, weighs, lou, desk, claire_at_vallees
):
    for text in ("Mutualiser le matériel", "Mutualiser du matériel entre assos", "Les horaires du soir"):
        weighs.write(text, author=lou)
    url = f"{desk}tableaux/{board.pid}/ressemblances/"
    page, panel = (
        claire_at_vallees.get(url).text,
        claire_at_vallees.get(url, headers={"hx-request": "true"}).text,
    )
    for text in (page, panel):
        assert "2 post-it se ressemblent" in text and "matériel" in text
        assert "Les horaires du soir" not in text
    assert "<html" in page and "<html" not in panel
    assert not board.clusters.exists()


def test_the_side_says_who_is_there_now(workshop, lou, youenn, desk, claire_at_vallees):
    workshop.participants.filter(pk=lou.pk).update(seen_at=timezone.now())
    workshop.participants.filter(pk=youenn.pk).update(seen_at=timezone.now() - dt.timedelta(minutes=5))
    side = claire_at_vallees.get(f"{desk}gens/").text
    assert "<b data-here>1</b>" in side
    assert side.count("(en ligne)") == 1


# --- on the phone ----------------------------------------------------------------------------------------------


def test_one_person_writes_for_another(workshop, helps, phone_of):
    phone_of("Lou").post(
        f"/atelier/{workshop.join_code}/notes/",
        {"area": helps.pid, "text": "Dit à voix haute", "author_name": "Soizic"},
    )
    note = Note.objects.get()
    assert (note.author.name, note.author_name) == ("Lou", "Soizic")


def test_a_board_closed_under_ones_fingers_gives_the_text_back(workshop, board, helps, phone_of, claire):
    phone = phone_of("Lou")
    board.set_phase(P.GROUPING, claire)
    page = phone.post(
        f"/atelier/{workshop.join_code}/notes/", {"area": helps.pid, "text": "Presque fini d’écr"}
    )
    assert page.status_code == 409
    assert "Presque fini d’écr" in page.text and "Votre texte est gardé" in page.text


def test_each_moment_says_what_to_do_now(workshop, board, phone_of, claire):
    phone, room = phone_of("Lou"), f"/atelier/{workshop.join_code}/"
    board.set_phase(P.SOON, claire)
    assert "Bienvenue" in phone.get(room).text
    board.set_phase(P.HIDDEN, claire)
    assert "Vos post-it ne sont vus que de vous" in phone.get(room).text
    world.make_cluster(workshop, "Papiers")
    open_poll(board, claire)
    assert "À vous de voter" in phone.get(room).text
    AgendaItem.objects.create(workshop=workshop, title="Pause", kind="break", position=9).start(claire)
    Board.objects.get().set_phase(P.CLOSED, claire)
    assert "C’est la pause" in phone.get(room).text
    workshop.close(claire)
    assert "Merci" in phone.get(room).text
