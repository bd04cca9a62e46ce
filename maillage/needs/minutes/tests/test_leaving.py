"""What leaves the team: mails sent once to each, the page of who received one, the public page without a name."""

import json
import re

import pytest
from django.core import mail as box
from django.urls import reverse

from maillage.ground.mail.models import OutgoingMail
from maillage.needs.minutes.models import Delivery, Edition
from maillage.needs.minutes.reader import read_minutes
from maillage.needs.minutes.tests.held import add_board
from tests import world

pytestmark = pytest.mark.django_db
NAMES = ("Lou", "Youenn", "Awen Le Goff", "Noé Marchal")


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition(minutes, approve):
    return approve(minutes)


def url(minutes, name, *args):
    return reverse(f"minutes:{name}", args=[minutes.workshop.pid, *args])


def send(client, minutes, commit, **said):
    with commit(execute=True):
        return client.post(url(minutes, "sending"), said, follow=True)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def said_by(content, form):
    """All that a file says, read as anybody's Maillage would."""
    return json.dumps(read_minutes(content, f"cr.{form}").to_dict(), ensure_ascii=False)


class TestSending:
    def test_nothing_leaves_before_it_is_approved(self, claire_at_vallees, minutes):
        for name in ("sending", "mail", "publication"):
            assert claire_at_vallees.get(url(minutes, name)).url == url(minutes, "approval")

    def test_those_who_were_there_or_excused_are_proposed(self, claire_at_vallees, minutes, edition, held):
        held.workshop.participants.create(name="Absent", status="absent", email="absent@example.org")
        page = claire_at_vallees.get(url(minutes, "sending"))
        assert page.context["form"].fields["people"].initial == ["lou@example.org", "awen@example.org"]
        assert "absent@example.org" in page.text
        assert "Sans adresse : Youenn, Noé Marchal" in page.text

    def test_each_receives_it_once_with_the_pdf_and_a_link_of_their_own(
        self, claire_at_vallees, minutes, edition, commit
    ):
        said = {"people": ["lou@example.org"], "others": "Anne <anne@mairie.example>", "words": "Merci !"}
        page = send(claire_at_vallees, minutes, commit, **said)
        assert "C’est parti : 2\u00a0courriers" in page.text
        again = send(claire_at_vallees, minutes, commit, others="ANNE@mairie.example")
        assert "rien n’est parti en double" in again.text
        assert sorted(message.to[0] for message in box.outbox) == [
            "Anne <anne@mairie.example>",
            "Lou <lou@example.org>",
        ]
        links = set()
        for message in box.outbox:
            assert "Merci !" in message.body
            (attached,) = message.attachments
            assert attached[0].endswith(".pdf")
            assert attached[1].startswith(b"%PDF")
            assert "@" not in said_by(attached[1], "pdf")
            links.add(re.search(r"http://vallees\S+/comptes-rendus/recu/\S+", message.body)[0])
        assert len(links) == 2
        assert OutgoingMail.objects.count() == Delivery.objects.count() == 2

    def test_the_pdf_is_drawn_once_and_drawn_again_when_lost(
        self, claire_at_vallees, minutes, edition, commit
    ):
        send(claire_at_vallees, minutes, commit, people=["lou@example.org"])
        path = Edition.objects.get().pdf
        path.storage.delete(path.name)
        send(claire_at_vallees, minutes, commit, people=["awen@example.org"])
        assert len(box.outbox) == 2
        assert Edition.objects.get().pdf.storage.exists(Edition.objects.get().pdf.name)

    def test_a_wrong_address_keeps_everything_that_was_typed(self, claire_at_vallees, minutes, edition):
        page = claire_at_vallees.post(
            url(minutes, "sending"),
            {"others": "anne@mairie.example\nlou arobase exemple", "words": "Merci !"},
        )
        assert page.status_code == 422
        assert "« lou arobase exemple »" in page.text
        assert "anne@mairie.example" in page.text
        assert "Merci !" in page.text
        assert not OutgoingMail.objects.exists()

    def test_nobody_chosen_is_said(self, claire_at_vallees, minutes, edition):
        page = claire_at_vallees.post(url(minutes, "sending"), {"words": "Merci !"})
        assert "Choisissez au moins une personne" in page.text

    def test_the_mail_is_seen_before_it_leaves_and_leads_nowhere(self, claire_at_vallees, minutes, edition):
        page = claire_at_vallees.get(url(minutes, "mail"), {"words": "<b>Merci</b> à vous"})
        assert "&lt;b&gt;Merci" in page.text
        assert "On écrit la charte à trois" in page.text
        assert "/recu/" not in page.text
        assert "sandbox" in page["Content-Security-Policy"]

    def test_a_corrected_edition_goes_again_and_says_so(
        self, claire_at_vallees, minutes, edition, commit, claire, approve
    ):
        send(claire_at_vallees, minutes, commit, people=["lou@example.org"])
        minutes.reopen(claire)
        minutes.written_section("summary").write({"text": "Corrigé"}, 0, claire)
        approve(minutes, "Un nom rétabli.")
        send(claire_at_vallees, minutes, commit, people=["lou@example.org"])
        assert box.outbox[1].subject.startswith("Compte rendu corrigé")
        assert "Un nom rétabli." in box.outbox[1].body


class TestReceiving:
    def test_who_received_it_reads_names_and_no_address_nor_author(self, at_vallees, minutes, edition):
        link = edition.deliveries.create(name="Lou", email="lou@example.org").get_absolute_url()
        page = at_vallees.get(link)
        assert page["X-Robots-Tag"] == "noindex"
        assert "Awen Le Goff" in page.text
        assert "awen@example.org" not in page.text
        assert "note__author" not in page.text
        assert not page.cookies

    def test_the_link_shows_the_last_edition_and_says_it_changed(
        self, at_vallees, minutes, edition, claire, approve
    ):
        link = edition.deliveries.create(name="Lou", email="lou@example.org").get_absolute_url()
        minutes.reopen(claire)
        minutes.written_section("summary").write({"text": "Un nom rétabli"}, 0, claire)
        assert "Un nom rétabli" not in at_vallees.get(link).text, "not before it is approved"
        approve(minutes)
        page = at_vallees.get(link).text
        assert "Un nom rétabli" in page
        assert "Il a été corrigé depuis votre courrier" in page

    @pytest.mark.parametrize("form", ["pdf", "docx", "odt", "md", "csv", "json"])
    def test_it_comes_in_every_format_without_addresses(self, at_vallees, minutes, edition, form):
        link = edition.deliveries.create(name="Lou", email="lou@example.org").get_absolute_url()
        answer = at_vallees.get(f"{link}compte-rendu.{form}")
        assert answer.status_code == 200
        assert "Awen Le Goff" in said_by(answer.content, form)
        assert "@" not in said_by(answer.content, form)

    def test_another_link_opens_nothing(self, at_vallees, minutes, edition):
        delivery = edition.deliveries.create(name="Lou", email="lou@example.org")
        for token in (delivery.pid, f"{delivery.pid}:AAAA", "rien"):
            assert at_vallees.get(reverse("minutes:letter", args=[token])).status_code == 404


def publish(client, minutes, *shown, **more):
    return client.post(url(minutes, "publication"), {"vu": "1", "shown": shown, **more})


EVERYTHING = ("decisions", "actions", "people", "agenda", "needs", "solutions", "follow_ups")


class TestPublishing:
    def test_the_public_page_names_nobody(self, claire_at_vallees, at_vallees, minutes, edition):
        assert at_vallees.get(reverse("minutes:public", args=[minutes.pid])).status_code == 404
        answer = publish(claire_at_vallees, minutes, *EVERYTHING)
        page = at_vallees.get(answer.url)
        main = page.text.partition("<main")[2].partition("</main>")[0]
        for name in NAMES:
            assert name not in main
        assert "2\u00a0personnes" in main
        assert "La Recyclerie" in main
        assert "On écrit la charte à trois" in main
        assert "Seuls avec nos fiches" not in main, "the wall was not ticked"
        assert not page.cookies

    def test_who_takes_an_action_on_is_named_when_chosen(
        self, claire_at_vallees, at_vallees, minutes, edition
    ):
        publish(claire_at_vallees, minutes, *EVERYTHING, owners="on")
        assert (
            '<td data-label="Qui">Lou</td>'
            in at_vallees.get(reverse("minutes:public", args=[minutes.pid])).text
        )

    @pytest.mark.parametrize("form", ["pdf", "docx", "odt", "md", "csv", "json"])
    def test_public_files_name_nobody_either(self, claire_at_vallees, at_vallees, minutes, edition, form):
        publish(claire_at_vallees, minutes, *EVERYTHING)
        answer = at_vallees.get(reverse("minutes:public_file", args=[minutes.pid, form]))
        assert answer.status_code == 200
        said = said_by(answer.content, form)
        assert "personnes étaient là, de La Recyclerie." in said
        for name in NAMES:
            assert name not in said

    def test_what_people_wrote_about_themselves_stays_inside_by_itself(
        self, claire_at_vallees, minutes, approve, held
    ):
        sheet = add_board(held.workshop, "Nos blasons", "sheets", ("Mon rêve", "neutral"))
        sheet.areas.get().notes.create(text="Un marché chaque soir", author_name="Lou")
        approve(minutes)
        form = claire_at_vallees.get(url(minutes, "publication")).context["form"]
        assert f"board:{sheet.pid}" not in form.fields["shown"].initial
        assert f"board:{held.wall.pid}" in form.fields["shown"].initial

    def test_the_choice_is_seen_before_it_is_made(self, claire_at_vallees, minutes, edition):
        path = url(minutes, "publication")
        assert "Appeler la mairie" in claire_at_vallees.get(path).text
        preview = claire_at_vallees.get(path, {"vu": "1", "shown": ["decisions"]}).text
        assert "Appeler la mairie" not in preview
        minutes.refresh_from_db()
        assert minutes.published_at is None

    def test_it_is_withdrawn(self, claire_at_vallees, at_vallees, minutes, edition):
        publish(claire_at_vallees, minutes, *EVERYTHING)
        listed = reverse("minutes:published")
        assert minutes.workshop.title in at_vallees.get(listed).text
        claire_at_vallees.post(url(minutes, "withdrawal"))
        assert at_vallees.get(reverse("minutes:public", args=[minutes.pid])).status_code == 404
        assert "Rien de publié encore" in at_vallees.get(listed).text

    def test_public_pages_cost_few_queries(
        self, at_vallees, minutes, edition, claire, django_assert_max_num_queries
    ):
        minutes.publish(claire, owners=False, held_back=[])
        with django_assert_max_num_queries(12):
            at_vallees.get(reverse("minutes:public", args=[minutes.pid]))
        with django_assert_max_num_queries(12):
            at_vallees.get(reverse("minutes:published"))


def test_the_workshop_leads_to_its_minutes(claire_at_vallees, minutes):
    page = claire_at_vallees.get(minutes.workshop.get_absolute_url())
    assert f'href="{url(minutes, "minutes")}"' in page.text


def test_the_morning_says_what_is_to_write_and_to_approve(claire_at_vallees, held, approve):
    held.workshop.secretary = world.make_person("Malo Riou")
    held.workshop.save()
    page = claire_at_vallees.get("/espace/").text.replace("\u00a0", " ")
    assert "n’a pas encore de compte rendu" in page
    assert "Malo Riou devait l’écrire" in page
    claire_at_vallees.post(reverse("minutes:minutes", args=[held.workshop.pid]))
    page = claire_at_vallees.get("/espace/").text
    assert "n’a pas encore de compte rendu" not in page
    assert "attend d’être approuvé" in page
    approve(held.workshop.minutes)
    assert "attend d’être approuvé" not in claire_at_vallees.get("/espace/").text


def test_a_secretary_without_any_role_finds_what_is_to_write(lou_at_vallees, held):
    path = reverse("minutes:minutes", args=[held.workshop.pid])
    assert path in lou_at_vallees.get("/espace/").text
    assert lou_at_vallees.post(path).url == path
    assert path in lou_at_vallees.get("/espace/").text
