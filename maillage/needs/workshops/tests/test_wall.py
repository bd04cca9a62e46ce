"""Writing and grouping: what the wall accepts, and what it never does."""

import uuid

import pytest
from django_scopes import scope

from maillage.ground.journal.models import of as journal_of
from maillage.needs.workshops.models import Cluster, Note, Refused, group
from tests import world
from tests.threads import all_at_once


def test_a_note_gets_the_next_number_and_its_authors_name(helps, lou):
    before = helps.board.workshop.current_seq()
    note = helps.write("Un comptable sympa", author=lou)
    workshop = helps.board.workshop
    workshop.refresh_from_db()
    assert workshop.seq == before + 1
    assert (note.author_name, note.position) == ("Lou", workshop.seq)
    assert workshop.changes.get(seq=workshop.seq).target == str(note.uuid)


def test_the_same_key_sent_twice_is_one_note(helps, lou):
    key = uuid.uuid4()
    first = helps.write("Le prêt de salle", author=lou, key=key)
    seq = helps.board.workshop.current_seq()
    assert helps.write("Le prêt de salle", author=lou, key=key) == first
    assert Note.objects.count() == 1
    assert helps.board.workshop.current_seq() == seq


def test_a_late_copy_of_a_removed_note_does_not_come_back(helps, lou):
    key = uuid.uuid4()
    helps.write("Je retire", author=lou, key=key).take_away(by=lou)
    assert helps.write("Je retire", author=lou, key=key) is None
    assert not Note.objects.exists()


def test_a_key_of_somebody_else_is_refused(helps, lou, youenn):
    note = helps.write("À Lou", author=lou)
    with pytest.raises(Refused):
        helps.write("Pris", author=youenn, key=note.uuid)
    note.refresh_from_db()
    assert note.text == "À Lou"


def test_a_key_used_in_the_sister_pole_is_refused_without_saying_more(helps, lou, onde):
    with scope(pole=onde):
        (area,) = world.make_wall(world.make_workshop(), ("Idées", "neutral", ["Ailleurs"]))
        elsewhere = area.notes.get().uuid
    with pytest.raises(Refused, match="Rechargez la page"):
        helps.write("Ici", author=lou, key=elsewhere)


def test_nothing_is_written_before_opening_nor_after_closing(helps, lou, claire):
    workshop = helps.board.workshop
    workshop.close(claire)
    with pytest.raises(Refused, match="terminé"):
        helps.write("Trop tard", author=lou)
    workshop.open(claire)
    assert helps.write("À nouveau", author=lou)
    workshop.refresh_from_db()
    workshop.opened_at = None
    workshop.save()
    with pytest.raises(Refused, match="pas encore ouvert"):
        helps.write("Trop tôt", author=lou)


def test_ones_own_note_is_corrected_until_the_end(helps, lou, claire):
    note = helps.write("Un contable", author=lou)
    note.reword("Un comptable", by=lou)
    helps.board.workshop.close(claire)
    with pytest.raises(Refused):
        note.reword("Trop tard", by=lou)
    note.refresh_from_db()
    assert note.text == "Un comptable"


def test_notes_become_a_group_and_leave_the_one_they_were_in(workshop, weighs, lou, claire):
    a, b, c = (weighs.write(text, author=lou) for text in "abc")
    papers = group(workshop.boards.get(), [a, b], "Seuls face aux papiers", claire)
    time = group(workshop.boards.get(), [b, c], "Le temps qui manque", claire)
    assert [note.text for note in papers.notes.all()] == ["a"]
    assert [note.text for note in time.notes.all()] == ["b", "c"]
    Note.objects.filter(pk=c.pk).ungroup(workshop, claire)
    assert [note.text for note in time.notes.all()] == ["b"]
    assert journal_of(workshop).filter(code="workshop.grouped", actor=claire).count() == 3


def test_a_group_is_renamed_and_dissolved(workshop, weighs, lou, claire):
    note = weighs.write("a", author=lou)
    papers = group(workshop.boards.get(), [note], "Papiers", claire)
    papers.rename("Seuls face aux papiers", claire)
    assert Cluster.objects.get().title == "Seuls face aux papiers"
    papers.dissolve(claire)
    note.refresh_from_db()
    assert note.cluster is None
    assert not Cluster.objects.of(workshop).exists()


def test_notes_of_another_workshop_stay_where_they_are(workshop, claire):
    (area,) = world.make_wall(world.make_workshop("Autre"), ("Idées", "neutral", ["Ailleurs"]))
    cluster = group(workshop.boards.get(), area.notes.all(), "Pris", claire)
    assert not cluster.notes.exists()


@pytest.mark.django_db(transaction=True)
def test_thirty_people_writing_at_once_get_thirty_numbers_in_a_row(on_disk, vallees, workshop, helps):
    people = [workshop.welcome(f"Personne {n}") for n in range(30)]
    before = workshop.current_seq()
    notes = all_at_once(vallees, 30, lambda n: helps.write(f"Idée {n}", author=people[n]))
    assert sorted(note.position for note in notes) == list(range(before + 1, before + 31))
    assert list(workshop.changes.order_by("seq").values_list("seq", flat=True)) == list(range(1, before + 31))


@pytest.mark.django_db(transaction=True)
def test_one_note_resent_by_ten_threads_is_one_note(on_disk, vallees, workshop, helps, lou):
    key = uuid.uuid4()
    notes = all_at_once(vallees, 10, lambda n: helps.write("Une fois", author=lou, key=key))
    assert {note.pk for note in notes} == {Note.objects.get().pk}


def test_a_group_dissolved_meanwhile_takes_no_note(workshop, weighs, lou, claire):
    note = weighs.write("Les fiches de paie", author=lou)
    cluster = world.make_cluster(workshop)
    Cluster.objects.get(pk=cluster.pk).dissolve(claire)
    with pytest.raises(Refused, match="n’existe plus"):
        cluster.add([note], claire)
    assert not Note.objects.exclude(cluster=None).exists()


def test_a_note_removed_meanwhile_is_not_reworded(weighs, lou):
    note = weighs.write("Les fiches de paie", author=lou)
    Note.objects.get(pk=note.pk).take_away(by=lou)
    with pytest.raises(Refused, match="vient d’être retiré"):
        note.reword("Les fiches de paye")
