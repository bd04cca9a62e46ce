"""Following: what is told, to whom, in what order, and what it costs. How it travels is in test_line.py."""

import json

from maillage.needs.workshops.models import Change, group, open_poll
from maillage.needs.workshops.pieces import FACILITATOR, MOST_CHANGES, PARTICIPANT, PROJECTOR, news
from tests import world


def ids(told):
    return {piece["id"]: piece for piece in told["pieces"]}


def test_what_came_since_is_told_once_each_and_nothing_else(workshop, helps, lou):
    helps.write("Avant", author=lou)
    since = workshop.current_seq()
    note = helps.write("Après", author=lou)
    note.reword("Après, corrigé", by=lou)
    told = news(workshop.pk, PARTICIPANT, since)
    assert told["seq"] == workshop.current_seq()
    (piece,) = told["pieces"]
    assert (piece["id"], piece["home"]) == (f"note-{note.uuid}", f"colonne-{helps.pid}")
    assert "Après, corrigé" in piece["html"]


def test_a_removed_note_is_told_as_gone(workshop, helps, lou):
    note = helps.write("Retiré", author=lou)
    since = workshop.current_seq()
    note.take_away(by=lou)
    assert news(workshop.pk, PARTICIPANT, since)["pieces"] == [{"id": f"note-{note.uuid}", "html": ""}]


def test_grouping_tells_the_group_then_its_notes_in_it(workshop, helps, lou, claire):
    note = helps.write("a", author=lou)
    since = workshop.current_seq()
    cluster = group(workshop.boards.get(), [note], "Papiers", claire)
    told = news(workshop.pk, PARTICIPANT, since)["pieces"]
    assert [piece["id"] for piece in told] == [f"groupe-{cluster.pid}", f"note-{note.uuid}"]
    assert told[1]["home"] == f"groupe-{cluster.pid}-notes"


def test_too_far_behind_gets_the_whole_wall(workshop, helps, lou):
    for n in range(MOST_CHANGES + 1):
        helps.write(f"Idée {n}", author=lou)
    told = news(workshop.pk, PARTICIPANT, 1)
    assert list(ids(told)) == ["etat", "mon-groupe", "en-commun", "mur", "ou-coller"]
    assert "Idée 42" in ids(told)["mur"]["html"]


def test_votes_come_to_the_facilitator_and_not_to_the_room(workshop, lou, claire):
    cluster = world.make_cluster(workshop, "Papiers")
    poll = open_poll(workshop.boards.get(), claire, budget=3)
    since = workshop.current_seq()
    poll.place(lou, cluster, 2)
    assert "2\xa0voix" in ids(news(workshop.pk, FACILITATOR, since))[f"groupe-{cluster.pid}"]["html"]
    for audience in (PARTICIPANT, PROJECTOR):
        told = json.dumps(news(workshop.pk, audience, since))
        assert "voix" not in told
    poll.close(claire)
    assert "2\xa0voix" in ids(news(workshop.pk, PARTICIPANT, since))["mur"]["html"]


def test_the_room_is_told_no_name_no_address_no_token(workshop, helps, claire):
    sheet = world.make_participant(
        workshop, "Aïcha Benali", email="aicha@example.org", phone="+33600000018", token="jeton"
    )
    note = helps.write("Écrit", author=sheet)
    group(workshop.boards.get(), [note], "Papiers", claire)
    for audience in (PARTICIPANT, PROJECTOR):
        told = json.dumps(news(workshop.pk, audience, -1)) + json.dumps(news(workshop.pk, audience, 1))
        for secret in ("Aïcha", "A\\u00efcha", "aicha@", "+336", "jeton", sheet.pid):
            assert secret not in told


def test_news_cost_the_same_for_two_notes_or_fifty(
    workshop, helps, lou, claire, django_assert_max_num_queries
):
    notes = [helps.write(f"Idée {n}", author=lou) for n in range(50)]
    since = workshop.current_seq()
    for note in notes:
        note.reword("Corrigé", by=lou)
    group(workshop.boards.get(), notes[:20], "Papiers", claire)
    with django_assert_max_num_queries(10):
        told = ids(news(workshop.pk, FACILITATOR, since))
    assert len(told) == 53
    assert {"annuler", "masques"} < set(told), "what can be taken back, and what is hidden, come along"


def test_changes_are_numbered_without_a_hole(workshop, helps, lou, claire):
    helps.write("a", author=lou)
    group(workshop.boards.get(), [], "Vide", claire)
    workshop.close(claire)
    assert list(Change.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, workshop.current_seq() + 1)
    )
