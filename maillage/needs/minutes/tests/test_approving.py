"""From the text to an edition: frozen once, corrected in the next one, carried into the chain, out in every format."""

import json

import pytest
from django.urls import reverse

from maillage.ground.journal.models import of
from maillage.ground.search.models import SearchRow
from maillage.needs.catalogue.models import Need
from maillage.needs.minutes.files import NAMES
from maillage.needs.minutes.models import Approved, Changed, Edition, Frozen, Minutes
from maillage.needs.minutes.parts import digest, reading_of
from maillage.needs.minutes.reader import read_minutes
from maillage.needs.workshops.models import Takeaway
from tests import world

pytestmark = pytest.mark.django_db


def url(minutes, name, *args):
    return reverse(f"minutes:{name}", args=[minutes.workshop.pid, *args])


def write(minutes, key, data, by):
    written = minutes.written_section(key)
    return written.write(data, written.version, by)


def seen(minutes):
    return digest([written.part for written in minutes.written()])


def test_approving_freezes_what_was_read(minutes, claire, approve):
    edition = approve(minutes)
    assert (edition.number, edition.approved_by, minutes.approved_by) == (1, claire, claire)
    assert edition.digest == digest(edition.read())
    with pytest.raises(Approved):
        write(minutes, "summary", {"text": "Trop tard"}, claire)
    minutes.workshop.open(claire)
    minutes.workshop.boards.first().areas.first().write("Après coup")
    assert "Après coup" not in str(minutes.edition.parts)
    assert [entry.code for entry in of(minutes)] == ["minutes.approved", "minutes.drafted"]


def test_nobody_approves_what_they_did_not_read(minutes, claire):
    before = seen(minutes)
    write(minutes, "summary", {"text": "Écrit pendant la relecture"}, claire)
    with pytest.raises(Changed):
        minutes.approve(claire, before)
    assert not Edition.objects.exists()


def test_an_edition_is_neither_edited_nor_erased(minutes, approve):
    edition = approve(minutes)
    edition.remark = "Retouchée"
    with pytest.raises(Frozen):
        edition.save()
    with pytest.raises(Frozen):
        Edition.objects.update(remark="Retouchée")
    with pytest.raises(Frozen):
        edition.delete()


def test_an_edition_holds_no_address_and_the_teams_export_finds_todays(claire_at_vallees, minutes, approve):
    edition = approve(minutes)
    assert "lou@example.org" not in json.dumps(edition.parts)
    people = json.loads(claire_at_vallees.get(url(minutes, "file", "json")).content)["participants"]
    assert people[0]["email"] == "lou@example.org"


def test_a_correction_is_the_next_edition_and_the_first_stays(claire_at_vallees, minutes, approve, claire):
    first = approve(minutes)
    claire_at_vallees.post(url(minutes, "correction"))
    minutes.refresh_from_db()
    write(minutes, "summary", {"text": "Corrigé"}, claire)
    assert minutes.edition == first, "what people read until the next one"
    page = claire_at_vallees.get(url(minutes, "approval"))
    token = page.context["seen"]
    answer = claire_at_vallees.post(url(minutes, "approval"), {"seen": token, "remark": "Un nom rétabli."})
    assert answer.url == url(minutes, "minutes")
    second = Minutes.objects.get().edition
    assert (second.number, second.remark) == (2, "Un nom rétabli.")
    assert "Corrigé" in claire_at_vallees.get(url(minutes, "edition", 2)).text
    assert "Corrigé" not in claire_at_vallees.get(url(minutes, "edition", 1)).text
    assert "Un nom rétabli." in claire_at_vallees.get(url(minutes, "editions")).text


def test_taking_it_up_and_changing_nothing_makes_no_edition(minutes, claire, approve):
    first = approve(minutes)
    minutes.reopen(claire)
    assert approve(minutes) == first
    assert Edition.objects.count() == 1


def test_approving_through_the_page_asks_to_read_again_when_somebody_wrote(
    claire_at_vallees, minutes, claire
):
    before = claire_at_vallees.get(url(minutes, "approval")).context["seen"]
    write(minutes, "summary", {"text": "Entre-temps"}, claire)
    answer = claire_at_vallees.post(url(minutes, "approval"), {"seen": before}, follow=True)
    assert "rien n’est approuvé" in answer.text
    assert "Entre-temps" in answer.text
    assert not Edition.objects.exists()


def test_the_page_says_what_may_have_been_forgotten(claire_at_vallees, minutes, claire):
    write(minutes, "actions", {"rows": [{"id": "a", "text": "Appeler", "owner": "", "due": None}]}, claire)
    said = claire_at_vallees.get(url(minutes, "approval")).text.replace("\u00a0", " ")
    for doubt in (
        "« Ce qui s’est dit » est à écrire",
        "1 action sans personne pour s’en charger",
        "1 action sans date",
    ):
        assert doubt in said


def test_what_was_typed_in_the_minutes_goes_on_in_the_chain(minutes, claire, approve, held):
    actions = minutes.written_section("actions").part.rows
    typed = [
        {**actions[0], "owner": "Youenn"},
        {"id": "abcdefgh23", "text": "Imprimer", "owner": "Lou", "due": "2026-12-01"},
    ]
    write(minutes, "actions", {"rows": typed}, claire)
    needs = minutes.written_section("needs").part.rows
    write(
        minutes,
        "needs",
        {"rows": [*needs, {"id": "needneed23", "text": "Un lieu chauffé", "audience": "tous"}]},
        claire,
    )
    approve(minutes)
    made = Takeaway.objects.get(pid="abcdefgh23")
    assert (made.kind, made.text, made.owner, str(made.due)) == ("action", "Imprimer", "Lou", "2026-12-01")
    assert made.participant == held.lou, "whom these words name"
    held.action.refresh_from_db()
    assert (held.action.owner, held.action.participant) == ("Youenn", held.youenn)
    need = Need.objects.get(title="Un lieu chauffé")
    assert need.origins.get().workshop == minutes.workshop
    assert of(need).first().code == "need.raised"
    minutes.reopen(claire)
    approve(minutes)
    assert Takeaway.objects.filter(text="Imprimer").count() == 1
    assert minutes.written_section("actions").news == ""


def test_search_finds_it_once_approved_for_those_who_may_read(minutes, claire, approve):
    def found(roles):
        return (
            SearchRow.objects.readable_by(roles).answering("charte trois").filter(kind="compte rendu").count()
        )

    assert found({"board"}) == 0
    approve(minutes)
    assert (found({"board"}), found(set())) == (1, 0)
    minutes.publish(claire, owners=False, held_back=[])
    assert found(set()) == 1
    minutes.withdraw(claire)
    assert (found({"board"}), found(set())) == (1, 0)


def test_search_finds_in_public_only_what_the_public_reads(minutes, claire, approve):
    approve(minutes)
    minutes.publish(claire, owners=False, held_back=["decisions"])
    assert not SearchRow.objects.readable_by(frozenset()).answering("charte trois").exists()


@pytest.mark.parametrize("form", NAMES)
def test_every_format_comes_out_of_the_draft_and_of_an_edition(claire_at_vallees, minutes, approve, form):
    told = reading_of([written.part for written in minutes.written()])
    draft = claire_at_vallees.get(url(minutes, "file", form))
    approve(minutes)
    edition = claire_at_vallees.get(url(minutes, "edition_file", 1, form))
    for answer in (draft, edition):
        assert answer.status_code == 200
        assert (
            f"compte-rendu-2026-03-12-etre-employeur-dans-une-petite-asso.{form}"
            in answer["Content-Disposition"]
        )
        again = read_minutes(answer.content, f"cr.{form}")
        assert again.title == told.title
        assert [row.text for row in again.decisions] == ["On écrit la charte à trois"]
        assert [(row.owner, row.due) for row in again.actions] == [("Lou", "2026-10-01")]
        if form != "json":
            assert not any(person.email for person in again.participants)


def test_a_format_that_is_none_is_not_found(claire_at_vallees, minutes):
    assert claire_at_vallees.get(url(minutes, "file", "exe")).status_code == 404
    assert claire_at_vallees.get(url(minutes, "section", "rien")).status_code == 404
    assert claire_at_vallees.get(url(minutes, "edition", 1)).status_code == 404


def test_the_board_reads_and_does_not_write(vallees, minutes, approve):
    board = world.client_of(vallees, world.make_someone(vallees, "Anaïs Le Bihan", "board"))
    page = board.get(url(minutes, "minutes"))
    assert page.status_code == 200
    assert "Modifier" not in page.text
    approve(minutes)
    page = board.get(url(minutes, "minutes"))
    assert "Envoyer" not in page.text
    assert page.status_code == 200


def test_the_secretary_writes_and_leaves_the_rest_to_the_coordination(lou_at_vallees, minutes, approve):
    page = lou_at_vallees.get(url(minutes, "minutes")).text
    assert "Modifier" in page
    assert "Relire et approuver" not in page
    other = world.make_workshop("Un autre atelier")
    assert lou_at_vallees.get(reverse("minutes:minutes", args=[other.pid])).status_code == 404
    approve(minutes)
    assert "Corriger" not in lou_at_vallees.get(url(minutes, "minutes")).text
