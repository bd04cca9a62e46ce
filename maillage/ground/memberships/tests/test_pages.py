"""Joining on a page without an account, one's own page, and the coordinator's."""

import pytest
from django.core import signing
from django.utils import timezone

from maillage.ground.memberships.models import Membership, MembershipPlan


def stamp(plan, seconds=30):
    made = int(timezone.now().timestamp()) - seconds
    return signing.dumps([plan.pid, made], salt="memberships.join", compress=False)


def join(client, plan, **more):
    said = {"name": "Lou Aubry", "email": "lou@example.org", "site": "", "stamp": stamp(plan), **more}
    return client.post(plan.get_absolute_url(), said)


def test_one_request_joins_and_leads_to_the_page_where_one_pays(at_vallees, plan):
    assert at_vallees.get("/adherer/").url == plan.get_absolute_url()
    answer = join(at_vallees, plan)
    membership = Membership.objects.get()
    assert membership.last.due.get_absolute_url() in answer.text
    assert not answer.cookies


def test_who_belongs_already_learns_nothing_from_the_page(at_vallees, plan):
    join(at_vallees, plan)
    answer = join(at_vallees, plan)
    assert "/payer/" not in answer.text
    assert Membership.objects.count() == 1


def test_a_machine_joins_nothing(at_vallees, plan):
    assert join(at_vallees, plan, site="http://spam.example").status_code == 200
    assert join(at_vallees, plan, stamp="x").status_code == 422
    assert not Membership.objects.exists()


def test_a_minimum_is_a_minimum_and_what_was_typed_is_kept(at_vallees, plan):
    plan.price, plan.amount = "chosen", 500
    plan.save()
    answer = join(at_vallees, plan, amount="2")
    assert answer.status_code == 422
    assert 'value="Lou Aubry"' in answer.text
    assert join(at_vallees, plan, amount="12,50").status_code == 200
    assert Membership.objects.get().last.due.amount == 1250


def test_two_taps_renew(at_vallees, paid):
    page = at_vallees.get(paid.own_url)
    assert "Vous êtes membre" in page.text
    assert "Renouveler" not in page.text
    period = paid.last
    period.starts, period.ends = period.starts.replace(year=2025), period.starts
    period.save()
    assert "Renouveler" in at_vallees.get(paid.own_url).text
    answer = at_vallees.post(f"{paid.own_url}renouvellement/")
    assert answer.url == paid.last.due.get_absolute_url()
    assert paid.last.waits


def test_a_refused_renewal_says_why(at_vallees, paid):
    answer = at_vallees.post(f"{paid.own_url}renouvellement/")
    assert answer.status_code == 409
    assert "On renouvelle à partir" in answer.text


def test_joined_on_paper_then_paid_in_cash(claire_at_vallees, plan):
    answer = claire_at_vallees.post(
        f"/espace/adhesions/formules/{plan.pid}/adhesion/", {"name": "Ana", "email": "", "organisation": ""}
    )
    assert answer.url.startswith("/espace/reglements/")
    said = {"amount": "20", "method": "cash", "received_on": f"{timezone.localdate()}", "note": ""}
    claire_at_vallees.post(f"{answer.url}reglement/", said)
    assert Membership.objects.get().stands()


def test_a_plan_is_written_in_plain_words(claire_at_vallees, vallees):
    said = {
        "title": "Structures", "words": "", "who": "organisation", "price": "bands", "amount": "", "votes": "on", "article": "",
        "bands": "moins de 10 000 € : 30\nplus : 90,50", "months": "12", "start": "01/01", "rollover": "01/10",
        "window": "30", "grace": "30",
    }  # fmt: skip
    assert claire_at_vallees.post("/espace/adhesions/formules/nouvelle/", said).status_code == 302
    plan = MembershipPlan.objects.get()
    assert plan.bands == [{"label": "moins de 10 000 €", "amount": 3000}, {"label": "plus", "amount": 9050}]
    assert (plan.rhythm.start, plan.rhythm.rollover) == ((1, 1), (10, 1))
    page = claire_at_vallees.get(f"/espace/adhesions/formules/{plan.pid}/")
    assert page.context["form"]["rollover"].value() == "01/10"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"bands": "pas de prix"}, "deux points"),
        ({"start": "40/40"}, "comme 01/01"),
        ({"start": ""}, "quel jour commence"),
    ],
)
def test_a_plan_that_is_not_one_says_what_to_do(claire_at_vallees, vallees, wrong, says):
    said = {
        "title": "S", "who": "person", "price": "bands", "bands": "tous : 3", "months": "12", "start": "01/01",
        "rollover": "01/10", "window": "30", "grace": "30", **wrong,
    }  # fmt: skip
    answer = claire_at_vallees.post("/espace/adhesions/formules/nouvelle/", said)
    assert answer.status_code == 422
    assert says in answer.text


def test_filters_find_and_the_sheet_gives_the_same(claire_at_vallees, paid, plan):
    Membership.objects.join(plan, "Ana", "ana@example.org")
    for state, name in (("jour", "Lou Aubry"), ("regler", "Ana")):
        page = claire_at_vallees.get(f"/espace/adhesions/?etat={state}")
        assert [row.member for row in page.context["page_obj"]] == [name]
        assert name in claire_at_vallees.get(f"/espace/adhesions/export.csv?etat={state}").content.decode()


def test_reminded_by_hand_nobody_is_reminded_again(claire_at_vallees, paid):
    period = paid.last
    period.starts, period.ends = period.starts.replace(year=2025), period.starts
    period.save()
    ((step, waiting),) = claire_at_vallees.get("/espace/adhesions/relances/").context["waiting"]
    claire_at_vallees.post("/espace/adhesions/relances/", {"period": waiting.pid})
    assert not claire_at_vallees.get("/espace/adhesions/relances/").context["waiting"]


def test_queries_do_not_grow(claire_at_vallees, plan, django_assert_num_queries):
    Membership.objects.join(plan, "Ana", "ana@example.org")
    claire_at_vallees.get("/espace/adhesions/")
    with django_assert_num_queries(12):
        claire_at_vallees.get("/espace/adhesions/")
    for number in range(5):
        Membership.objects.join(plan, f"Ana {number}", f"ana{number}@example.org")
    with django_assert_num_queries(12):
        claire_at_vallees.get("/espace/adhesions/")


def test_the_card_that_is_shown_says_a_name_and_whether_it_counts_and_opens_nothing(at_vallees, paid, lou):
    page = at_vallees.get(paid.card_url)
    assert "à jour aujourd’hui" in page.text
    assert "Lou Aubry" in page.text
    for secret in (paid.token, paid.last.due.token, "example.org", "/payer/"):
        assert secret not in page.text
    assert paid.card_url in at_vallees.get(paid.own_url).text
    paid.last.due.payments.get().reverse(None, "chèque refusé")
    assert "pas à jour" in at_vallees.get(paid.card_url).text


@pytest.mark.parametrize("name", ["Gagnez sur http://spam.example", "www.spam.fr", "Lou <b>"])
def test_a_name_that_advertises_writes_to_nobody(at_vallees, plan, structures, name):
    assert join(at_vallees, plan, name=name).status_code == 422
    assert join(at_vallees, structures, organisation=name, band="0").status_code == 422
    assert not Membership.objects.exists()


def test_one_address_is_not_flooded(at_vallees, plan):
    answers = [join(at_vallees, plan, name=f"Lou {'abcdefgh'[n]}").status_code for n in range(8)]
    assert answers == [200] * 6 + [422] * 2
    assert Membership.objects.count() == 6
