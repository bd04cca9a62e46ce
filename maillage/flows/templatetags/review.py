"""`{% load review %}`: the fields of a reading, each named by its path."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def add_index(path: str, position: int) -> str:
    """ "needs." and 2 → "needs.2"."""
    return f"{path}{position}"


@register.filter
def dot(path: str, key: str) -> str:
    """ "needs.2" and "text" → "needs.2.text"."""
    return f"{path}.{key}"


@register.filter
def about(faults: dict, path: str) -> bool:
    """Whether something under this path is to correct."""
    return any(fault.startswith(f"{path}.") for fault in faults)


@register.filter
def labelled(value: str, choices) -> str:
    return dict(choices).get(value, value)


@register.filter
def choices(items: list, key: str) -> list[str]:
    """What the items already say under `key`, each once."""
    return list(dict.fromkeys(item[key] for item in items if item.get(key)))


@register.simple_tag
def item_second(item: dict, key: str) -> str:
    return item.get(key) or ""


@register.simple_tag
def typed(path: str, value, label: str, faults: dict, kind: str = "text"):
    """A labelled line of text; its fault, when it has one, is said under it."""
    fault = faults.get(path, "")
    said = (
        format_html('<p class="field__error" id="{}_erreur"><span>{}</span></p>', path, fault)
        if fault
        else ""
    )
    marks = format_html(' aria-invalid="true" aria-describedby="{}_erreur"', path) if fault else ""
    return format_html(
        '<div class="field"><label class="field__label" for="{0}">{1}</label>'
        '<input class="input" id="{0}" name="{0}" type="{2}" value="{3}"{4}>{5}</div>',
        path, label, kind, value or "", marks, said,
    )  # fmt: skip


@register.simple_tag
def words(path: str, text: str, label: str):
    """A few words that grow with what is typed."""
    return format_html(
        '<textarea class="review__words" id="{0}" name="{0}" rows="1" aria-label="{1}">{2}</textarea>',
        path,
        label,
        text,
    )


@register.simple_tag
def source_line(number):
    """A link to the line of the source."""
    if not number:
        return ""
    return format_html('<a class="review__line" href="#L{0}">ligne {0}</a>', number)
