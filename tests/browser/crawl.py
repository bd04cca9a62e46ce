"""Walks a site by its links: one address for each page of the URL table (and for each set of filters)."""

from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse
from django.urls.converters import IntConverter, UUIDConverter

ABSENT = {UUIDConverter: "00000000-0000-4000-8000-000000000000", IntConverter: 0}
HREFS = "links => links.filter(link => !link.hasAttribute('download')).map(link => link.href)"


class Crawl:
    """`for path in crawl:` gives a path; `crawl.follow(page)` then reads the links of the page opened there.

    `wanted(match, filters)` says whether to go there: what `resolve` answers, and the names in the query. Each address of
    the views named in `varied` is opened: their page is another one with the state of what it shows."""

    def __init__(self, urlconf: str, starts: list[str], wanted, varied=frozenset()):
        self.urlconf, self.wanted, self.varied = urlconf, wanted, varied
        self.waiting, self.seen, self.places = [], set(), set()
        for path in starts:
            self.add(path)

    def __iter__(self):
        while self.waiting:
            yield self.waiting.pop(0)

    def add(self, address: str) -> None:
        parts = urlsplit(address)
        try:
            match = resolve(parts.path, self.urlconf)
        except Resolver404:
            return
        kind = (match.view_name, *sorted(parse_qs(parts.query)))
        place = (parts.path, *kind) if match.view_name in self.varied else kind
        if place not in self.places and self.wanted(match, kind[1:]):
            self.places.add(place)
            self.seen.add(kind)
            self.waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))

    def follow(self, page) -> None:
        here = urlsplit(page.url).netloc
        for address in page.locator("a[href]").evaluate_all(HREFS):
            if urlsplit(address).netloc == here:
                self.add(address)

    def view_of(self, address: str) -> str:
        return resolve(urlsplit(address).path, self.urlconf).view_name

    @property
    def views(self) -> set[str]:
        return {name for name, *_ in self.seen}


def url_table(urlconf: str) -> dict[str, str]:
    """{"events:event": "/evenements/absent/"}: every view, with the address of an object that is not there."""
    table = {}

    def read(patterns, namespaces=(), needs=()):
        for entry in patterns:
            asked = (*needs, *entry.pattern.converters.items())
            if isinstance(entry, URLPattern):
                name = ":".join((*namespaces, entry.name))
                absent = {key: ABSENT.get(type(converter), "absent") for key, converter in asked}
                table[name] = reverse(name, urlconf, kwargs=absent)
            else:
                read(entry.url_patterns, (*namespaces, *filter(None, [entry.namespace])), asked)

    read(get_resolver(urlconf).url_patterns)
    return table
