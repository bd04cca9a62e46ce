"""What the coordination sees and does with needs."""

import pytest

from maillage.needs.catalogue.models import Need
from tests import world

pytestmark = pytest.mark.django_db

LIST = "/espace/besoins/"


@pytest.fixture
def group(vallees):
    workshop = world.make_workshop()
    (area,) = world.make_wall(workshop, ("Ce qui pèse", "unfavourable", ["Peur de mal faire"]))
    return world.make_cluster(workshop, "Seuls face aux papiers", area.notes.all())


def words(response) -> str:
    return response.content.decode()


def test_nothing_yet_says_what_to_do(claire_at_vallees):
    assert "Aller aux ateliers" in words(claire_at_vallees.get(LIST))


def test_from_the_wall_to_the_need_in_two_clicks(claire_at_vallees, group):
    page = claire_at_vallees.get(f"{LIST}nouveau/?groupe={group.pid}")
    assert "Peur de mal faire" in words(page)
    assert page.context["form"]["title"].value() == "Seuls face aux papiers"

    answer = claire_at_vallees.post(
        f"{LIST}nouveau/?groupe={group.pid}",
        {"title": "Bien vivre son rôle d’employeur", "audience": "associations"},
    )

    need = Need.objects.get()
    assert answer.url == need.get_absolute_url()
    assert need.origins.get().cluster == group
    page = words(claire_at_vallees.get(answer.url))
    assert "« Seuls face aux papiers »" in page
    assert "Peur de mal faire" in page


def test_a_second_click_leads_to_the_existing_need(claire_at_vallees, group, claire):
    need = Need.objects.raise_from_cluster(group, claire)

    assert claire_at_vallees.get(f"{LIST}nouveau/?groupe={group.pid}").url == need.get_absolute_url()
    answer = claire_at_vallees.post(
        f"{LIST}nouveau/?groupe={group.pid}", {"title": "Autrement dit"}, follow=True
    )

    assert Need.objects.get() == need
    assert "Rien n’a été créé en double" in words(answer)


def test_a_refused_form_keeps_what_was_typed(claire_at_vallees):
    answer = claire_at_vallees.post(
        f"{LIST}nouveau/", {"title": "", "description": "Depuis deux ans, on en parle"}
    )

    assert answer.status_code == 422
    assert "Dites ce besoin en une phrase." in words(answer)
    assert "Depuis deux ans, on en parle" in words(answer)
    assert not Need.objects.exists()


def test_filters_stand_in_the_address_and_keep_the_ranks(claire_at_vallees, claire):
    first, second = (
        Need.objects.raise_alone(claire, title, audience=who)
        for title, who in (("Été à vélo", "élus"), ("Paie", "associations"))
    )
    first.estimate(claire, impact=5, urgency=5, effort=1)

    def found(query):
        return [(row.rank, row.need) for row in claire_at_vallees.get(f"{LIST}?{query}").context["page_obj"]]

    assert found("") == [(1, first), (2, second)]
    assert found("q=ETE") == [(1, first)]
    assert found("public=associations") == [(2, second)]
    assert found("estimation=a-faire") == [(2, second)]
    assert found("atelier=inconnu") == [(1, first), (2, second)]
    world.make_action(need=second)
    assert found("reponse=oui") == [(2, second)]
    assert found("reponse=non") == [(1, first)]


def test_estimating_with_htmx_answers_the_new_reason(claire_at_vallees, claire):
    need = Need.objects.raise_alone(claire, "Paie")
    address = f"{need.get_absolute_url()}estimation/"

    answer = claire_at_vallees.post(address, {f"{need.pid}-impact": 4}, headers={"hx-request": "true"})
    assert "impact fort" in words(answer)
    assert "à estimer" in words(answer)

    said = {f"{need.pid}-impact": 4, f"{need.pid}-urgency": 4, f"{need.pid}-effort": 2}
    assert claire_at_vallees.post(address, said).url == need.get_absolute_url()
    need.refresh_from_db()
    assert (need.impact, need.urgency, need.effort) == (4, 4, 2)


def test_a_scale_out_of_bounds_changes_nothing(claire_at_vallees, claire):
    need = Need.objects.raise_alone(claire, "Paie")

    claire_at_vallees.post(f"{need.get_absolute_url()}estimation/", {f"{need.pid}-impact": 9})

    need.refresh_from_db()
    assert need.impact is None


def test_duplicates_are_chosen_among_the_likeliest_first(claire_at_vallees, claire):
    kept, other, like = (
        Need.objects.raise_alone(claire, title)
        for title in ("Les fiches de paie", "Un four à pain", "Comprendre la fiche de paie")
    )
    address = f"{kept.get_absolute_url()}doublons/"
    choices = claire_at_vallees.get(address).context["form"].fields["doublons"].choices
    assert [pid for pid, _ in choices] == [like.pid, other.pid]
    assert claire_at_vallees.post(address, {}).status_code == 422

    claire_at_vallees.post(address, {"doublons": [like.pid]})

    assert claire_at_vallees.get(like.get_absolute_url()).url == kept.get_absolute_url()
    assert set(Need.objects.live()) == {kept, other}


def test_merged_needs_are_parted_again_from_the_page_of_the_one_that_stayed(claire_at_vallees, claire):
    kept, other = (Need.objects.raise_alone(claire, title) for title in ("Paie", "Un four à pain"))
    kept.absorb([other], claire)
    assert "Un four à pain" in words(claire_at_vallees.get(kept.get_absolute_url()))

    answer = claire_at_vallees.post(f"{other.get_absolute_url()}separation/")

    assert answer.url == other.get_absolute_url()
    assert set(Need.objects.live()) == {kept, other}


def test_set_aside_then_back(claire_at_vallees, claire):
    need = Need.objects.raise_alone(claire, "Un four à pain")

    page = claire_at_vallees.post(f"{need.get_absolute_url()}mise-de-cote/", follow=True)
    assert "il n’est plus dans le classement" in words(page)
    assert "Un four à pain" in words(claire_at_vallees.get(f"{LIST}mis-de-cote/"))

    claire_at_vallees.post(f"{need.get_absolute_url()}retour/")
    assert list(Need.objects.live()) == [need]


def test_the_sheet_has_the_reason_and_runs_no_formula(claire_at_vallees, claire):
    Need.objects.raise_alone(claire, "=1+1").estimate(claire, impact=1, urgency=1, effort=1)

    lines = words(claire_at_vallees.get(f"{LIST}tableur/")).splitlines()

    assert lines[1].startswith("1;'=1+1;")
    assert "peut attendre" in lines[1]


def test_rewording_keeps_the_origin(claire_at_vallees, group, claire):
    need = Need.objects.raise_from_cluster(group, claire)

    claire_at_vallees.post(f"{need.get_absolute_url()}texte/", {"title": "Employer sans s’épuiser"})

    need.refresh_from_db()
    assert need.title == "Employer sans s’épuiser"
    assert need.origins.get().text == "Seuls face aux papiers"


def test_members_and_visitors_stay_outside(vallees, malo, at_vallees, oriane, onde):
    need = world.make_need()

    assert world.client_of(vallees, malo).get(LIST).status_code == 403
    assert at_vallees.get(LIST).status_code == 302
    assert world.client_of(onde, oriane).get(need.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_queries_of_the_list_do_not_grow(claire_at_vallees, claire, group, count, django_assert_num_queries):
    for n in range(count):
        need = world.make_need(f"Besoin {n}", impact=n % 5 + 1, effort=3, urgency=2)
        world.make_action(need=need)
    world.make_need(cluster=group)
    with django_assert_num_queries(11):
        claire_at_vallees.get(LIST)


@pytest.mark.parametrize("count", [1, 9])
def test_queries_of_a_need_do_not_grow(claire_at_vallees, claire, count, django_assert_num_queries):
    need = world.make_need()
    for n in range(count):
        workshop = world.make_workshop(f"Atelier {n}")
        (area,) = world.make_wall(workshop, ("Ce qui pèse", "unfavourable", ["a", "b"]))
        cluster = world.make_cluster(workshop, f"Groupe {n}", area.notes.all())
        need.origins.create(workshop=workshop, cluster=cluster, text=cluster.title)
        world.make_action(f"Action {n}", need=need)
    with django_assert_num_queries(14):
        claire_at_vallees.get(need.get_absolute_url())
