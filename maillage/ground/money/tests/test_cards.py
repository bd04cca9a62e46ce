"""Paying by card at HelloAsso, played by a small server that speaks its API: what a browser says is never believed."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from maillage.ground.money.models import Due, Means, Payment


class Stub(BaseHTTPRequestHandler):
    def answer(self, said, status=200):
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        house, body = self.server, self.rfile.read(int(self.headers["Content-Length"])).decode()
        if house.broken:
            return self.answer({"error": "down"}, 500)
        if self.path == "/oauth2/token":
            asked = parse_qs(body)
            known = asked["client_id"] == ["id"] and asked["client_secret"] == ["secret"]
            return self.answer(
                {"access_token": "sesame"} if known else {"error": "invalid"}, 200 if known else 401
            )
        if self.headers["Authorization"] != "Bearer sesame":
            return self.answer({}, 401)
        house.asked = json.loads(body)
        house.intents += 1
        house.orders[str(house.intents)] = None
        return self.answer({"id": house.intents, "redirectUrl": f"{house.url}/pay/{house.intents}"})

    def do_GET(self):
        if self.server.broken:
            return self.answer({}, 500)
        order = self.server.orders.get(self.path.rsplit("/", 1)[1])
        return self.answer({"id": 1, **({"order": order} if order else {})})

    def log_message(self, *_):
        pass


@pytest.fixture
def helloasso(settings):
    house = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    house.url = settings.HELLOASSO_URL = f"http://127.0.0.1:{house.server_address[1]}"
    house.broken, house.intents, house.orders, house.asked = False, 0, {}, None
    threading.Thread(target=house.serve_forever, daemon=True).start()
    yield house
    house.shutdown()
    house.server_close()


@pytest.fixture
def cards(vallees):
    return Means.objects.create(helloasso_slug="vallees", helloasso_client="id", helloasso_secret="secret")


def paid(number, amount=5000, state="Authorized"):
    return {"payments": [{"id": number, "amount": amount, "state": state}]}


def left(due):
    return Due.objects.get(pk=due.pk).left


def begin(client, due):
    return client.post(f"{due.get_absolute_url()}carte/")


def test_the_whole_way(at_vallees, due, cards, helloasso):
    assert "Payer par carte" in at_vallees.get(due.get_absolute_url()).text
    page = begin(at_vallees, due)
    assert f"{helloasso.url}/pay/1" in page.text
    assert (helloasso.asked["totalAmount"], helloasso.asked["metadata"]) == (5000, {"due": due.pid})
    helloasso.orders["1"] = paid(77)
    for _ in range(3):
        page = at_vallees.get(f"{due.get_absolute_url()}retour/")
    assert "C’est réglé" in page.text
    assert [(one.amount, one.external) for one in Payment.objects.all()] == [(5000, "helloasso:77")]
    assert due.checkouts.get().raw["order"] == paid(77)


def test_coming_back_without_paying_changes_nothing(at_vallees, due, cards, helloasso):
    begin(at_vallees, due)
    page = at_vallees.get(f"{due.get_absolute_url()}retour/?code=succeeded&orderId=1")
    assert "pas encore confirmé" in page.text
    helloasso.orders["1"] = paid(78, state="Refused")
    at_vallees.get(f"{due.get_absolute_url()}retour/")
    assert left(due) == 5000


def notify(client, due, **more):
    said = {
        "eventType": "Payment",
        "data": {"amount": 1, "state": "Authorized"},
        "metadata": {"due": due.pid},
        **more,
    }
    return client.post("/helloasso/notification/", json.dumps(said), content_type="application/json")


def test_a_notification_is_only_a_reason_to_ask(at_vallees, due, cards, helloasso):
    begin(at_vallees, due)
    assert notify(at_vallees, due).status_code == 200
    assert left(due) == 5000
    helloasso.orders["1"] = paid(79)
    notify(at_vallees, due)
    assert left(due) == 0


def test_what_helloasso_gave_back_is_taken_back_once(at_vallees, due, cards, helloasso):
    begin(at_vallees, due)
    helloasso.orders["1"] = paid(80)
    notify(at_vallees, due)
    helloasso.orders["1"] = paid(80, state="Refunded")
    notify(at_vallees, due)
    notify(at_vallees, due)
    assert left(due) == 5000
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"metadata": 3}', '{"metadata": {"due": []}}', "nonsense"])
def test_a_notification_that_says_nothing_does_nothing(at_vallees, vallees, body):
    answer = at_vallees.post("/helloasso/notification/", body, content_type="application/json")
    assert answer.status_code in (200, 400)


def test_when_helloasso_is_down_nothing_is_lost_and_the_page_says_so(at_vallees, due, cards, helloasso):
    helloasso.broken = True
    answer = begin(at_vallees, due)
    assert answer.status_code == 503
    assert "rien n’a été débité" in answer.text
    helloasso.broken = False
    begin(at_vallees, due)
    helloasso.broken = True
    assert "HelloAsso ne répond pas" in at_vallees.get(f"{due.get_absolute_url()}retour/").text
    assert notify(at_vallees, due).status_code == 503


def test_a_wrong_secret_is_told_as_an_absence(at_vallees, due, cards, helloasso):
    Means.objects.update(helloasso_secret="autre")
    assert begin(at_vallees, due).status_code == 503


def test_the_secret_is_never_shown_and_stays_when_left_empty(claire_at_vallees, cards):
    page = claire_at_vallees.get("/espace/reglements/moyens/")
    assert "secret" not in page.context["form"]["helloasso_secret"].as_widget().replace(
        "helloasso_secret", ""
    )
    claire_at_vallees.post(
        "/espace/reglements/moyens/", {"helloasso_slug": "vallees", "helloasso_client": "id"}
    )
    assert Means.objects.get().helloasso_secret == "secret"


def test_without_helloasso_there_is_no_card(at_vallees, due, means):
    assert "Payer par carte" not in at_vallees.get(due.get_absolute_url()).text
    assert begin(at_vallees, due).status_code == 404
