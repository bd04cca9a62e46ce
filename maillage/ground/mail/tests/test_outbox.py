"""The demo's outbox: what would have left can be read, and nowhere else than in a demo."""

import pytest

from maillage.ground.mail.post import send
from tests import world


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def letter(vallees):
    return send(
        ("Malo", "malo@example.org"),
        "482 719 : votre code",
        "Voici 482 719",
        "<p>Voici <b>482 719</b></p><script>alert(1)</script>",
        [("invitation.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR")],
    )


def paths(letter):
    page = f"/courriers/{letter.pid}/"
    return ["/courriers/", page, f"{page}apercu/", f"{page}pieces/0/"]


def test_outside_a_demo_there_is_no_outbox(letter, at_vallees):
    assert [at_vallees.get(path).status_code for path in paths(letter)] == [404] * 4


def test_a_visitor_reads_the_message_and_its_attachment(demo, letter, at_vallees):
    outbox, page, preview, file = [at_vallees.get(path) for path in paths(letter)]
    assert "482 719" in outbox.content.decode()
    assert "Voici 482 719" in page.content.decode()
    assert "sandbox" in preview["Content-Security-Policy"]
    assert "script-src" not in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert file.content == b"BEGIN:VCALENDAR"
    assert "attachment" in file["Content-Disposition"]


def test_a_pole_shows_its_own_mails_and_the_federation_all(demo, letter, onde):
    at_onde, at_federation = world.client_of(onde), world.client_of(None)
    assert "482 719" not in at_onde.get("/courriers/").content.decode()
    assert [at_onde.get(path).status_code for path in paths(letter)[1:]] == [404] * 3
    assert "482 719" in at_federation.get("/courriers/").content.decode()


def test_the_page_follows_by_itself_and_stays_still_when_nothing_changed(demo, letter, at_vallees):
    page = at_vallees.get("/courriers/").content.decode()
    again = page.split('hx-get="')[1].split('"')[0]
    assert at_vallees.get(again, headers={"hx-request": "true"}).status_code == 204
    send(("Lou", "lou@example.org"), "Autre message", "Bonjour")
    assert "Autre message" in at_vallees.get(again, headers={"hx-request": "true"}).content.decode()


def test_the_page_may_show_the_message_in_a_frame(demo, letter, at_vallees):
    policy = at_vallees.get(paths(letter)[1])["Content-Security-Policy"]
    assert "frame-src 'self'" in policy


def test_an_empty_outbox_says_what_to_do(demo, at_vallees):
    assert "Rien n’est encore parti" in at_vallees.get("/courriers/").content.decode()


def test_the_list_takes_as_many_queries_for_many(
    demo, letter, vallees, at_vallees, django_assert_num_queries
):
    for number in range(30):
        send(("Lou", "lou@example.org"), f"Message {number}", "Bonjour")
    with django_assert_num_queries(2):
        at_vallees.get("/courriers/")
