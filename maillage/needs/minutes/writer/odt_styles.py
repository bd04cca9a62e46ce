"""The styles and the list of our LibreOffice documents: named as LibreOffice names them."""

from __future__ import annotations

from .docx_styles import FONT, HEADINGS, MARKS
from .look import Look
from .markup import Xml, el, joined, root

VERSION = "1.3"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    **{name: f"{OASIS}{name}:1.0" for name in ("office", "text", "table", "style", "meta")},
    "fo": f"{OASIS}xsl-fo-compatible:1.0",
    "svg": f"{OASIS}svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
TEXT_WIDTH = 17.0  # centimetres: A4 less two margins of 2


def automatic_styles(look: Look, tables: list[tuple[str, list[float]]]) -> Xml:
    """Of cells, and widths of each table's columns from the shares of the width they take."""
    thin, thick = f"0.5pt solid {look.line}", f"1.5pt solid {look.accent}"
    padding = {"fo__padding_left": "0.15cm", "fo__padding_right": "0.15cm"}
    cells = {
        "HeadCell": {**padding, "fo__background_color": look.tint, "fo__border_top": thin, "fo__border_bottom": thick},
        "BodyCell": {**padding, "fo__border_bottom": thin},
    }  # fmt: skip
    parts = [_style(name, "table-cell", properties={"table-cell": box}) for name, box in cells.items()]
    parts.append(_style("Row", "table-row", properties={"table-row": {"fo__keep_together": "always"}}))
    for name, shares in tables:
        parts.append(_style(name, "table", properties={"table": {"style__width": f"{TEXT_WIDTH}cm", "table__align": "margins", "fo__margin_bottom": "0.3cm"}}))  # fmt: skip
        for number, share in enumerate(shares, 1):
            width = f"{TEXT_WIDTH * share / sum(shares):.3f}cm"
            parts.append(_style(f"{name}.{number}", "table-column", properties={"table-column": {"style__column_width": width}}))  # fmt: skip
    return el("office:automatic-styles", *parts)


def styles(look: Look, title: str) -> str:
    quiet = {"fo__color": look.quiet}
    bold = {"fo__font_weight": "bold"}
    thin = f"0.5pt solid {look.line}"
    named = [
        el(
            "style:default-style",
            el("style:paragraph-properties", **_space(0, 120), fo__line_height="112%", fo__orphans=2, fo__widows=2),
            el("style:text-properties", style__font_name=FONT, fo__font_size="11pt", fo__color=look.ink, fo__language="fr", fo__country="FR"),
            style__family="paragraph",
        ),
        _paragraph("Standard", None, parent=None),
        *(_heading(level, look) for level in HEADINGS),
        _paragraph("Front", _space(0, 60)),
        _paragraph("About", {**_space(0, 120), "fo__keep_with_next": "always"}, {**quiet, "fo__font_size": "10pt"}),
        _paragraph("Signature", {**_space(480, 0), "fo__border_top": thin, "fo__padding_top": "0.2cm"}, {**quiet, "fo__font_size": "9pt"}),
        _paragraph("List_20_Bullet", _space(0, 80)),
        _paragraph("Bullet_20_Lead", {"fo__keep_with_next": "always"}, parent="List_20_Bullet"),
        _paragraph("Cell", _space(40, 40), {"fo__font_size": "10pt"}),
        _paragraph("CellHead", _space(60, 60), {**bold, "fo__font_size": "9.5pt", "fo__color": look.accent}),
        _paragraph("Footer", None, {**quiet, "fo__font_size": "8.5pt"}, inside=_right_tab()),
        _style("Lead", "text", properties={"text": bold}),
        _style("Tail", "text", properties={"text": quiet}),
        _marks(),
    ]  # fmt: skip
    page = el(
        "style:page-layout",
        el("style:page-layout-properties", fo__page_width="21cm", fo__page_height="29.7cm", fo__margin="2cm"),
        el("style:footer-style", el("style:header-footer-properties", fo__min_height="0.6cm", fo__margin_top="0.4cm")),
        style__name="Page",
    )  # fmt: skip
    foot = el("text:p", title, el("text:tab"), el("text:page-number", "1", text__select_page="current"), text__style_name="Footer")  # fmt: skip
    master = el("style:master-page", el("style:footer", foot), style__name="Standard", style__page_layout_name="Page")  # fmt: skip
    return root(
        "office:document-styles",
        SPACES,
        el("office:font-face-decls", el("style:font-face", style__name=FONT, svg__font_family=FONT, style__font_family_generic="swiss")),
        el("office:styles", *named),
        el("office:automatic-styles", page),
        el("office:master-styles", master),
        office__version=VERSION,
    )  # fmt: skip


def _marks() -> Xml:
    levels = (
        el(
            "text:list-level-style-bullet",
            el(
                "style:list-level-properties",
                el("style:list-level-label-alignment", text__label_followed_by="listtab", fo__text_indent="-0.45cm", fo__margin_left=f"{0.6 * (depth + 1):.1f}cm"),
                text__list_level_position_and_space_mode="label-alignment",
            ),
            text__level=depth + 1,
            text__bullet_char=MARKS[depth % len(MARKS)],
        )
        for depth in range(10)
    )  # fmt: skip
    return el("text:list-style", joined(levels), style__name="Puces")


def _right_tab() -> Xml:
    return el("style:tab-stops", el("style:tab-stop", style__position=f"{TEXT_WIDTH}cm", style__type="right"))


def _heading(level: int, look: Look) -> Xml:
    size, above, below = HEADINGS[level]
    paragraph = {**_space(above, below), "fo__keep_with_next": "always"}
    if level == 2:
        paragraph |= {"fo__border_top": f"0.75pt solid {look.line}", "fo__padding_top": "0.2cm"}
    colour = look.ink if level in (1, 4) else look.accent
    text = {"fo__font_weight": "bold", "fo__font_size": f"{size / 2}pt", "fo__color": colour}
    return _paragraph(f"Heading_20_{level}", paragraph, text, outline=level)


def _paragraph(name, properties, text=None, *, parent="Standard", outline=None, inside=None) -> Xml:
    found = [el("style:paragraph-properties", inside, **(properties or {}))] if properties or inside else []
    found += [el("style:text-properties", **text)] if text else []
    return el(
        "style:style",
        *found,
        style__name=name,
        style__display_name=name.replace("_20_", " ") if "_20_" in name else None,
        style__family="paragraph",
        style__parent_style_name=parent,
        style__next_style_name="Standard" if outline else None,
        style__default_outline_level=outline,
        style__class="text",
    )


def _style(name: str, family: str, properties: dict[str, dict]) -> Xml:
    inside = (el(f"style:{kind}-properties", **said) for kind, said in properties.items())
    return el("style:style", *inside, style__name=name, style__family=family)


def _space(above: int, below: int) -> dict[str, str]:
    """From twips, as Word counts."""
    return {"fo__margin_top": f"{above / 20:g}pt", "fo__margin_bottom": f"{below / 20:g}pt"}
