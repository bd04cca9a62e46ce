"""A page under watch: what it logs, what it asks the network for, whether axe finds something."""

from contextlib import contextmanager
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe

SIZES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@contextmanager
def watched_page(chromium, size: str):
    """A page in its own session. At the end, anything it complained about fails the test.

    A test that means to provoke an error answers for it with `page.complaints.clear()`."""
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", **SIZES[size])
    page = context.new_page()
    page.complaints = []
    context.on("console", lambda message: note_console(page, message))
    context.on("weberror", lambda error: page.complaints.append(f"script: {error.error}"))
    context.on("request", lambda request: note_foreign(page, request.url))
    context.on("response", lambda response: note_broken(page, response))
    try:
        yield page
        assert page.complaints == []
    finally:
        context.close()


def note_console(page, message) -> None:
    if message.type in ("error", "warning"):
        page.complaints.append(f"console: {message.text}")


def note_foreign(page, url: str) -> None:
    address = urlparse(url)
    host = address.hostname or ""
    if address.scheme in ("http", "https", "ws", "wss") and not (
        host == "localhost" or host.endswith(".localhost")
    ):
        page.complaints.append(f"another host: {url}")


def note_broken(page, response) -> None:
    if response.status >= 500:
        page.complaints.append(f"{response.status}: {response.url}")


# What fades in has arrived: half-way, nothing has its contrast.
# A page that is not in front does not draw: waiting for its animations would wait for ever.
SETTLED = """() => document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime !== Infinity).forEach(one => one.finish())"""


def assert_accessible(page) -> None:
    page.evaluate(SETTLED)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


# Out of reach at the side: cut by an ancestor that does not scroll.
CUT = """() => {
  const edge = document.documentElement.clientWidth + 1
  const scrolls = one => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
  return [...document.querySelectorAll("a, button, input, select, textarea, summary, h1, h2, h3")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > edge && !scrolls(one))
    .filter(one => !one.closest(".sr, .skip, [inert]"))
    .map(one => one.outerHTML.slice(0, 120))
}"""


def assert_no_sideways_scroll(page) -> None:
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        f"{page.url} is wider than the window"
    )
    page.evaluate(SETTLED)
    hidden = page.evaluate(CUT)
    assert hidden == [], f"{page.url} hides at its side {hidden}"
