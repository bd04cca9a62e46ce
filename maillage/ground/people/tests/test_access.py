"""Who may open a page: nobody by default, then whoever holds one of the roles it names, today."""

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from maillage.ground.people.access import (
    COORDINATION,
    FIGURES,
    SIGNED_IN,
    STEERING,
    AccessMiddleware,
    open_to,
    open_to_anyone,
)
from maillage.ground.people.models import FederationRole, Role
from tests import world


def page(request):
    return HttpResponse("ouvert")


@pytest.fixture
def knock(vallees, rf):
    """What someone at the door of a page open to `allowed` gets: None to come in, a redirection, or an error."""

    def knocks(mark, person=None, **headers):
        request = RequestFactory().get("/espace/secret/?q=a", headers={"host": vallees.host} | headers)
        request.pole, request.federation = vallees, vallees.federation
        request.user = (
            person.account if person else world.client_of(vallees).get("/connexion/").wsgi_request.user
        )
        HtmxMiddleware(lambda request: None)(request)
        door = AccessMiddleware(lambda request: None)
        door(request)
        return door.process_view(request, mark(lambda request: page(request)), (), {})

    return knocks


def test_a_view_that_does_not_say_is_closed_to_all(knock, claire):
    with pytest.raises(ImproperlyConfigured):
        knock(lambda view: view, claire)


def test_a_visitor_is_led_to_the_door_and_back(knock):
    assert knock(open_to_anyone) is None
    assert knock(open_to(STEERING)).url == "/connexion/?next=/espace/secret/%3Fq%3Da"


def test_a_fragment_leads_the_whole_page_to_the_door(knock, vallees):
    url = f"http://{vallees.host}/espace/"
    answer = knock(open_to(STEERING), **{"HX-Request": "true", "HX-Current-URL": url})
    assert answer["HX-Redirect"] == "/connexion/?next=/espace/"


def test_a_role_opens_and_another_does_not(knock, claire, malo):
    assert knock(open_to(STEERING), claire) is None
    assert knock(open_to(SIGNED_IN), malo) is None
    for closed in (STEERING, COORDINATION):
        with pytest.raises(PermissionDenied):
            knock(open_to(closed), malo)


def test_a_role_of_the_sister_pole_opens_nothing_here(knock, oriane):
    with pytest.raises(PermissionDenied):
        knock(open_to(STEERING), oriane)


def test_a_role_that_ended_opens_nothing(knock, claire):
    Role.objects.update(until=Role.objects.get().since)
    with pytest.raises(PermissionDenied):
        knock(open_to(STEERING), claire)


def test_the_federation_sees_figures_and_nothing_else(knock, vallees):
    fanny = world.make_federation_coordinator()
    assert knock(open_to(FIGURES), fanny) is None
    with pytest.raises(PermissionDenied):
        knock(open_to(STEERING), fanny)
    FederationRole.objects.update(until=FederationRole.objects.get().since)
    with pytest.raises(PermissionDenied):
        knock(open_to(FIGURES), fanny)


def test_a_wrong_role_gets_a_page_that_says_so(vallees, malo):
    answer = world.client_of(vallees, malo).get("/espace/personnes/")
    assert answer.status_code == 403
    assert "réservée" in answer.content.decode()
