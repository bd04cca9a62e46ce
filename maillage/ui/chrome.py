"""What surrounds every page: tabs, the menu of the chain, the look. Fed by two settings.

    WORK_MENU = [(section title or None, [(label, url_name), …]), …]
    PUBLIC_TABS = [(label, url_name, tone), …]     tone: a ground of the theme ("pop", "leaf"…)

An unknown url name raises NoReverseMatch: a menu that lies must fail a test, not hide.
"""

from django.conf import settings
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject

from .access import ANYONE
from .theme import theme_of

PHONE_PLACES = 4  # entries that fit 390 px beside "Plus"


def _is_current(path, url, root):
    return path == url or (url != root and path.startswith(url))


def _current_url(path, urls):
    """The longest url that `path` is under, so that one entry only is marked."""
    root = min(urls, key=len, default="")
    return max((url for url in urls if _is_current(path, url, root)), key=len, default=None)


def _may_open(url, roles):
    """A menu shows no door that would stay shut: the view's own mark decides."""
    access = resolve(url, settings.ROOT_URLCONF).func.access
    return ANYONE in access or bool(set(access) & set(roles))


def work_menu(path, roles):
    """[{"title", "open", "entries": [{"label", "url", "current"}]}]; `open` when it holds the current page.

    Entries that people with these `roles` may not open are left out, and sections left empty with them.
    """
    sections = [
        (
            title,
            [
                (label, url)
                for label, url in ((label, reverse(name)) for label, name in entries)
                if _may_open(url, roles)
            ],
        )
        for title, entries in settings.WORK_MENU
    ]
    sections = [section for section in sections if section[1]]
    current = _current_url(path, [url for _, entries in sections for _, url in entries])
    return [
        {
            "title": title,
            "open": any(url == current for _, url in entries),
            "entries": [{"label": label, "url": url, "current": url == current} for label, url in entries],
        }
        for title, entries in sections
    ]


def public_tabs(path):
    """[{"label", "url", "tone", "current"}] in the order of the settings."""
    tabs = [(label, reverse(name), tone) for label, name, tone in settings.PUBLIC_TABS]
    current = _current_url(path, [url for _, url, _ in tabs])
    return [
        {"label": label, "url": url, "tone": tone, "current": url == current} for label, url, tone in tabs
    ]


def chrome(request):
    """Context processor: pole, federation, theme, public_tabs, work_menu."""
    pole = getattr(request, "pole", None)
    tabs = SimpleLazyObject(lambda: public_tabs(request.path) if pole else [])
    return {
        "pole": pole,
        "federation": getattr(request, "federation", None) or getattr(pole, "federation", None),
        "theme": theme_of(request),
        "public_tabs": tabs,
        "phone_tabs": SimpleLazyObject(lambda: tabs[:PHONE_PLACES]),
        "more_tabs": SimpleLazyObject(lambda: tabs[PHONE_PLACES:]),
        "work_menu": SimpleLazyObject(
            lambda: work_menu(request.path, getattr(request, "roles", ())) if pole else []
        ),
    }
