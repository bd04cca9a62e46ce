"""Walking through the pages as people do: by what is written on them. Presses are counted, stage by stage."""

from collections import Counter

from playwright.sync_api import Locator, Page, expect

from tests.browser.window import assert_accessible, assert_no_sideways_scroll


class Walk:
    def __init__(self, page: Page, site):
        self.page, self.site = page, site
        page.set_default_timeout(10_000)
        self.presses, self.stage = Counter(), ""

    def begin(self, stage: str) -> None:
        self.stage = stage
        self.presses[stage] += 0

    def press(self, what: Locator | str, **options) -> None:
        """A button, a link, a choice: one gesture of a hand. A word alone is the name of a button."""
        (self.page.get_by_role("button", name=what, **options) if isinstance(what, str) else what).click()
        self.presses[self.stage] += 1

    def link(self, name) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=name).first

    def menu(self, part: str, entry: str) -> None:
        """By the menu at the side; by the dock and its second row on a phone."""
        if (side := self.page.get_by_role("navigation", name="Espace de travail")).is_visible():
            return self.press(side.get_by_role("link", name=entry, exact=True))
        dock = self.page.get_by_role("navigation", name="Les étapes de la chaîne")
        self.press(dock.get_by_role("link", name=part))
        row = self.page.get_by_role("navigation", name=part, exact=True)
        if row.get_by_role("link", name=entry, exact=True).get_attribute("aria-current") is None:
            self.press(row.get_by_role("link", name=entry, exact=True))
        return None

    def see(self, title) -> None:
        """The page (or the fragment) has come, and it is good."""
        expect(self.page.get_by_role("heading", name=title).first).to_be_visible()
        self.look()

    def look(self) -> None:
        assert self.page.locator("h1").count() == 1, self.page.url
        assert_no_sideways_scroll(self.page)
        assert_accessible(self.page)

    def told(self) -> str:
        return ", ".join(f"{stage} {count}" for stage, count in self.presses.items())
