"""What the coordination sees and does with the road map."""

import datetime as dt

import pytest
from django.utils import timezone

from maillage.actions.roadmap.models import Action, ActionState, Axis, Workstream
from maillage.ground.people.models import Person
from maillage.needs.catalogue.models import Need
from maillage.needs.workshops.models import Takeaway
from tests import world

pytestmark = pytest.mark.django_db

ROADMAP = "/espace/feuille-de-route/"
NEW = "/espace/actions/nouvelle/"
SAID = {
    "title": "Un cercle d’entraide",
    "horizon": "short",
    "new_workstream": "Employer",
    "new_axis": "Épauler",
}


def words(response) -> str:
    return response.content.decode()


def titles(response):
    return [row.action.title for axis in response.context["axes"] for part in axis.parts for row in part.rows]


def test_nothing_yet_says_what_to_do(claire_at_vallees):
    for view in ("", "?vue=frise"):
        assert claire_at_vallees.get(ROADMAP + view).status_code == 200
    assert "La route est encore blanche" in words(claire_at_vallees.get(ROADMAP))


def test_from_the_need_to_its_action(claire_at_vallees, claire):
    need = world.make_need()
    page = claire_at_vallees.get(f"{NEW}?besoin={need.pid}")
    assert page.context["form"].initial["besoins"] == [need.pid]

    answer = claire_at_vallees.post(
        f"{NEW}?besoin={need.pid}",
        {**SAID, "besoins": [need.pid], "owner_name": "claire MORVAN", "due": "2027-06-30"},
    )

    action = Action.objects.with_state().get()
    assert answer.url == action.get_absolute_url()
    assert (action.owner, action.state, action.due) == (claire, "planned", dt.date(2027, 6, 30))
    assert (str(action.workstream), str(action.workstream.axis)) == ("Employer", "Épauler")
    assert action.answers.get().need == need
    assert "Bien vivre son rôle d’employeur" in words(claire_at_vallees.get(answer.url))


def test_from_the_minutes_to_the_action_once(claire_at_vallees):
    takeaway = Takeaway.objects.create(
        workshop=world.make_workshop(), kind="action", text="Créer un groupement", line=60
    )
    page = claire_at_vallees.get(f"{NEW}?piste={takeaway.pid}")
    assert page.context["form"]["title"].value() == "Créer un groupement"

    claire_at_vallees.post(f"{NEW}?piste={takeaway.pid}", SAID)

    action = Action.objects.get(takeaway=takeaway)
    assert claire_at_vallees.get(f"{NEW}?piste={takeaway.pid}").url == action.get_absolute_url()


def test_an_unknown_owner_becomes_a_person_of_the_pole(claire_at_vallees):
    claire_at_vallees.post(NEW, {**SAID, "owner_name": "Gaëlle Clerc"})

    assert Action.objects.get().owner.name == "Gaëlle Clerc"
    assert Person.objects.known_in_pole().filter(name="Gaëlle Clerc").count() == 1


def test_two_people_of_one_name_are_told_apart_by_their_address(claire_at_vallees, vallees):
    one, two = (world.make_person("Lou Martin", f"{n}@example.org") for n in ("lou1", "lou2"))
    for lou in (one, two):
        world.grant(vallees, lou, "member")

    refused = claire_at_vallees.post(NEW, {**SAID, "owner_name": "Lou Martin"})
    assert refused.status_code == 422
    assert "Lou Martin (lou1@example.org), Lou Martin (lou2@example.org)" in words(refused)

    claire_at_vallees.post(NEW, {**SAID, "owner_name": "Lou Martin (lou2@example.org)"})
    assert Action.objects.get().owner == two


def test_a_chantier_of_that_name_is_used_again(claire_at_vallees):
    claire_at_vallees.post(NEW, SAID)
    claire_at_vallees.post(NEW, {**SAID, "new_workstream": "employer", "new_axis": "epauler"})

    assert Action.objects.count() == 2
    assert (Axis.objects.count(), Workstream.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Dites en une phrase ce que vous décidez de faire."),
        ({"new_workstream": ""}, "Nommez le chantier"),
        ({"new_axis": ""}, "Choisissez un axe pour ce nouveau chantier"),
        ({"due": "9999-12-31"}, "Cette année paraît fausse"),
        ({"starts": "2027-02-01", "due": "2027-01-01"}, "L’échéance tombe avant le début."),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_saves_nothing(claire_at_vallees, change, said):
    answer = claire_at_vallees.post(
        NEW, {**SAID, "description": "Avec la mairie", "owner_name": "Gaëlle Clerc", **change}
    )

    assert answer.status_code == 422
    assert said in words(answer)
    assert "Avec la mairie" in words(answer)
    assert not Action.objects.exists()
    assert not Axis.objects.exists()
    assert not Person.objects.filter(name="Gaëlle Clerc").exists()


def test_changing_the_state_is_a_line_with_a_name_and_a_word(claire_at_vallees, claire):
    action = world.make_action(state="planned")

    claire_at_vallees.post(
        f"{action.get_absolute_url()}etats/", {"state": "running", "comment": "Voté au conseil"}
    )
    claire_at_vallees.post(f"{action.get_absolute_url()}etats/", {"state": "jamais vue"})

    line = action.history.first()
    assert (line.state, line.by, line.comment) == ("running", claire, "Voté au conseil")
    assert action.history.count() == 2
    assert "Voté au conseil" in words(claire_at_vallees.get(action.get_absolute_url()))


def test_revising_an_action_keeps_its_history_and_its_takeaway(claire_at_vallees):
    takeaway = Takeaway.objects.create(
        workshop=world.make_workshop(), kind="action", text="Créer un groupement"
    )
    action = world.make_action(takeaway=takeaway, need=world.make_need())
    address = f"{action.get_absolute_url()}texte/"
    assert claire_at_vallees.get(address).context["form"]["chantier"].value() == action.workstream.pid

    claire_at_vallees.post(
        address, {"title": "Autrement", "horizon": "long", "chantier": action.workstream.pid}
    )

    action.refresh_from_db()
    assert (action.title, action.horizon, action.takeaway) == ("Autrement", "long", takeaway)
    assert not action.answers.exists()
    assert action.history.count() == 1


def test_filters_stand_in_the_address(claire_at_vallees, claire):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    world.make_action("tard", due=yesterday, horizon="short", owner=claire)
    world.make_action("faite", state="done", horizon="medium")
    world.make_action("abandonnée", state="dropped", horizon="long")
    axis = Action.objects.get(title="tard").workstream.axis

    def found(query):
        return set(titles(claire_at_vallees.get(f"{ROADMAP}?{query}")))

    assert found("") == {"tard", "faite"}
    assert found("etat=dropped") == {"abandonnée"}
    assert found("retard=on") == found(f"personne={claire.pid}") == found(f"axe={axis.pid}") == {"tard"}
    assert found("horizon=medium&vue=frise") == {"faite"}
    assert found("personne=personne") == {"faite"}
    assert found("axe=inconnu") == {"tard", "faite"}


def test_the_sheet_is_the_filtered_list(claire_at_vallees):
    world.make_action("+1 animatrice", need=world.make_need())
    world.make_action("faite", state="done")

    lines = words(claire_at_vallees.get(f"{ROADMAP}tableur/?etat=running")).splitlines()

    assert len(lines) == 2
    assert ";'+1 animatrice;court terme;" in lines[1]
    assert "Bien vivre son rôle d’employeur" in lines[1]


def test_axes_and_chantiers_are_added_renamed_moved_and_removed(claire_at_vallees):
    plan = f"{ROADMAP}axes/"
    for title in ("Épauler", "Relier"):
        claire_at_vallees.post(plan, {"axe-title": title})
    first, second = Axis.objects.all()
    claire_at_vallees.post(f"/espace/axes/{first.pid}/chantiers/", {"title": "Employer"})
    stream = Workstream.objects.get()
    claire_at_vallees.post(f"/espace/chantiers/{stream.pid}/", {"title": "Employer mieux"})
    claire_at_vallees.post(f"/espace/axes/{second.pid}/rang/", {"sens": "haut"})
    refused = claire_at_vallees.post(f"/espace/axes/{first.pid}/retrait/", follow=True)
    claire_at_vallees.post(f"/espace/axes/{second.pid}/retrait/")

    assert "Cet axe porte des chantiers" in words(refused)
    assert [(axis.title, [str(s) for s in axis.workstreams.all()]) for axis in Axis.objects.all()] == [
        ("Épauler", ["Employer mieux"])
    ]
    assert "Employer mieux" in words(claire_at_vallees.get(plan))


def test_a_chantier_with_actions_stays(claire_at_vallees):
    action = world.make_action()

    answer = claire_at_vallees.post(f"/espace/chantiers/{action.workstream.pid}/retrait/", follow=True)

    assert "Ce chantier porte des actions" in words(answer)
    assert Workstream.objects.exists()


def test_members_and_visitors_stay_outside(vallees, malo, at_vallees, oriane, onde):
    action = world.make_action()

    assert world.client_of(vallees, malo).get(ROADMAP).status_code == 403
    assert at_vallees.get(ROADMAP).status_code == 302
    for way in ("get", "post"):
        path = action.get_absolute_url() + ("etats/" if way == "post" else "")
        assert getattr(world.client_of(onde, oriane), way)(path).status_code == 404
    assert ActionState.objects.count() == 1


@pytest.mark.parametrize("view", ["", "?vue=frise"])
@pytest.mark.parametrize("count", [2, 20])
def test_queries_of_the_road_map_do_not_grow(
    claire_at_vallees, claire, view, count, django_assert_num_queries
):
    for n in range(count):
        world.make_action(f"Action {n}", need=world.make_need(f"Besoin {n}"), owner=claire)
    with django_assert_num_queries(14):
        claire_at_vallees.get(ROADMAP + view)


@pytest.mark.parametrize("count", [1, 12])
def test_queries_of_an_action_and_its_form_do_not_grow(
    claire_at_vallees, claire, count, django_assert_num_queries
):
    action = world.make_action()
    action.answer([world.make_need(f"Besoin {n}") for n in range(count)])
    for n in range(count):
        action.move("running", claire, f"nouvelle {n}")
    assert Need.objects.count() == count
    with django_assert_num_queries(9):
        claire_at_vallees.get(action.get_absolute_url())
    with django_assert_num_queries(14):
        claire_at_vallees.get(f"{action.get_absolute_url()}texte/")


def said_at_a_workshop(**said):
    return Takeaway.objects.create(
        workshop=world.make_workshop(), kind="action", text="Créer un groupement", **said
    )


def test_an_action_said_at_a_workshop_comes_with_who_and_for_when(claire_at_vallees, malo):
    takeaway = said_at_a_workshop(
        owner="malo riou", person=malo, due=dt.date(2027, 3, 1), audience="les assos"
    )

    page = claire_at_vallees.get(f"{NEW}?piste={takeaway.pid}")

    form = page.context["form"]
    assert form["owner_name"].value() == "Malo Riou"
    assert form["due"].value() == dt.date(2027, 3, 1)
    assert form["description"].value() == "Pour : les assos"


def test_somebody_of_the_workshop_without_a_role_is_not_made_twice(claire_at_vallees):
    aicha = world.make_person("Aïcha Benali", "aicha@example.org")
    takeaway = said_at_a_workshop(owner="Aïcha", person=aicha)

    claire_at_vallees.post(f"{NEW}?piste={takeaway.pid}", {**SAID, "owner_name": "Aïcha Benali"})

    assert Action.objects.get(takeaway=takeaway).owner == aicha
    assert Person.objects.filter(name="Aïcha Benali").count() == 1


def test_words_that_name_nobody_make_no_person(claire_at_vallees):
    takeaway = said_at_a_workshop(owner="toutes les structures")

    form = claire_at_vallees.get(f"{NEW}?piste={takeaway.pid}").context["form"]

    assert form["owner_name"].value() == ""
    assert "toutes les structures" in form["description"].value()
