import pytest
from django_scopes import scope

from maillage.ground.directory.models import Organisation
from maillage.ground.people.access import STEERING
from maillage.ground.search.models import SearchRow, index
from maillage.ground.search.stems import asked, indexed, words
from tests import world

INSIDE = frozenset({"coordinator"})


def titles(question, roles=STEERING):
    return [row.title for row in SearchRow.objects.readable_by(roles).answering(question)]


class TestWords:
    def test_case_accents_elisions_and_ligatures_do_not_count(self):
        assert words("L’Œuvre d'économie, À GUICHEN") == ["oeuvre", "économie", "guichen"]

    def test_words_with_and_without_accents_share_a_stem(self):
        assert set(asked("économies")[0]) & set(asked("economie")[0])

    def test_small_words_are_not_kept(self):
        assert "les" not in indexed("les formations de la vallée").split()


@pytest.fixture
def things(vallees):
    world.make_need("Mutualiser les formations")
    world.make_need("Trouver des locaux", description="Un lieu pour se former et se réunir")
    world.make_event("Formation : lire un budget sans pleurer")
    Organisation.objects.create(name="Café des Possibles", commune="Guichen")


class TestAnswers:
    @pytest.mark.parametrize(
        "question", ["formation", "FORMATIONS", "formations mutualisées", "mutualise form"]
    )
    def test_a_stem_or_a_prefix_finds(self, things, question):
        assert "Mutualiser les formations" in titles(question)

    def test_accents_do_not_count(self, things):
        assert titles("cafe possible") == ["Café des Possibles"]

    def test_every_word_must_be_answered(self, things):
        assert titles("formation plomberie") == []

    def test_or_any_word_when_asked_so(self, things):
        found = SearchRow.objects.answering("plomberie budget", every=False)
        assert [row.title for row in found] == ["Formation : lire un budget sans pleurer"]

    def test_titles_come_before_bodies_and_the_newest_first(self, things):
        world.make_need("Se réunir sans se lasser")
        world.make_need("Réunir les anciens")
        assert titles("réunir") == ["Réunir les anciens", "Se réunir sans se lasser", "Trouver des locaux"]

    @pytest.mark.parametrize(
        "question", ["", "   ", "de la", "'\"*:()&|!", "' OR 1=1 --", "NEAR(", "\x00", "a" * 5000]
    )
    def test_strange_questions_find_nothing_and_break_nothing(self, things, question):
        assert titles(question) == []

    def test_one_query_whatever_the_number_of_rows(self, things, django_assert_num_queries):
        with django_assert_num_queries(1):
            titles("formation")

    def test_kinds_are_counted(self, things):
        assert SearchRow.objects.answering("form").kinds() == {"besoin": 2, "événement": 1}


class TestWhoFinds:
    def test_a_visitor_finds_only_what_is_public(self, things):
        assert titles("formation", roles=frozenset()) == ["Formation : lire un budget sans pleurer"]

    def test_a_sister_pole_finds_nothing_of_ours(self, things, onde):
        with scope(pole=onde):
            assert titles("formation") == []


class TestTheIndexIsTrue:
    def test_a_renamed_row_is_found_by_its_new_name_only(self, things):
        structure = Organisation.objects.get()
        structure.name = "Tiers-lieu du Canut"
        structure.save()
        assert titles("canut") == ["Tiers-lieu du Canut"]
        assert titles("possibles") == []

    def test_a_deleted_row_is_not_found(self, things):
        Organisation.objects.get().delete()
        assert titles("possibles") == []

    def test_a_draft_is_not_found(self, vallees):
        event = world.make_event("Atelier vélo", published=False)
        assert titles("velo") == []
        event.published_at = event.activity.created_at
        event.save()
        assert titles("velo") == ["Atelier vélo"]

    def test_rows_written_in_bulk_are_found_once_indexed(self, vallees):
        rows = Organisation.objects.bulk_create(
            [Organisation(name=f"Ferme {n}", name_key=str(n)) for n in range(3)]
        )
        index(rows)
        assert len(titles("ferme")) == 3
