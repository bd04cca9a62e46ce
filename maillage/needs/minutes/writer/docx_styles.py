"""The styles and the list of our Word documents: named as Word names them, so that a person can change them in one place."""

from __future__ import annotations

from .look import Look
from .markup import Xml, el, joined, root

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Calibri"
HEADINGS = {
    1: (52, 0, 160),
    2: (32, 480, 120),
    3: (26, 320, 80),
    4: (23, 200, 60),
}  # half-points, twips above, below
MARKS = ("•", "–", "▪")


def styles(look: Look) -> str:
    quiet, accent = _colour(look.quiet), _colour(look.accent)
    defaults = el(
        "w:docDefaults",
        el("w:rPrDefault", el("w:rPr", _font(), _colour(look.ink), *_size(22), el("w:lang", w__val="fr-FR", w__eastAsia="fr-FR", w__bidi="ar-SA"))),
        el("w:pPrDefault", el("w:pPr", _spacing(0, 120, 269))),
    )  # fmt: skip
    return root(
        "w:styles",
        {"w": W},
        defaults,
        _style("Normal", "Normal", default=1),
        *(_heading(level, look) for level in HEADINGS),
        _style("Front", "Repères", paragraph=[_spacing(0, 60)]),
        _style("About", "Précision", paragraph=[el("w:keepNext"), _spacing(0, 120)], run=[quiet, *_size(20)]),
        _style("Signature", "Signature du document", paragraph=[_border(look), _spacing(480, 0)], run=[quiet, *_size(18)]),
        _style("ListBullet", "List Bullet", paragraph=[el("w:numPr", el("w:numId", w__val=1)), _spacing(0, 80)]),
        _style("Cell", "Cellule", paragraph=[_spacing(40, 40, 250)], run=_size(20)),
        _style("CellHead", "Titre de colonne", paragraph=[el("w:keepNext"), _spacing(60, 60, 240)], run=[*_bold(), accent, *_size(19)]),
        _style("After", "Après un tableau", paragraph=[_spacing(0, 0, 160)], run=_size(8)),
        _style("Footer", "footer", paragraph=[el("w:tabs", el("w:tab", w__val="right", w__pos=9638)), _spacing(0, 0)], run=[quiet, *_size(17)]),
        _style("Lead", "Repère", kind="character", run=_bold()),
        _style("Tail", "Détail", kind="character", run=[quiet]),
        _table_style(look),
    )  # fmt: skip


def numbering() -> str:
    levels = joined(
        el(
            "w:lvl",
            el("w:start", w__val=1),
            el("w:numFmt", w__val="bullet"),
            el("w:lvlText", w__val=MARKS[depth % len(MARKS)]),
            el("w:lvlJc", w__val="left"),
            el("w:pPr", el("w:ind", w__left=340 * (depth + 1), w__hanging=260)),
            w__ilvl=depth,
        )
        for depth in range(9)
    )
    shape = el(
        "w:abstractNum",
        el("w:multiLevelType", w__val="hybridMultilevel"),
        levels,
        w__abstractNumId=0,
    )
    return root("w:numbering", {"w": W}, shape, el("w:num", el("w:abstractNumId", w__val=0), w__numId=1))


def _heading(level: int, look: Look) -> Xml:
    size, above, below = HEADINGS[level]
    paragraph = [el("w:keepNext"), el("w:keepLines")]
    if level == 2:
        paragraph.append(_border(look))
    paragraph += [_spacing(above, below, 240), el("w:outlineLvl", w__val=level - 1)]
    return _style(
        f"Heading{level}",
        f"heading {level}",
        paragraph=paragraph,
        run=[*_bold(), _colour(look.ink if level in (1, 4) else look.accent), *_size(size)],
        following="Normal",
    )


def _style(
    name: str, title: str, *, kind="paragraph", paragraph=(), run=(), following=None, default=None
) -> Xml:
    based = None if default else el("w:basedOn", w__val="Normal") if kind == "paragraph" else None
    return el(
        "w:style",
        el("w:name", w__val=title),
        based,
        el("w:next", w__val=following) if following else None,
        el("w:qFormat"),
        el("w:pPr", *paragraph) if paragraph else None,
        el("w:rPr", *run) if run else None,
        w__type=kind,
        w__default=default,
        w__styleId=name,
    )


def _table_style(look: Look) -> Xml:
    thin = {"w__val": "single", "w__sz": 4, "w__space": 0, "w__color": look.line[1:]}
    thick = {**thin, "w__sz": 12, "w__color": look.accent[1:]}
    margins = [el(f"w:{side}", w__w=85, w__type="dxa") for side in ("left", "right")]
    return el(
        "w:style",
        el("w:name", w__val="Tableau de compte rendu"),
        el(
            "w:tblPr",
            el("w:tblBorders", el("w:top", **thin), el("w:bottom", **thin), el("w:insideH", **thin)),
            el("w:tblCellMar", *margins),
        ),
        el(
            "w:tblStylePr",
            el("w:tcPr", el("w:tcBorders", el("w:bottom", **thick)), el("w:shd", w__val="clear", w__color="auto", w__fill=look.tint[1:])),
            w__type="firstRow",
        ),
        w__type="table",
        w__styleId="MinutesTable",
    )  # fmt: skip


def _border(look: Look) -> Xml:
    return el("w:pBdr", el("w:top", w__val="single", w__sz=6, w__space=6, w__color=look.line[1:]))


def _font() -> Xml:
    return el("w:rFonts", w__ascii=FONT, w__hAnsi=FONT, w__cs=FONT, w__eastAsia=FONT)


def _size(half_points: int) -> list[Xml]:
    return [el("w:sz", w__val=half_points), el("w:szCs", w__val=half_points)]


def _bold() -> list[Xml]:
    return [el("w:b"), el("w:bCs")]


def _colour(colour: str) -> Xml:
    return el("w:color", w__val=colour[1:])


def _spacing(before: int, after: int, line: int | None = None) -> Xml:
    rule = "auto" if line else None
    return el("w:spacing", w__before=before, w__after=after, w__line=line, w__lineRule=rule)
