import pytest

from maillage.flows.accept_minutes.corrections import Unclear, causes, corrected, lookalikes, strangers, typed


def person(name, **more):
    return {
        "name": name,
        "organisation": "",
        "role": "",
        "email": "",
        "phone": "",
        "status": "present",
    } | more


@pytest.fixture
def reading():
    return {
        "title": "Atelier", "date": "2026-06-18", "place": "", "agenda": [], "actions": [], "follow_ups": [],
        "participants": [person("Clarisse Nau", email="clarisse@example.org"), person("Gaspard Roumi"), person("Clara", phone="+33600000001")],
        "boards": [{"title": "Mur", "kind": "columns", "areas": [
            {"title": "Pour", "sentiment": "favourable", "notes": [{"text": "On se connaît", "author": "Clara", "line": 4}]},
            {"title": "Contre", "sentiment": "unfavourable", "notes": [{"text": "Trop loin", "author": "", "line": 6}, {"text": "Trop tard", "author": "", "line": 7}]},
        ]}],
        "needs": [{"text": "Un lieu", "audience": "", "line": 9}],
        "solutions": [
            {"text": "Ouvrir le samedi", "cause": "Horaires", "line": 12},
            {"text": "Un coup de fil", "cause": "Vocabulaire", "line": 14},
            {"text": "Des mots simples", "cause": "Rappels", "line": 15},
        ],
        "unread": [{"line": 20, "text": "Merci à Lila pour le gâteau"}],
    }  # fmt: skip


class TestTyping:
    def test_what_was_typed_replaces_what_was_read(self, reading):
        changed = typed(
            reading,
            {"title": "  Atelier   du 18 ", "boards.0.areas.1.notes.0.text": "C’est trop loin", "date": ""},
        )
        assert changed["title"] == "Atelier du 18"
        assert changed["boards"][0]["areas"][1]["notes"][0]["text"] == "C’est trop loin"
        assert changed["date"] is None
        assert reading["title"] == "Atelier", "the reading given is left alone"

    @pytest.mark.parametrize(
        "name", ["csrfmiddlewaretoken", "needs.0.line", "unread.0.text", "__class__", "needs.x.text"]
    )
    def test_other_names_are_ignored(self, reading, name):
        assert typed(reading, {name: "9"}) == reading

    def test_a_field_of_an_item_that_is_gone_is_refused(self, reading):
        with pytest.raises(Unclear):
            typed(reading, {"needs.7.text": "Un lieu"})


class TestPeople:
    def test_two_rows_that_may_be_one_person_are_noticed(self, reading):
        assert lookalikes(reading) == [(0, 2)]

    def test_an_initial_may_be_the_whole_name(self, reading):
        reading["participants"] = [person("E. Le Bihan"), person("Enora Le Bihan"), person("Malo Le Bihan")]
        assert lookalikes(reading) == [(0, 1)]

    def test_merging_keeps_what_either_row_knew_and_the_words_of_both(self, reading):
        merged = corrected(reading, "merge:participants.0:participants.2")
        assert [p["name"] for p in merged["participants"]] == ["Clarisse Nau", "Gaspard Roumi"]
        assert merged["participants"][0]["phone"] == "+33600000001"
        assert merged["boards"][0]["areas"][0]["notes"][0]["author"] == "Clarisse Nau"

    def test_a_present_person_stays_present(self, reading):
        reading["participants"][0]["status"] = "excused"
        assert (
            corrected(reading, "merge:participants.0:participants.2")["participants"][0]["status"]
            == "present"
        )

    def test_a_voice_that_is_nobody_on_the_list_can_be_named(self, reading):
        del reading["participants"][2]
        assert strangers(reading) == ["Clara"]
        assert strangers(corrected(reading, "author:Clara:Clarisse Nau")) == []


class TestGroups:
    def test_two_causes_exchange_their_solutions(self, reading):
        assert causes(reading) == ["Horaires", "Vocabulaire", "Rappels"]
        swapped = corrected(reading, "swap:solutions:1:2")
        assert [(s["text"], s["cause"]) for s in swapped["solutions"][1:]] == [
            ("Un coup de fil", "Rappels"),
            ("Des mots simples", "Vocabulaire"),
        ]

    def test_two_areas_exchange_their_notes(self, reading):
        areas = corrected(reading, "swap:areas:boards.0.areas.0:boards.0.areas.1")["boards"][0]["areas"]
        assert [len(area["notes"]) for area in areas] == [2, 1]

    def test_a_note_moves_to_another_area(self, reading):
        areas = corrected(reading, "move:boards.0.areas.1.notes.0:boards.0.areas.0")["boards"][0]["areas"]
        assert [note["text"] for note in areas[0]["notes"]] == ["On se connaît", "Trop loin"]
        assert [note["text"] for note in areas[1]["notes"]] == ["Trop tard"]


class TestNothingIsLost:
    def test_a_removed_item_stays_among_the_lines_set_aside(self, reading):
        aside = corrected(reading, "remove:needs.0")
        assert aside["needs"] == []
        assert aside["unread"][0] == {"line": 9, "text": "Un lieu"}

    def test_a_line_set_aside_becomes_what_someone_says_it_is(self, reading):
        kept = corrected(reading, "keep:follow_ups:unread.0")
        assert kept["follow_ups"] == [{"text": "Merci à Lila pour le gâteau", "line": 20}]
        assert kept["unread"] == []

    def test_a_note_can_be_a_need(self, reading):
        kept = corrected(reading, "keep:needs:boards.0.areas.1.notes.1")
        assert [need["text"] for need in kept["needs"]] == ["Trop tard", "Un lieu"]

    @pytest.mark.parametrize(
        "correction",
        ["", "remove", "remove:", "remove:needs.9", "remove:title", "merge:participants.0:participants.0", "merge:needs.0:participants.0",
         "swap:solutions:0:9", "keep:secrets:unread.0", "keep:needs:unread.x", "explode:needs.0", "move:needs.0:nowhere"],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused_and_changes_nothing(self, reading, correction):
        before = str(reading)
        with pytest.raises(Unclear):
            corrected(reading, correction)
        assert str(reading) == before


@pytest.mark.parametrize("forged", ["remove:title.0", "move:needs.0:boards.0.areas.0", "remove:needs.-1"])
def test_a_forged_correction_is_unclear(reading, forged):
    with pytest.raises(Unclear):
        corrected(reading, forged)
