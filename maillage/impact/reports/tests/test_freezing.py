"""Publishing freezes: what the report says stays true to what it said."""

import datetime as dt

import pytest
from django.db.models import Sum
from django_scopes import scope

from maillage.activities.events.models import Attendance
from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import Entry
from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.pulls import PULLS
from maillage.impact.indicators.tests.makers import came, event_on, paris, someone
from maillage.impact.reports.contents import annex, contents
from maillage.impact.reports.models import Evidence, Figure, Frozen, Report
from maillage.impact.reports.tests.makers import make_draft, make_story
from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Note
from tests.threads import all_at_once

BASE = "http://vallees.localhost/"


@pytest.fixture
def event(vallees):
    return make_story()


@pytest.fixture
def published(event, claire):
    report = make_draft(claire)
    assert report.publish(claire, BASE)
    return report


def seen(report):
    """Everything a reader can see of it."""
    told = contents(Report.objects.get(pk=report.pk))
    return [(one.shown, one.words) for one in told.figures], told.story, annex(report)


def test_a_draft_proposes_the_figures_of_the_pole_and_the_best_story(event, claire):
    report = make_draft(claire)
    assert [figure.indicator.pull for figure in report.figures.all()] == [
        one.pull for one in Indicator.objects.kept()
    ]
    assert report.story.title == "Bien vivre son rôle d’employeur"


def test_every_frozen_value_is_what_its_frozen_rows_add_up_to(event, claire):
    for code in PULLS:
        Indicator.objects.get_or_create(pull=code, defaults={"title": code})
    report = make_draft(claire)
    live = {figure.pid: shown.value for figure, shown in report.live_figures()}
    report.publish(claire, BASE)
    assert report.figures.count() == len(PULLS)
    for figure in report.figures.all():
        assert figure.value == (figure.evidence.aggregate(all=Sum("amount"))["all"] or 0) == live[figure.pid]
    assert {one.shown.value for one in contents(report).figures} == set(live.values())


def test_frozen_rows_lead_to_the_living_ones_and_name_nobody(published):
    rows = Evidence.objects.filter(figure__indicator__pull="people")
    assert {row.subject.split(":")[0] for row in rows} == {"registration"}
    assert {(row.label, row.on) for row in rows} == {
        ("Lire une fiche de paie · Guichen", dt.date(2026, 5, 12))
    }
    everything = " ".join(Evidence.objects.values_list("label", flat=True)) + str(published.frozen)
    assert "Ana" not in everything
    assert "Bob" not in everything


def test_what_happens_later_changes_nothing(published, event):
    before = seen(published)
    came(event, someone("Zoé Mar"))
    Attendance.objects.first().delete()
    Need.objects.update(title="Autre chose")
    Note.objects.all().delete()
    Indicator.objects.first().remove()
    Indicator.objects.update(title="Autre chose", pull="notes")
    assert seen(published) == before


def test_erasing_the_people_leaves_the_report_as_it_was(published, event):
    before = seen(published)
    Attendance.objects.all().delete()
    for registration in event.registrations.select_related("person"):
        person = registration.person
        registration.delete()
        person.name, person.email = "Personne effacée", ""
        person.save()
    Organisation.objects.all().delete()
    assert seen(published) == before


def test_publishing_twice_is_publishing_once(published, claire, event):
    before = seen(published)
    came(event, someone("Zoé Mar"))
    again = Report.objects.get(pk=published.pk)
    assert not again.publish(claire, BASE)
    assert not published.publish(claire, BASE)
    assert seen(published) == before
    assert Entry.objects.filter(code="report.published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_six_people_publish_at_once(on_disk, vallees, claire):
    make_story()
    report = make_draft(claire)
    wins = all_at_once(vallees, 6, lambda _: Report.objects.get(pk=report.pk).publish(claire, BASE))
    assert sorted(wins) == [False] * 5 + [True]
    assert Evidence.objects.filter(figure__indicator__pull="people").count() == 2


def test_a_published_report_is_not_edited(published, claire):
    published.title = "Autre chose"
    figure = published.figures.first()
    row = figure.evidence.first()
    for attempt in (
        published.save, published.delete, figure.save, figure.delete, row.save, row.delete,
        lambda: Figure.objects.create(report=published, indicator=Indicator.objects.create(title="x", pull="notes")),
        lambda: published.being_edited().__enter__(),
    ):  # fmt: skip
        with pytest.raises(Frozen):
            attempt()


def test_a_corrected_edition_says_what_it_replaces(published, claire, at_vallees):
    copy = published.corrected(claire)
    assert [figure.indicator_id for figure in copy.figures.all()] == [
        figure.indicator_id for figure in published.figures.all()
    ]
    assert copy.story == published.story
    assert "Une édition corrigée" not in at_vallees.get(f"/bilans/{published.pid}/").content.decode()
    copy.publish(claire, BASE)
    assert copy.pid in at_vallees.get(f"/bilans/{published.pid}/").content.decode()
    listed = at_vallees.get("/bilans/").content.decode()
    assert copy.pid in listed
    assert published.pid not in listed


def test_the_annex_adds_up_by_event(published):
    table = annex(published)
    assert table["columns"] == ["1re venue", "heures"]
    assert table["rows"] == [[dt.date(2026, 5, 12), "Lire une fiche de paie · Guichen", 2, 4]]
    assert table["totals"] == ["2 personnes accueillies", "4 heures passées ensemble"]


def test_two_poles_freeze_their_own(published, onde, oriane):
    with scope(pole=onde):
        Indicator.objects.start()
        theirs = make_draft(oriane)
        theirs.publish(oriane, BASE)
        assert Evidence.objects.count() == 0
        assert {one.shown.value for one in contents(theirs).figures} == {0}


def test_the_number_of_queries_to_publish_does_not_grow(event, claire, django_assert_max_num_queries):
    first, second = make_draft(claire), make_draft(claire)
    with django_assert_max_num_queries(60) as captured:
        first.publish(claire, BASE)
    few = len(captured)
    for number in range(40):
        came(event_on(paris(2026, 6, 1 + number % 28)), someone(f"Invitée {number}"))
    with django_assert_max_num_queries(few):
        second.publish(claire, BASE)
