"""`{% load ui %}`: artwork, notes, pictures of figures, form fields, and French dates and counts."""

import hashlib
import re

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from .. import artwork, forms, french, money, pictures, sheets
from ..theme import DEFAULT_THEME, theme_of

register = template.Library()

register.filter("day", french.day)
register.filter("moment", french.moment)
register.filter("span", french.span)
register.filter("hours", french.hours)
register.filter("clock", french.clock)
register.filter("short_month", french.short_month)
register.filter("number_fr", french.number)
register.filter("plural_fr", french.plural)
register.filter("ordinal_fr", french.ordinal)
register.filter("typo", french.typo)
register.filter("euros", money.euros)

SENTIMENTS = {
    "favourable": "Ce qui aide",
    "unfavourable": "Ce qui pèse",
    "neutral": "",
    "consequence": "Conséquence",
    "problem": "Problème",
    "cause": "Cause",
    "solution": "Solution",
}
_SAFE_SEED = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")


def _theme(context):
    """The page's theme; inside `{% include … only %}` the request is still there to tell it."""
    if theme := context.get("theme"):
        return theme
    request = getattr(context, "request", None)
    return theme_of(request) if request else DEFAULT_THEME


def _seed(value):
    """`value` as it is when it can stand in a URL, else a digest of it."""
    text = str(value)
    return text if _SAFE_SEED.match(text) else hashlib.sha256(text.encode()).hexdigest()[:12]


@register.simple_tag(takes_context=True)
def theme_url(context):
    """URL of the pole's whole style sheet."""
    return reverse("ui:theme", args=[sheets.digest_of(_theme(context))])


@register.simple_tag(takes_context=True)
def art_url(context, seed, w=640, h=360, kind=""):
    """URL of a piece of artwork in the pole's hand, its own for each seed; sizes in px."""
    theme = _theme(context)
    return reverse("ui:art", args=[kind or theme.artwork, theme.digest, _seed(seed), w, h])


@register.simple_tag(takes_context=True)
def art_data(context, seed, w=640, h=360, kind=""):
    """The same artwork as a data: URL, for lists with more cards than a page may make requests."""
    theme = _theme(context)
    return artwork.data_url(artwork.art(kind or theme.artwork, theme, _seed(seed), w, h, dense=False))


@register.simple_tag(takes_context=True)
def hero_art(context, w=1440, h=720, kind=""):
    """The pole's own artwork as inline SVG, decorative."""
    theme = _theme(context)
    return mark_safe(artwork.art(kind or theme.artwork, theme, theme.seed, w, h))


@register.simple_tag(takes_context=True)
def logo(context, size=44):
    """The pole's mark as inline SVG, decorative (its name stands beside it)."""
    return mark_safe(artwork.logo(_theme(context), size))


@register.simple_tag(takes_context=True)
def icon_data(context):
    """The pole's mark as a data: URL, for the tab of the browser."""
    return artwork.data_url(artwork.logo(_theme(context), 48))


@register.simple_tag(takes_context=True)
def portrait(context, who, size=48):
    """A person's photo (`who.photo.url`) or, without one, a cut-paper portrait with initials. Decorative."""
    photo = getattr(who, "photo", None)
    if photo:
        return format_html(
            '<img class="portrait" src="{}" alt="" width="{}" height="{}">', photo.url, size, size
        )
    return mark_safe(artwork.portrait(str(who), _theme(context), size))


@register.simple_tag
def note(text, sentiment="neutral", **options):
    """A sticky note. Options: author, votes, line, url, tilt, compact, hidden, new, tag ("li"/"div"), id.

    A hidden note shows that something is written, not what.
    """
    return render_to_string(
        "ui/parts/note.html",
        {
            "text": text,
            "sentiment": sentiment if sentiment in SENTIMENTS else "neutral",
            "sentiment_label": SENTIMENTS.get(sentiment, ""),
            "tag": "div",
            **options,
        },
    )


@register.simple_tag
def dots(count, total=None):
    """`count` filled dots of `total` as SVG (at most 100 drawn); decorative, the number stands beside it."""
    return mark_safe(pictures.dots(count, total))


@register.simple_tag
def ring(count, total):
    """A ring filled to count/total, as SVG."""
    return mark_safe(pictures.ring(count, total))


@register.simple_tag
def bars(values):
    """Bars side by side for a sequence of numbers; the last one is marked as today's."""
    return mark_safe(pictures.bars(values))


@register.simple_tag
def bar(count, total, tone="leaf"):
    """A progress bar of seats or steps: the picture only; say the numbers in words beside it."""
    return mark_safe(pictures.bar(count, total, tone))


@register.simple_tag
def mark(name):
    """A tiny cut-paper mark as inline SVG: plus, search, arrow, back, close, check, copy, drag, more."""
    return mark_safe(pictures.mark(name))


@register.simple_tag
def field(bound_field, **options):
    """One form field in the house's markup: label, help, widget, errors.

    Options: label, help (replace the form's own words), hide_label (kept for screen readers).
    """
    return render_to_string(
        "ui/forms/field.html", {"field": bound_field, "label": "", "help": "", "hide_label": False, **options}
    )


@register.simple_tag
def day_note(value):
    """A `<time>` whose day is a huge number: weekday, day, month, hour, each in its span."""
    return format_html(
        '<time datetime="{}"><span>{}</span> <b>{}</b> <span>{}</span>{}</time>',
        value.isoformat(),
        *french.day_parts(value),
        format_html(" <span>{}</span>", french.clock(value)) if hasattr(value, "hour") else "",
    )


@register.simple_tag
def field_parts(bound_field, label="", help_text=""):
    """What `ui/forms/field.html` needs to know of a field: kind, label, help, widget, describedby."""
    kind = forms.kind_of(bound_field)
    return {
        "kind": kind,
        "label": label or bound_field.label,
        "help": help_text or bound_field.help_text,
        "describedby": forms.described_by(bound_field),
        "widget": "" if kind == "cards" else forms.widget_html(bound_field),
        "across": kind == "cards" and all(len(str(text)) < 18 for _, text in bound_field.field.choices),
    }


@register.simple_tag
def tick(choice):
    """The input of one choice of a radio or checkbox group, without its label."""
    data = choice.data
    data["attrs"]["class"] = "tick"
    return render_to_string("ui/forms/tick.html", {"widget": data})


@register.inclusion_tag("ui/forms/summary.html")
def form_errors(form):
    """The list of what to correct, each item a link to its field; nothing when the form is right."""
    general = list(form.non_field_errors()) + [e for f in form.hidden_fields() for e in f.errors]
    return {
        "problems": [
            {
                "target": bound.id_for_label or f"{bound.auto_id}_0",
                "label": bound.label,
                "error": bound.errors[0],
            }
            for bound in form.visible_fields()
            if bound.errors
        ],
        "general": general,
        "general_count": len(general),
    }


@register.filter
def colour(tokens, name):
    """A colour of the theme whose name has a dash: `{{ theme.tokens|colour:"on-paper" }}`."""
    return tokens[name]


@register.filter
def words(text):
    """The words of a text, for short lists written in a template."""
    return text.split()


@register.filter
def paragraphs(text):
    """Escaped text as `<p>` and `<br/>`, closed as XML asks (MJML is XML)."""
    return mark_safe(linebreaks(str(text), autoescape=True).replace("<br>", "<br/>"))
