"""A tagged PDF of ours, read by its tags: each heading, item and cell has its own words, however the page was cut."""

from __future__ import annotations

from collections.abc import Iterator

from pdfminer.pdftypes import PDFObjRef, resolve1

from ..own import words

MAX_ELEMENTS = 100_000
MAX_DEPTH = 80
MAX_ATTACHED = 8 * 1024 * 1024
ATTACHED = b"minutes.json"
HEADINGS = {f"H{level}": level for level in range(1, 7)}
CONTAINERS = ("TR", "THead", "TBody", "TFoot")


def own_lines(document, limit: int) -> list[dict] | None:
    """Rows for `Line(**row)` of a `pdfplumber.PDF` that our writer made, None for any other; `limit` characters a page."""
    root = resolve1(document.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict) or not document.pages or not _is_signed(document, limit):
        return None
    return _Tags(document, root, limit).lines()


def carried(document) -> str:
    """The attached file that our writer names so, "" when there is none."""
    named = resolve1(resolve1(document.doc.catalog.get("Names")) or {})
    files = resolve1(named.get("EmbeddedFiles")) if isinstance(named, dict) else None
    listed = resolve1(files.get("Names")) if isinstance(files, dict) else None
    for name, file in zip(listed[::2], listed[1::2], strict=False) if isinstance(listed, list) else ():
        if isinstance(name, bytes) and name.endswith(ATTACHED):
            stream = resolve1((resolve1(resolve1(file).get("EF")) or {}).get("F"))
            return stream.get_data()[:MAX_ATTACHED].decode("utf-8", "replace")
    return ""


def _is_signed(document, limit: int) -> bool:
    """Our sentence stands at the end: on the last page, unless it was cut at the foot of the one before."""
    pages = document.pages[-2:]
    end = "".join(char["text"] for page in pages for char in page.chars[:limit])
    return words.SIGNED.replace(" ", "") in "".join(end.split())


class _Tags:
    def __init__(self, document, root: dict, limit: int):
        self.root = root
        self.roles = resolve1(root.get("RoleMap")) or {}
        self.pages = {page.page_obj.pageid: number for number, page in enumerate(document.pages)}
        self.words: dict[tuple[int, int], list[str]] = {}
        for number, page in enumerate(document.pages):
            for char in page.chars[:limit]:
                if char.get("mcid") is not None:
                    self.words.setdefault((number, char["mcid"]), []).append(char["text"])
            page.close()
        self.found: list[dict] = []
        self.tables = self.met = 0

    def lines(self) -> list[dict]:
        self._blocks(self.root, 0, 0)
        return self.found

    def _blocks(self, element: dict, page: int, depth: int) -> None:
        for kind, child, page_of_child in self._children(element, page):
            if kind in HEADINGS:
                self.found.append(
                    {"source": self._text(child, page_of_child, depth), "level": HEADINGS[kind]}
                )
            elif kind == "L":
                self._list(child, page_of_child, depth + 1, 0)
            elif kind == "Table":
                self._table(child, page_of_child, depth + 1)
            elif kind == "P":
                self.found.append({"source": self._text(child, page_of_child, depth)})
            elif isinstance(child, dict) and depth < MAX_DEPTH:
                self._blocks(child, page_of_child, depth + 1)

    def _list(self, element: dict, page: int, depth: int, level: int) -> None:
        for kind, item, page_of_item in self._children(element, page):
            if kind == "LI" and depth < MAX_DEPTH:
                self._item(item, page_of_item, depth + 1, level)
            elif (
                kind == "L" and depth < MAX_DEPTH
            ):  # typst sets the deeper list beside the item it belongs to
                self._list(item, page_of_item, depth + 1, level + 1)

    def _item(self, item: dict, page: int, depth: int, level: int) -> None:
        first = True
        for kind, child, page_of_child in self._body(item, page):
            if kind == "L":
                self._list(child, page_of_child, depth, level + 1)
            elif text := self._text(child, page_of_child, depth):
                place = {"depth": level, "laid_out": True, "bullet": True} if first else {"continues": True}
                self.found.append({"source": text, **place})
                first = False

    def _body(self, item: dict, page: int) -> Iterator[tuple]:
        """What an item holds, in order, without its mark."""
        for kind, child, page_of_child in self._children(item, page):
            if kind == "LBody":
                yield from self._children(child, page_of_child)
            elif kind != "Lbl":
                yield kind, child, page_of_child

    def _table(self, element: dict, page: int, depth: int) -> None:
        self.tables += 1
        for row, page_of_row in self._rows(element, page, depth):
            cells = [
                self._cell(child, page_of_cell, depth)
                for kind, child, page_of_cell in self._children(row, page_of_row)
                if kind in ("TH", "TD")
            ]
            source = " | ".join(cell.replace("\n", " / ") for cell in cells)
            if any(cells):
                self.found.append({"source": source, "cells": cells, "table": self.tables})

    def _rows(self, element: dict, page: int, depth: int) -> Iterator[tuple[dict, int]]:
        for kind, child, page_of_child in self._children(element, page):
            if kind == "TR":
                yield child, page_of_child
            elif kind in CONTAINERS and depth < MAX_DEPTH:
                yield from self._rows(child, page_of_child, depth + 1)

    def _cell(self, element: dict, page: int, depth: int) -> str:
        """Its paragraphs one below another, else its words."""
        parts = [
            self._text(child, page_of_child, depth + 1)
            for kind, child, page_of_child in self._children(element, page)
            if kind == "P"
        ]
        return "\n".join(filter(None, parts)) if parts else self._text(element, page, depth)

    def _text(self, child, page: int, depth: int) -> str:
        return "".join(self._pieces(child, page, depth)).strip()

    def _pieces(self, child, page: int, depth: int) -> Iterator[str]:
        if isinstance(child, int):
            yield from self.words.get((page, child), ())
        elif depth < MAX_DEPTH:
            for _, inner, page_of_inner in self._children(child, page):
                yield from self._pieces(inner, page_of_inner, depth + 1)

    def _children(self, element: dict, page: int) -> Iterator[tuple[str, dict | int, int]]:
        """(tag, element, page) of each child, ("", number, page) of each piece of marked text."""
        kids = resolve1(element.get("K"))
        for kid in kids if isinstance(kids, list) else [kids]:
            self.met += 1
            found = resolve1(kid) if isinstance(kid, PDFObjRef) else kid
            if self.met > MAX_ELEMENTS or found is None:
                continue
            if isinstance(found, int):
                yield "", found, page
            elif isinstance(found, dict):
                here = self._page(found, page)
                if "MCID" in found:
                    yield "", found["MCID"], here
                elif "S" in found:
                    yield self._tag(found), found, here

    def _page(self, element: dict, page: int) -> int:
        named = element.get("Pg")
        return self.pages.get(named.objid, page) if isinstance(named, PDFObjRef) else page

    def _tag(self, element: dict) -> str:
        name = getattr(element["S"], "name", "")
        mapped = self.roles.get(name) if isinstance(self.roles, dict) else None
        return getattr(mapped, "name", None) or name
