"""The first page of the federation and of each pole, on a phone and on a desktop."""

import re

import pytest

from tests.browser.window import assert_accessible, assert_no_sideways_scroll

ADDRESS = re.compile(r"http://(?:(\w[\w-]*)\.)?localhost:\d+/$", re.MULTILINE)


@pytest.fixture
def poles(demo) -> list[str]:
    """As bin/run announces them; the federation is the empty name."""
    return ADDRESS.findall((demo / "welcome.txt").read_text())


def test_five_poles_and_their_federation(poles):
    assert len(poles) == 6
    assert poles[0] == ""


def test_every_front_door_is_open(window, site, poles):
    for pole in poles:
        answer = window.goto(site.url(pole))
        assert answer.status == 200
        assert window.locator("h1").count() == 1, f"{window.url} has not exactly one title"
        assert_no_sideways_scroll(window)
        assert_accessible(window)
