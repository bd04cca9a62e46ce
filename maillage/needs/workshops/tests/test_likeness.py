"""Suggestions of grouping: said with people's own words, and left to people."""

import pytest

from maillage.needs.workshops.likeness import Said, suggestions


def wall(*texts, area="a"):
    return [Said(str(rank), text, area) for rank, text in enumerate(texts)]


def told(notes, groups=None):
    return [(suggestion.keys, suggestion.why) for suggestion in suggestions(notes, groups)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Mutualiser le matériel", "Du matériel mutualisé", {"matériel", "mutualiser"}),
        ("L’économie du coin", "economie", {"économie"}),
        ("On ne se connaît pas", "Mieux se connaître", {"connaît"}),
        ("Les réunions du soir", "Une réunion le soir", {"réunions", "soir"}),
        ("Manque d’argent", "Pas d'argent", {"argent"}),
        ("Seuls avec nos fiches de paie", "Nos fiches de paie !!", {"fiches", "paie"}),
        ("L’ŒUVRE COLLECTIVE", "une œuvre collective", {"œuvre", "collective"}),
        ("Trop de choses", "trop de choses…", {"trop", "choses"}),
    ],
)
def test_plurals_accents_elisions_and_repeats_are_the_same_words(one, other, why):
    others = ["Le prêt de salle", "Peur du numérique", "Covoiturage", "Un comptable sympa"]
    ((keys, words),) = told(wall(one, other, *others))
    assert keys == ("0", "1")
    assert set(words) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Manque de bénévoles", "Manque d’argent"),  # what is lacking is not the same
        ("Trop de réunions", "Trop de papiers"),
        ("Oui", "le la les"),
        ("à", "de"),
        ("Problème de transport", "Problème de logement"),
        ("Il faut plus de monde", "Il faut plus de salles"),
        ("La paie", "Le pain"),
        ("La commune nous aide", "Un outil commode"),
    ],
)
def test_common_words_alone_bring_nothing_together(one, other):
    assert told(wall(one, other, "Le prêt de matériel", "Une permanence le mardi")) == []


def test_a_rare_word_weighs_more_than_one_that_everybody_writes():
    everybody = [f"Le numérique et {thing}" for thing in ("la peur", "les villages", "la mairie", "l’école")]
    notes = wall(*everybody, "Le numérique et les tablettes cassées", "Des tablettes")
    (first, *_) = told(notes)
    assert first == (("4", "5"), ("tablettes",))


def test_notes_of_two_areas_are_never_proposed_together():
    notes = [Said("a", "Former les bénévoles", "causes"), Said("b", "Former les bénévoles", "solutions")]
    assert told(notes) == []


def test_notes_already_together_are_left_alone():
    notes = [Said("a", "Fiches de paie", "x", "g"), Said("b", "Nos fiches de paie", "x", "g")]
    assert told(notes, {"g": "La paie"}) == []


def test_a_loose_note_is_like_a_group_by_its_title_or_by_its_notes():
    notes = [
        Said("a", "Seuls avec nos fiches de paie", "x", "g"),
        Said("b", "Personne pour nous aider", "x", "g"),
        Said("c", "Les fiches de paie, quelle horreur", "x"),
        Said("d", "Employeur sans le savoir", "x"),
        Said("e", "Le prêt de salle", "x"),
    ]
    found = suggestions(notes, {"g": "Être employeur"})
    assert {(one.keys, one.into, one.why) for one in found} == {
        (("d",), "g", ("employeur",)),
        (("c",), "g", ("fiches", "paie")),
    }


def test_more_than_two_notes_may_say_the_same():
    notes = wall(
        "Mutualiser le matériel entre associations",
        "On pourrait mutualiser du matériel",
        "Matériel mutualisé",
    )
    ((keys, why),) = told(notes)
    assert keys == ("0", "1", "2")
    assert set(why) == {"matériel", "mutualiser"}


def test_a_note_is_proposed_once_and_the_surest_comes_first():
    notes = wall("Prêt de salle", "prêt de salles", "Une salle à Guichen", "Paie", "La paie")
    found = suggestions(notes)
    keys = [key for one in found for key in one.keys]
    assert len(keys) == len(set(keys))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_the_same_wall_gives_the_same_suggestions():
    notes = wall(*[f"{a} {b}" for a in ("salle", "paie", "temps") for b in ("partagée", "perdue", "trouvée")])
    assert suggestions(notes) == suggestions(list(notes))


def test_a_wall_without_words_has_nothing_to_suggest():
    assert suggestions([]) == []
    assert suggestions(wall("", "   ", "…", "!!", "le")) == []
