"""One room: the facilitator's desktop, two phones, the projector. Everything is seen live by all."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.room import Room, acknowledged, assert_good, group, launch_vote, notes, ready, stick

WEIGHS = ["Seuls avec nos fiches de paie", "Les horaires du soir", "Pas de remplaçant", "Peur de mal faire"]


@pytest.fixture(scope="module")
def site(small_site):
    return small_site


@pytest.fixture
def room(site, chromium):
    return Room(site, chromium)


@pytest.fixture
def claire(desktop, room):
    """Claire's screen, in front of an open workshop."""
    return room.sit_at_the_desk(desktop)


@pytest.fixture
def join(room):
    """`with join("Lou") as phone:` a phone that types the code, then a name."""
    return room.joined


def test_a_room_writes_groups_votes_and_sees_the_same(claire, join, site):
    with join("Lou") as lou, join("Youenn") as youenn:
        expect(claire.get_by_role("heading", name="2 personnes")).to_be_visible()
        for text in WEIGHS:
            stick(lou, text)
        stick(youenn, "Un comptable sympa", "Ce qui aide")
        for page in (claire, lou, youenn):
            for text in (*WEIGHS, "Un comptable sympa"):
                expect(notes(page, text)).to_have_count(1)
        expect(notes(lou, WEIGHS[0]).get_by_role("link", name="Corriger")).to_be_visible()
        expect(notes(youenn, WEIGHS[0]).get_by_role("link")).to_have_count(0)
        for page in (claire, lou):
            assert_good(page)

        group(claire, [WEIGHS[0], WEIGHS[3]], "Seuls face aux papiers")
        group(claire, [WEIGHS[1]], "Le temps qui manque")
        notes(claire, WEIGHS[2]).locator(".post__pick").check()
        claire.get_by_label("Ranger dans").select_option(label="« Le temps qui manque »")
        claire.get_by_role("button", name="Ranger", exact=True).click()
        time = lou.locator(".cluster", has_text="Le temps qui manque")
        expect(time.locator(".post")).to_have_count(2)

        launch_vote(claire)
        papers = re.compile("Mettre un point.*papiers")
        for page, points in ((lou, 2), (youenn, 3)):
            for _ in range(points):
                page.get_by_role("button", name=papers).click()
        expect(youenn.get_by_role("button", name=papers)).to_be_disabled()
        lou.get_by_role("button", name=re.compile("Mettre un point.*temps")).click()
        expect(lou.locator("[data-left-to-place]")).to_have_text("0")
        expect(claire.get_by_text("2 sur 2\xa0personnes, 6\xa0points posés")).to_be_visible()
        expect(lou.get_by_text("voix", exact=False)).to_have_count(0)
        for page in (claire, lou):
            assert_good(page)

        projector = claire.context.new_page()
        projector.goto(claire.url + "projection/")
        expect(projector.get_by_text("2 sur 2 ont voté")).to_be_visible()
        assert_good(projector)
        claire.get_by_role("button", name="Fermer le vote").click()
        for page in (claire, lou, youenn, projector):
            expect(page.locator(".cluster").first).to_contain_text("5\xa0voix")
            expect(page.locator(".cluster").first).to_contain_text("Seuls face aux papiers")
        claire.get_by_role("button", name="Terminer", exact=False).first.click()
        expect(lou.locator(".now--closed")).to_be_visible()
        for page in (claire, lou, projector):
            assert_good(page)


def test_grouping_and_voting_with_the_keyboard_only(claire, join):
    with join("Lou", size="desktop") as lou:
        for text in WEIGHS[:3]:
            stick(lou, text)
        expect(notes(claire, WEIGHS[2])).to_have_count(1)
        claire.get_by_label(WEIGHS[0]).focus()
        claire.keyboard.press("Space")
        claire.keyboard.press("Tab")
        for _ in range(6):  # the second note's box, past the link that corrects the first
            if claire.evaluate("document.activeElement.matches('.post__pick')"):
                break
            claire.keyboard.press("Tab")
        claire.keyboard.press("Enter")  # chooses it, and goes to name the group
        claire.keyboard.type("Seuls face aux papiers")
        claire.keyboard.press("Enter")
        expect(claire.locator(".cluster .post")).to_have_count(2)

        claire.get_by_role("button", name="Voter", exact=True).focus()
        claire.keyboard.press("Enter")
        claire.keyboard.press("Tab")  # from the way of voting to its budget
        expect(claire.get_by_label("Points par personne")).to_be_focused()
        claire.keyboard.press("ControlOrMeta+a")
        claire.keyboard.type("2")
        claire.keyboard.press("Enter")
        more = lou.get_by_role("button", name=re.compile("Mettre un point"))
        more.focus()
        lou.keyboard.press("Enter")
        lou.keyboard.press("Space")
        expect(lou.locator(".ballot__mine")).to_have_text("2")
        focused = lou.evaluate("document.activeElement.closest('[data-ballot]') !== null")
        assert focused, "the focus stays on the ballot when no point is left"
        expect(claire.get_by_text("1 sur 1\xa0personne, 2\xa0points posés")).to_be_visible()
        claire.get_by_role("button", name="Fermer le vote").focus()
        claire.keyboard.press("Enter")
        expect(lou.locator(".cluster")).to_contain_text("2\xa0voix")


def test_a_phone_without_network_loses_nothing_and_doubles_nothing(claire, join):
    with join("Lou") as lou, join("Youenn") as youenn:
        lou.context.set_offline(True)
        for text in WEIGHS[:2]:
            stick(lou, text)
        expect(lou.get_by_text("en attente d’envoi")).to_have_count(2)
        expect(lou.get_by_text("Connexion perdue")).to_be_visible()
        stick(youenn, "Pendant ce temps")
        expect(notes(claire, "Pendant ce temps")).to_have_count(1)
        lou.wait_for_timeout(3000)
        lou.context.set_offline(False)
        acknowledged(lou)
        for page in (claire, lou, youenn):
            for text in (*WEIGHS[:2], "Pendant ce temps"):
                expect(notes(page, text)).to_have_count(1)
        expect(lou.get_by_text("Connexion perdue")).to_be_hidden()
        lou.complaints.clear()  # the browser names each request that the missing network refused


def test_a_note_waiting_on_a_closed_page_leaves_when_it_opens_again(claire, join):
    with join("Lou") as lou:
        lou.route("**/notes/", lambda route: route.abort())
        stick(lou, WEIGHS[0])
        expect(lou.get_by_text("en attente d’envoi")).to_have_count(1)
        where = lou.url
        lou.goto("about:blank")
        lou.unroute("**/notes/")
        lou.goto(where)
        ready(lou)
        acknowledged(lou)
        expect(notes(lou, WEIGHS[0])).to_have_count(1)
        expect(notes(claire, WEIGHS[0])).to_have_count(1)
        lou.complaints.clear()


def test_a_lost_acknowledgement_makes_no_second_note(claire, join, site):
    """The server commits, the answer never arrives: the phone sends again, the wall keeps one note."""
    with join("Lou") as lou:
        lost = []

        def lose_the_first_answer(route):
            if lost:
                return route.continue_()
            # Playwright's own fetch knows no *.localhost.
            address = route.request.url.replace("vallees.localhost", "127.0.0.1")
            host = {"host": f"vallees.localhost:{site.port}"}
            lost.append(route.fetch(url=address, headers=route.request.headers | host))
            return route.abort()

        lou.route("**/notes/", lose_the_first_answer)
        stick(lou, WEIGHS[0])
        expect(notes(claire, WEIGHS[0])).to_have_count(1)
        acknowledged(lou)
        assert len(lost) == 1
        claire.reload()
        expect(notes(claire, WEIGHS[0])).to_have_count(1)
        lou.complaints.clear()


def test_what_was_written_too_late_stays_on_the_screen(claire, join):
    with join("Lou") as lou:
        lou.context.set_offline(True)
        stick(lou, WEIGHS[0])
        claire.get_by_role("button", name="Terminer", exact=False).first.click()
        expect(claire.locator(".state--closed")).to_be_visible()
        lou.context.set_offline(False)
        expect(notes(lou, WEIGHS[0])).to_contain_text("L’atelier est terminé")
        notes(lou, WEIGHS[0]).get_by_role("button", name="Reprendre ce texte").click()
        expect(lou.get_by_placeholder("Une idée par post-it")).to_have_value(WEIGHS[0])
        assert_good(lou)
        lou.complaints.clear()


def test_own_notes_are_corrected_and_removed(claire, join):
    with join("Lou") as lou:
        stick(lou, "Un contable")
        acknowledged(lou)
        notes(lou, "Un contable").get_by_role("link", name="Corriger").click()
        assert_good(lou)
        lou.get_by_label("Le texte").fill("Un comptable")
        lou.get_by_role("button", name="Enregistrer").click()
        for page in (claire, lou):
            expect(notes(page, "Un comptable")).to_have_count(1)
        expect(lou.get_by_role("dialog")).to_be_hidden()
        notes(lou, "Un comptable").get_by_role("link", name="Corriger").click()
        lou.get_by_role("button", name="Retirer ce post-it").click()
        expect(notes(claire, "Un comptable")).to_have_count(0)


def test_a_refusal_is_said_in_the_dialog_where_one_is(claire, join):
    with join("Lou") as lou:
        stick(lou, "Un contable")
        acknowledged(lou)
        notes(lou, "Un contable").get_by_role("link", name="Corriger").click()
        claire.get_by_role("button", name="Figer").click()
        expect(claire.locator("[data-board]")).to_have_attribute("data-phase", "closed")
        lou.get_by_label("Le texte").fill("Un comptable")
        lou.get_by_role("button", name="Enregistrer").click()
        expect(lou.get_by_role("dialog").get_by_role("alert")).to_contain_text("Votre texte est gardé")
        expect(lou.get_by_label("Le texte")).to_have_value("Un comptable")
        lou.complaints.clear()


def test_without_script_everything_still_works(chromium, site, claire, join):
    code = claire.locator(".codepill b").inner_text()
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(site.url("vallees", "/atelier/"))
    page.get_by_label("Le code affiché").fill(code)
    page.get_by_role("button", name="Entrer").click()
    page.get_by_label("Votre prénom").fill("Soizic")
    page.get_by_role("button", name="Entrer").click()
    page.get_by_label("Une idée par post-it").fill("Écrit sans script")
    page.get_by_role("button", name="Coller").click()
    expect(notes(page, "Écrit sans script")).to_have_count(1)
    group(claire, ["Écrit sans script"], "Sobriété")
    launch_vote(claire)
    expect(claire.get_by_role("button", name="Fermer le vote")).to_be_visible()
    page.reload()
    page.get_by_role("button", name=re.compile("Mettre un point")).click()
    expect(page.locator(".ballot__mine")).to_have_text("1")
    expect(claire.get_by_text("1\xa0point posé")).to_be_visible()
    context.close()


def test_every_page_is_good(window, site):
    window.goto(site.url("vallees", "/atelier/"))
    assert_good(window)
    window.get_by_label("Le code affiché").fill("000-000")
    window.get_by_role("button", name="Entrer").click()
    expect(window.get_by_text("n’ouvre aucun atelier").first).to_be_visible()
    assert_good(window)
    window.complaints.clear()
    site.sign_in(window, "claire")
    for path in ("/espace/ateliers/", "/espace/ateliers/nouveau/"):
        window.goto(site.url("vallees", path))
        assert_good(window)


def test_dragging_a_note_onto_a_group_does_what_the_bar_does(claire, join):
    with join("Lou") as lou:
        for text in WEIGHS[:2]:
            stick(lou, text)
        expect(notes(claire, WEIGHS[1])).to_have_count(1)
        group(claire, [WEIGHS[0]], "Seuls face aux papiers")
        notes(claire, WEIGHS[1]).drag_to(claire.locator(".cluster"))
        expect(claire.locator(".cluster .post")).to_have_count(2)
        notes(claire, WEIGHS[0]).drag_to(claire.get_by_role("heading", name=re.compile("Ce qui aide \\d")))
        expect(claire.locator(".cluster .post")).to_have_count(1)
