"""Minutes sent by e-mail: the headers that the program wrote, the greeting and the signature are not what was said."""

from __future__ import annotations

import re

from .dates import find_date
from .lines import Line
from .words import bare, loose_topic

HEADER = re.compile(
    r"^(de|from|expediteur|envoye(?: le)?|sent|a|to|pour|cc|cci|bcc|destinataires?|objet|sujet|subject|date|repondre a|reply-to|pieces? jointes?)\s*:\s"
)
SENDER = ("de", "from", "expediteur")
SUBJECT = ("objet", "sujet", "subject")
FORWARDED = re.compile(
    r"^[-_ >]*(?:debut du )?message (?:transfere|d'origine|original|initial|forwarded)|^forwarded message",
    re.I,
)
REPLY = re.compile(r"(?i)^(?:\s*(?:re|tr|fw|fwd|réf?)\s*:\s*)+")
GREETING = re.compile(
    r"(?:bonjour|bonsoir|salut|coucou|(?:mesdames|madame)(?:,| et)? (?:messieurs|monsieur)|"
    r"cher(?:e?s)?(?: et cher(?:e?s)?)? (?:tous|toutes|amie?s?|adherent|collegue|membre|benevole|voisin|partenaire|camarade))\w*[^.:]{0,50}[,!.]?$"
)
CLOSING = re.compile(
    r"(?:(?:bien )?(?:cordialement|amicalement|a vous|solidairement|associativement|sinceres)|bonne (?:journee|soiree|lecture|fin)|"
    r"a (?:bientot|tres vite)|amities|merci (?:a|pour)|belle (?:journee|soiree)|salutations|bises)\b.{0,60}$"
)
MAX_SIGNATURE = 8


def headers(lines: list[Line]) -> list[Line]:
    """Lines of the blocks « De : … / Envoyé : … / Objet : … », and the line that announces a forwarded message."""
    found: list[Line] = []
    block: list[Line] = []
    for line in [*lines, Line(source="")]:
        if HEADER.match(bare(_said(line))):
            block.append(line)
        else:
            found += _if_headers(block)
            block = []
    return [*found, *[line for line in lines if FORWARDED.match(bare(line.text or line.source))]]


def subject(lines: list[Line]) -> str:
    """What the last of the subjects says, the one of the message that was forwarded."""
    said = [_said(line).split(":", 1)[1].strip() for line in lines if _name(line) in SUBJECT]
    return REPLY.sub("", said[-1]).strip() if said else ""


def courtesies(lines: list[Line]) -> list[Line]:
    """The greeting near the top; the closing words and the signature below them, to the end."""
    written = [line for line in lines if not line.blank]
    found = [line for line in written[:8] if GREETING.fullmatch(bare(line.text))]
    for index, line in list(enumerate(written))[-MAX_SIGNATURE:]:
        below = written[index:]
        short = all(len(x.text) < 90 and not x.bullet and not x.is_row for x in below)
        if CLOSING.match(bare(line.text)) and short and not _announce(below):
            return found + below
    return found


def _announce(lines: list[Line]) -> bool:
    """Whether a date or something of the meeting stands among lines taken for a signature."""
    return any(find_date(line.text, 2000) or loose_topic(line.text.split(":")[0]) for line in lines)


def _if_headers(block: list[Line]) -> list[Line]:
    names = {_name(line) for line in block}
    mail = names & set(SENDER) and len(block) > 1 or names & set(SUBJECT) and len(block) > 2
    return block if mail else []


def _name(line: Line) -> str:
    return bare(_said(line)).split(":", 1)[0].strip()


def _said(line: Line) -> str:
    return " ".join(line.filled) if line.cells else line.text
