"""Sections of minutes, without a database: the contract both ways, what arrives, what two hands wrote, who reads what."""

import pytest

from maillage.needs.minutes import audiences
from maillage.needs.minutes.arrivals import arrived, with_arrivals
from maillage.needs.minutes.merging import merged, merged_text
from maillage.needs.minutes.parts import complete, digest, from_json, ids_of, parts_of, reading_of
from maillage.needs.minutes.reader import Area, Board, Note, Reading
from maillage.needs.minutes.tests.told import told, workshop


def part(parts, key):
    return next(part for part in parts if part.key == key)


def wall(*notes, groups=()):
    """A board of one column: notes as (id, text) or (id, text, group)."""
    rows = [{"id": n[0], "text": n[1], "author": "", "group": n[2] if len(n) > 2 else ""} for n in notes]
    area = {"title": "Ce qui pèse", "sentiment": "unfavourable", "notes": rows}
    return {"id": "b", "title": "Le mur", "kind": "columns", "areas": [area], "groups": list(groups)}


def texts(board):
    return [note["text"] for area in board["areas"] for note in area["notes"]]


def test_a_rich_reading_goes_through_sections_unharmed():
    assert told(reading_of(parts_of(workshop()))) == told(workshop())


def test_an_empty_reading_has_every_section_and_says_nothing():
    parts = complete([])
    assert [part.key for part in parts][:3] == ["head", "decisions", "actions"]
    assert [part.key for part in parts if not part.says_nothing] == ["head"]
    assert reading_of(parts) == Reading()


def test_the_digest_knows_words_and_not_the_order_of_keys():
    parts = parts_of(workshop())
    again = from_json([{"data": dict(reversed(part.data.items())), "key": part.key} for part in parts])
    assert digest(parts) == digest(again)
    assert digest(parts) != digest(parts[1:])


def test_what_came_since_is_told_and_added_and_nothing_else_moves():
    mine = wall(("1", "Seuls avec nos fiches de paie"), ("2", "Trop de papiers, dit par tous"))
    known = ids_of(mine) | {"3"}  # the third was taken out by hand
    fresh = wall(
        ("1", "Seuls", "g"), ("2", "Trop de papiers"), ("3", "Hors sujet"), ("4", "Le soir"),
        groups=[{"id": "g", "title": "Seuls"}],
    )  # fmt: skip
    assert arrived("board:b", fresh, known) == "1\u00a0post-it et 1\u00a0groupe"
    after = with_arrivals(mine, fresh, known)
    assert texts(after) == ["Seuls avec nos fiches de paie", "Trop de papiers, dit par tous", "Le soir"]
    assert after["areas"][0]["notes"][0]["group"] == "g"
    assert arrived("board:b", fresh, known | ids_of(fresh)) == ""


def test_rows_that_came_since_go_to_the_end():
    mine = {"rows": [{"id": "a", "text": "Écrit à la main"}]}
    fresh = {"rows": [{"id": "z", "text": "Nouvelle"}, {"id": "a", "text": "Autre"}]}
    assert arrived("actions", fresh, {"a"}) == "1\u00a0action"
    assert [row["text"] for row in with_arrivals(mine, fresh, {"a"})["rows"]] == [
        "Écrit à la main",
        "Nouvelle",
    ]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        ("", "Claire a dit", "Malo a dit", "Claire a dit\nMalo a dit"),
        ("un\ndeux\ntrois", "un\nDEUX\ntrois", "un\ndeux\ntrois\nquatre", "un\nDEUX\ntrois\nquatre"),
        ("un\ndeux\ntrois", "un\ntrois", "un\ndeux\nTROIS", "un\ntrois\nTROIS"),
        ("un\ndeux", "un\ndeux", "deux", "deux"),
        ("un", "un bis", "un ter", "un bis\nun ter"),
        ("un", "pareil", "pareil", "pareil"),
    ],
)
def test_two_texts_become_one_and_no_ones_words_are_lost(base, theirs, mine, both):
    assert merged_text(base, theirs, mine) == both


def test_two_hands_on_the_same_rows():
    base = [{"id": "1", "text": "Appeler", "owner": ""}, {"id": "2", "text": "Écrire", "owner": ""}]
    theirs = [
        {"id": "1", "text": "Appeler la mairie", "owner": ""},
        {"id": "3", "text": "Louer", "owner": "Lou"},
    ]
    mine = [
        {"id": "1", "text": "Appeler", "owner": "Malo"},
        {"id": "2", "text": "Écrire", "owner": ""},
        {"id": "4", "text": "Relire", "owner": ""},
    ]
    rows = merged({"rows": base}, {"rows": theirs}, {"rows": mine})["rows"]
    assert rows == [
        {"id": "1", "text": "Appeler la mairie", "owner": "Malo"},
        {"id": "3", "text": "Louer", "owner": "Lou"},
        {"id": "4", "text": "Relire", "owner": ""},
    ]


def test_what_both_changed_is_kept_twice_and_a_date_once():
    base, theirs, mine = (
        {"rows": [{"id": "1", "text": text, "due": due}]}
        for text, due in (("Appeler", None), ("Écrire", "2026-10-01"), ("Aller voir", "2026-11-01"))
    )
    assert merged(base, theirs, mine)["rows"] == [
        {"id": "1", "text": "Écrire / Aller voir", "due": "2026-10-01"}
    ]


def test_two_hands_on_the_same_wall():
    base = wall(("1", "Seuls"), ("2", "Le soir"))
    theirs, mine = wall(("1", "Seuls, le soir"), ("2", "Le soir")), wall(("1", "Seuls"), ("5", "Ajouté"))
    assert texts(merged(base, theirs, mine)) == ["Seuls, le soir", "Ajouté"]


def with_blason():
    reading = workshop()
    blason = Board(
        "Nos blasons", "sheets", [Area("Mon rêve", notes=[Note("Un marché chaque soir", "Malo Kervadec")])]
    )
    reading.boards.append(blason)
    return reading


def people(parts):
    return part(parts, "people")


def test_the_room_reads_names_without_addresses_and_notes_unsigned():
    room = audiences.for_the_room(parts_of(with_blason()))
    reading = reading_of(room)
    assert reading.participants[0].name == "Malo Kervadec"
    assert {(person.email, person.phone) for person in reading.participants} == {("", "")}
    signed = {
        (board.kind, bool(note.author))
        for board in reading.boards
        for area in board.areas
        for note in area.notes
    }
    assert ("columns", True) not in signed
    assert ("sheets", True) in signed


def test_the_public_reads_how_many_came_and_no_name():
    parts = parts_of(with_blason())
    public = audiences.for_the_public(parts, held_back=audiences.usually_held_back(parts))
    said = str(reading_of(public).to_dict())
    for person in workshop().participants:
        assert person.name not in said
        assert not person.email or person.email not in said
    assert people(public).data["count"] == 3
    assert "Les Ateliers du Lin" in people(public).data["organisations"]
    assert "Département" not in people(public).data["organisations"]  # was absent
    assert reading_of(public).summary.startswith("3\u00a0personnes étaient là, de ")
    assert {board.kind for board in reading_of(public).boards} == {b.kind for b in workshop().boards} - {
        "sheets"
    }


def test_owners_of_actions_are_named_to_the_public_only_when_chosen():
    parts = parts_of(workshop())
    owners = {action.owner for action in workshop().actions if action.owner}
    assert owners
    for chosen in (True, False):
        found = reading_of(audiences.for_the_public(parts, owners=chosen))
        assert {action.owner for action in found.actions if action.owner} == (owners if chosen else set())


def test_words_that_never_change_hold_no_address_and_find_todays_again():
    parts = parts_of(workshop())
    bare = audiences.without_contacts(parts)
    assert "@" not in str(people(bare).data)
    assert people(audiences.with_contacts(bare, people(parts).rows)).data == people(parts).data


def test_two_boards_or_two_notes_of_one_name_stay_two():
    notes = [Note("Un", id="n"), Note("Deux", id="n")]
    boards = [
        Board("A", id="x", areas=[Area("", notes=notes)]),
        Board("B", id="x"),
        Board("C", id="un / deux" * 9),
    ]
    parts = [part for part in parts_of(Reading(boards=boards)) if part.kind.shape == "board"]
    assert [part.title for part in parts] == ["A", "B", "C"]
    assert all(len(part.key) <= 40 and "/" not in part.key for part in parts)
    assert len(ids_of(parts[0].data)) == 2
