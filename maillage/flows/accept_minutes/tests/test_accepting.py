import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from maillage.flows.accept_minutes.flow import AlreadyAccepted, accept_minutes
from maillage.ground.people.models import Person
from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Note, Source, Takeaway, Workshop

MINUTES = """Atelier des salles

Réunion du 14 mai 2026

Présents : Rozenn Kerloc'h ; Ewen Talec

Points forts
- Un public fidèle
- On se prête le matériel

Points faibles
- Chacun imprime ses affiches

Besoins
- Besoin d'un agenda partagé
- Besoin d'un régisseur à partager

Solutions
- Un calendrier commun

Suites à donner
- Ewen ouvre le calendrier
"""


def drop(client, content=MINUTES, name="salles.txt"):
    return client.post(
        "/espace/comptes-rendus/",
        {"file": SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)},
    )


@pytest.fixture
def source(claire_at_vallees):
    drop(claire_at_vallees)
    return Source.objects.get()


class TestDropping:
    def test_the_file_is_read_and_waits_without_a_workshop(self, claire_at_vallees):
        response = drop(claire_at_vallees)
        source = Source.objects.get()
        assert response["Location"] == f"/espace/comptes-rendus/{source.pid}/"
        assert source.lines[0] == "Atelier des salles"
        assert not Workshop.objects.exists()

    def test_the_same_file_dropped_twice_waits_once(self, claire_at_vallees):
        drop(claire_at_vallees)
        drop(claire_at_vallees)
        assert Source.objects.count() == 1

    @pytest.mark.parametrize(
        ("content", "name", "says"),
        [(b"", "vide.txt", "vide"), (b"\x00\x01\x02\xff" * 4000, "photo.txt", ""), (b"PK\x03\x04rien", "faux.docx", ""), (b"%PDF-1.7 rien", "faux.pdf", "")],
    )  # fmt: skip
    def test_what_cannot_be_read_is_said_and_nothing_is_kept(self, claire_at_vallees, content, name, says):
        response = drop(claire_at_vallees, content, name)
        assert response.status_code == 400
        assert "field__error" in response.text
        assert says in response.text
        assert not Source.objects.exists()

    def test_a_file_over_the_limit_is_refused_before_it_is_read(self, claire_at_vallees):
        response = drop(claire_at_vallees, b"a" * (20 * 1024 * 1024 + 1), "enorme.txt")
        assert response.status_code == 400
        assert "20 Mo" in response.text


class TestReviewing:
    def test_the_reading_stands_beside_its_source(self, claire_at_vallees, source):
        page = claire_at_vallees.get(f"/espace/comptes-rendus/{source.pid}/").text
        assert 'id="L1"' in page
        assert "Besoin d&#x27;un agenda partagé" in page or "agenda partagé" in page

    def test_what_was_typed_is_kept_with_the_correction(self, claire_at_vallees, source):
        claire_at_vallees.post(
            f"/espace/comptes-rendus/{source.pid}/", {"title": "Les salles", "correction": "remove:needs.0"}
        )
        source.refresh_from_db()
        assert source.reading["title"] == "Les salles"
        assert len(source.reading["needs"]) == 1

    def test_a_correction_from_an_old_page_loses_nothing(self, claire_at_vallees, source):
        response = claire_at_vallees.post(
            f"/espace/comptes-rendus/{source.pid}/", {"correction": "remove:needs.40"}, follow=True
        )
        assert "Rien n’est perdu" in response.text

    def test_a_second_click_or_another_hand_does_not_correct_the_wrong_line(self, claire_at_vallees, source):
        page = claire_at_vallees.get(f"/espace/comptes-rendus/{source.pid}/").text
        (places,) = re.findall(r'name="places" value="(\w+)"', page)
        click = {"correction": "remove:needs.0", "places": places}
        for _ in range(2):
            claire_at_vallees.post(f"/espace/comptes-rendus/{source.pid}/", click)
        claire_at_vallees.post(
            f"/espace/comptes-rendus/{source.pid}/", {"needs.0.text": "Autre", "places": places}
        )
        source.refresh_from_db()
        assert [need["text"] for need in source.reading["needs"]] == ["Besoin d'un régisseur à partager"]

    def test_words_typed_in_two_tabs_are_kept(self, claire_at_vallees, source):
        page = claire_at_vallees.get(f"/espace/comptes-rendus/{source.pid}/").text
        (places,) = re.findall(r'name="places" value="(\w+)"', page)
        claire_at_vallees.post(f"/espace/comptes-rendus/{source.pid}/", {"title": "Salles", "places": places})
        claire_at_vallees.post(
            f"/espace/comptes-rendus/{source.pid}/", {"place": "Guichen", "places": places}
        )
        source.refresh_from_db()
        assert (source.reading["title"], source.reading["place"]) == ("Salles", "Guichen")

    def test_large_minutes_still_post_whole(self, claire_at_vallees):
        notes = "\n".join(f"- Une idée qui porte le numéro {number}" for number in range(1200))
        drop(claire_at_vallees, MINUTES.replace("- Un public fidèle", notes))
        source = Source.objects.get()
        page = claire_at_vallees.get(f"/espace/comptes-rendus/{source.pid}/").text
        names = re.findall(r'name="((?:boards|needs|participants)[.\w]+)"', page)
        assert len(names) > 1000
        answer = claire_at_vallees.post(f"/espace/comptes-rendus/{source.pid}/", dict.fromkeys(names, "Oui"))
        assert answer.status_code == 302

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("participants.0.email", f"ab@{'c' * 60}.{'.'.join(['d' * 60] * 4)}.fr"),
            ("date", "9999-12-31"),
        ],
    )
    def test_what_no_column_holds_is_a_fault(self, claire_at_vallees, source, path, value):
        response = claire_at_vallees.post(
            f"/espace/comptes-rendus/{source.pid}/", {path: value, "accept": "1"}
        )
        assert response.status_code == 400
        assert f'id="{path}_erreur"' in response.text

    def test_a_forged_status_or_sentiment_is_left_aside(self, claire_at_vallees, source):
        forged = {"participants.0.status": "x" * 40, "boards.0.areas.0.sentiment": "y" * 40, "accept": "1"}
        claire_at_vallees.post(f"/espace/comptes-rendus/{source.pid}/", forged)
        assert Workshop.objects.get().participants.filter(status="present").count() == 2

    def test_a_fault_is_said_beside_its_field_and_nothing_is_saved(self, claire_at_vallees, source):
        response = claire_at_vallees.post(
            f"/espace/comptes-rendus/{source.pid}/", {"title": "", "accept": "1"}
        )
        assert response.status_code == 400
        assert "Donnez un titre" in response.text
        assert not Workshop.objects.exists()


class TestAccepting:
    def test_it_becomes_a_workshop_that_knows_its_lines(self, claire_at_vallees, source):
        response = claire_at_vallees.post(f"/espace/comptes-rendus/{source.pid}/", {"accept": "1"})
        workshop = Workshop.objects.get()
        assert response["Location"] == workshop.get_absolute_url()
        assert workshop.participants.count() == 2
        note = Note.objects.get(text="Chacun imprime ses affiches")
        assert source.lines[note.line - 1].endswith("Chacun imprime ses affiches")
        assert note.area.sentiment == "unfavourable"
        need = Need.objects.get(title__contains="agenda partagé")
        assert need.origins.get().workshop == workshop
        assert source.lines[need.origins.get().line - 1].endswith("agenda partagé")
        assert set(Takeaway.objects.values_list("kind", flat=True)) == {"solution", "follow_up"}

    def test_accepting_twice_makes_one_workshop(self, source, claire):
        accept_minutes(source, claire)
        with pytest.raises(AlreadyAccepted):
            accept_minutes(source, claire)
        assert Workshop.objects.count() == 1

    def test_a_fault_in_the_middle_saves_nothing(self, source, claire):
        source.reading["boards"][0]["areas"][0]["notes"][0]["line"] = "pas un nombre"
        with pytest.raises(ValueError, match="pas un nombre"):
            accept_minutes(source, claire)
        assert not Workshop.objects.exists()
        assert not Need.objects.exists()
        assert Source.objects.get().accepted_at is None

    def test_people_with_an_address_are_known_to_the_pole_once(self, claire_at_vallees, claire):
        content = MINUTES.replace("Ewen Talec", "Ewen Talec ewen@example.org").encode()
        drop(claire_at_vallees, content)
        accept_minutes(Source.objects.get(), claire)
        assert Person.objects.known_in_pole().filter(email="ewen@example.org").count() == 1


class TestFromTheCommandLine:
    def test_json_is_the_contract_and_saves_nothing(self, vallees, tmp_path, capsys):
        file = tmp_path / "salles.txt"
        file.write_text(MINUTES)
        call_command("minutes", str(file), "--json")
        import json

        found = json.loads(capsys.readouterr().out)
        assert found["date"] == "2026-05-14"
        assert len(found["needs"]) == 2
        assert not Source.objects.exists()

    def test_save_makes_the_workshop(self, vallees, tmp_path):
        file = tmp_path / "salles.txt"
        file.write_text(MINUTES)
        call_command("minutes", str(file), "--pole", "vallees", "--save")
        assert Workshop.objects.get().source.name == "salles.txt"

    def test_a_missing_file_or_pole_is_said(self, vallees, tmp_path):
        with pytest.raises(CommandError, match="Impossible d’ouvrir"):
            call_command("minutes", str(tmp_path / "rien.txt"))
        file = tmp_path / "salles.txt"
        file.write_text(MINUTES)
        with pytest.raises(CommandError, match="quel pôle"):
            call_command("minutes", str(file), "--save")
