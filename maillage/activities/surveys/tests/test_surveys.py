"""Replies: once each, changed until closed, and nobody recognised."""

import csv
import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maillage.activities.reminders.models import Message
from maillage.activities.reminders.tasks import go_round
from maillage.activities.surveys.models import Reply, Survey, SurveyClosed, token_of
from maillage.activities.surveys.results import results_of
from maillage.activities.surveys.threshold import THRESHOLD, shown_groups
from maillage.ground.mail.models import OutgoingMail
from tests import world


@pytest.fixture
def survey(vallees):
    return Survey.objects.open_for(world.make_event(capacity=100))


@pytest.fixture
def anna(survey):
    return survey.event.register(name="Anna", email="anna@example.org", tell=False)


def fields(survey, scale=5, choice=0, words=""):
    one, two, three = survey.questions.all()
    return {f"q_{one.pid}": scale, f"q_{two.pid}": two.choices[choice], f"q_{three.pid}": words}


def say(survey, key, scale, choice=0, words=""):
    one, two, three = survey.questions.all()
    survey.keep(key, {one.pid: scale, two.pid: two.choices[choice], three.pid: words})


class TestByOnesLink:
    def test_one_reply_that_can_be_changed(self, at_vallees, survey, anna):
        page = f"/avis/{token_of(anna)}/"
        assert "Trois gestes" in at_vallees.get(page).text
        answer = at_vallees.post(page, fields(survey, 2))
        assert "Merci Anna" in answer.text
        at_vallees.post(page, fields(survey, 5))
        assert survey.replies.get().score == 5
        assert survey.answered.get().registration == anna
        assert not answer.cookies

    def test_what_was_said_is_there_when_one_comes_back(self, at_vallees, survey, anna):
        at_vallees.post(f"/avis/{token_of(anna)}/", fields(survey, 2, words="Trop court"))
        page = at_vallees.get(f"/avis/{token_of(anna)}/").text
        assert "Trop court" in page and "Remplacer ma réponse" in page

    def test_nothing_in_the_reply_leads_to_the_person(self, survey, anna):
        survey.keep(survey.key_for(anna), {}, anna)
        reply = Reply.objects.values().get()
        told = {str(value) for value in reply.values()}
        assert not told & {anna.pid, anna.token, anna.person.name, str(anna.person_id) + "x"}
        assert "registration_id" not in reply

    def test_closed_it_says_so_and_keeps_nothing(self, at_vallees, survey, anna):
        survey.close()
        assert "Les réponses" in at_vallees.post(f"/avis/{token_of(anna)}/", fields(survey)).text
        assert not survey.replies.exists()
        with pytest.raises(SurveyClosed):
            survey.keep("k", {})

    def test_an_empty_form_is_told(self, at_vallees, survey, anna):
        answer = at_vallees.post(f"/avis/{token_of(anna)}/", {"x": ""})
        assert answer.status_code == 422
        assert "une question au moins" in answer.text

    def test_a_forged_link_or_answer(self, at_vallees, survey, anna):
        assert at_vallees.get(f"/avis/{anna.pid}:forged/").status_code == 404
        forged = at_vallees.post(f"/avis/{token_of(anna)}/", fields(survey, 9))
        assert forged.status_code == 422
        elsewhere = at_vallees.post(
            f"/avis/{token_of(anna)}/", fields(survey), headers={"sec-fetch-site": "cross-site"}
        )
        assert elsewhere.status_code == 403


class TestInTheRoom:
    def test_two_taps_are_one_reply(self, at_vallees, survey):
        told = fields(survey) | {"cle": "0f8fad5b-d9cb-469f-a165-70867728950e"}
        at_vallees.post(survey.room_url, told)
        at_vallees.post(survey.room_url, told)
        assert survey.replies.count() == 1
        at_vallees.post(survey.room_url, fields(survey))
        assert survey.replies.count() == 2
        assert not survey.answered.exists()


class TestTheThreshold:
    def test_under_five_nothing_is_shown(self, claire_at_vallees, survey):
        for number in range(THRESHOLD - 1):
            say(survey, f"k{number}", 1, words="reconnaissable")
        page = claire_at_vallees.get(survey.get_absolute_url()).text
        assert "reconnaissable" not in page
        assert "Il en manque 1" in page
        assert (
            "reconnaissable"
            not in claire_at_vallees.get(f"/espace/evenements/{survey.event.pid}/avis.csv").text
        )

    def test_a_small_group_is_not_shown_nor_can_be_deduced(self, survey):
        for number in range(6):
            say(survey, f"a{number}", 5, choice=0)
        for number in range(5):
            say(survey, f"b{number}", 4, choice=1)
        say(survey, "lonely", 1, choice=2)
        scale = results_of(survey).results[0]
        assert [(group.count, group.mean) for group in scale.groups] == [(6, "5")]
        assert scale.groups_aside == 2

    @given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 30), max_size=8))
    def test_neither_a_group_nor_what_is_left_is_ever_small(self, sizes):
        shown = shown_groups(sizes)
        left = sum(size for group, size in sizes.items() if group not in shown)
        assert all(sizes[group] >= THRESHOLD for group in shown)
        assert left == 0 or left >= THRESHOLD or not shown


class TestResults:
    def test_a_mean_a_table_and_the_words(self, claire_at_vallees, survey):
        for number, scale in enumerate((5, 5, 4, 3, 5)):
            say(survey, f"k{number}", scale, words=f"Mot {number}")
        page = claire_at_vallees.get(survey.get_absolute_url()).text
        for words in ("4,4", "sur 5", "tout à fait", "60 %", "Mot 3"):
            assert words in page.replace("\xa0", " ")
        sheet = claire_at_vallees.get(f"/espace/evenements/{survey.event.pid}/avis.csv").text
        rows = list(csv.reader(sheet.lstrip("\ufeff").splitlines(), delimiter=";"))
        assert ["Ce moment vous a-t-il été utile ?", "tout à fait", "3", "60"] in rows

    def test_queries_are_constant(self, claire_at_vallees, survey, django_assert_max_num_queries):
        for number in range(30):
            say(survey, f"k{number}", 4, words="Bien")
        with django_assert_max_num_queries(16):
            claire_at_vallees.get(survey.get_absolute_url())


class TestTheTeam:
    def test_one_click_opens_it(self, claire_at_vallees, vallees):
        event = world.make_event()
        page = f"/espace/evenements/{event.pid}/avis/"
        assert "Ouvrir le questionnaire" in claire_at_vallees.get(page).text
        answer = claire_at_vallees.post(f"{page}ouverture/", follow=True)
        assert "Montrer le QR code" in answer.text
        assert "<svg" in claire_at_vallees.get(f"{page}affiche/").text

    def test_questions_change_until_somebody_answered(self, claire_at_vallees, survey):
        one, two, three = survey.questions.all()
        page = f"/espace/evenements/{survey.event.pid}/avis/questions/"
        told = {"questions-TOTAL_FORMS": 4, "questions-INITIAL_FORMS": 3}
        for rank, (row, text) in enumerate(((one, "Utile ?"), (two, ""), (three, "Un mot ?"))):
            told |= {
                f"questions-{rank}-id": row.pk,
                f"questions-{rank}-text": text,
                f"questions-{rank}-kind": row.kind,
            }
        told |= {
            "questions-3-text": "Par où ?",
            "questions-3-kind": "choice",
            "questions-3-offered": "Train\nVélo",
        }
        claire_at_vallees.post(page, told)
        assert [str(question) for question in survey.questions.all()] == ["Utile ?", "Un mot ?", "Par où ?"]
        assert survey.questions.last().choices == ["Train", "Vélo"]
        survey.keep("k", {})
        assert claire_at_vallees.get(page).status_code == 302

    def test_its_link_is_in_the_thanks(self, vallees, survey, anna, at_vallees):
        event = survey.event
        Message.objects.plan(event)
        anna.check_in()
        activity = event.activity
        activity.starts_at -= dt.timedelta(days=12)
        activity.ends_at -= dt.timedelta(days=12)
        activity.save()
        event.refresh_from_db()
        event.close()
        go_round(vallees)
        text = OutgoingMail.objects.get(to="anna@example.org").text
        link = f"/avis/{token_of(anna)}/"
        assert link in text
        assert at_vallees.get(link).status_code == 200
        assert timezone.now() > event.activity.ends_at
