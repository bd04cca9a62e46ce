"""Mails in the pole's look: MJML in, (html, text) out. No picture to fetch, nothing that follows the reader."""

import re
from html.parser import HTMLParser

import mrml
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template

TEXT_FONTS = "'Bricolage Grotesque', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
# MJML is XML, which has no place for these, however they came into a name.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The library would otherwise link a font on another host.
_OPTIONS = mrml.RenderOptions(fonts={})


def render_email(subject, template_name, context, theme):
    """Return (html, text) of a mail.

    `template_name` ends in ".mjml.html", extends "ui/email.mjml.html" and fills its block `content` with
    MJML sections. The text comes from the twin ending in ".txt" when there is one, else from the HTML.
    Raises TemplateDoesNotExist, or ValueError when the MJML does not parse.
    """
    full = {
        "pole_name": theme.name,
        **context,
        "subject": subject,
        "theme": theme,
        "t": theme.tokens,
        "fonts": TEXT_FONTS,
    }
    source = NOT_IN_XML.sub("", get_template(template_name).render(full))
    try:
        html = mrml.to_html(source, render_options=_OPTIONS).content
    except OSError as error:
        raise ValueError(f"{template_name}: {error}") from error
    return html, NOT_IN_XML.sub("", _twin(template_name, full)) or text_of(html)


def _twin(template_name, context):
    """The hand-written text version, unescaped; "" when there is none."""
    try:
        template = get_template(template_name.removesuffix(".mjml.html") + ".txt").template
    except TemplateDoesNotExist:
        return ""
    return template.render(Context(context, autoescape=False)).strip() + "\n"


class _Words(HTMLParser):
    """Collects what a reader would read: blocks become lines, links keep their address."""

    BLOCKS = {"p", "div", "tr", "h1", "h2", "h3", "li", "br", "table"}
    SILENT = {"style", "title", "script"}

    def __init__(self):
        super().__init__()
        self.out, self.silent, self.link = [], 0, None

    def handle_starttag(self, tag, attrs):
        if tag in self.SILENT:
            self.silent += 1
        if tag in self.BLOCKS:
            self.out.append("\n")
        if tag == "a":
            self.link = dict(attrs).get("href")

    def handle_endtag(self, tag):
        if tag in self.SILENT:
            self.silent -= 1
        if tag in self.BLOCKS:
            self.out.append("\n")
        if tag == "a" and self.link:
            self.out.append(f" : {self.link}")
            self.link = None

    def handle_data(self, data):
        if not self.silent:
            self.out.append(" ".join(data.split()) + " " if data.strip() else "")


def text_of(html):
    """Plain text of an HTML mail, one paragraph a block."""
    words = _Words()
    words.feed(html)
    lines = [" ".join(line.split()).replace(" :  http", " : http") for line in "".join(words.out).split("\n")]
    kept = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip() + "\n"
