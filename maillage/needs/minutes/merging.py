"""Two people wrote in the same section: both texts, brought together. Pure.

What only one of them changed since `base` is taken; what both changed is kept twice, theirs first, to be read again.
"""

from difflib import SequenceMatcher

BOTH = " / "


def merged(base: dict, theirs: dict, mine: dict) -> dict:
    """Data of one section from three: as it was, as it stands, as I wrote it."""
    if "text" in mine:
        return {**theirs, "text": merged_text(base.get("text", ""), theirs.get("text", ""), mine["text"])}
    if "areas" in mine:
        return _board(base, theirs, mine)
    if "rows" in mine:
        return {**theirs, "rows": merged_rows(base.get("rows", []), theirs.get("rows", []), mine["rows"])}
    return merged_fields(base, theirs, mine)


def merged_text(base: str, theirs: str, mine: str) -> str:
    """Line by line: between two lines nobody touched, the side that changed; both, theirs first, when both did."""
    base, theirs, mine = base.splitlines(), theirs.splitlines(), mine.splitlines()
    kept_by_them, kept_by_me = _kept(base, theirs), _kept(base, mine)
    stand = [line for line in range(len(base)) if line in kept_by_them and line in kept_by_me]
    out, before = [], (0, 0, 0)
    for b, t, m in [
        *((n, kept_by_them[n], kept_by_me[n]) for n in stand),
        (len(base), len(theirs), len(mine)),
    ]:
        out += _between(base[before[0] : b], theirs[before[1] : t], mine[before[2] : m])
        out += base[b : b + 1]
        before = (b + 1, t + 1, m + 1)
    return "\n".join(out)


def _kept(base: list[str], other: list[str]) -> dict[int, int]:
    """{line of base: line of the other} for lines that did not change."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _between(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    return [*theirs, *(line for line in mine if line not in theirs and line not in base)]


def merged_rows(base: list[dict], theirs: list[dict], mine: list[dict]) -> list[dict]:
    """Rows by id, in their order then mine; a row one of us removed goes, unless the other changed it."""
    was, yours, ours = ({row["id"]: row for row in rows} for rows in (base, theirs, mine))
    rows = []
    for key, row in yours.items():
        if key in ours:
            rows.append(merged_fields(was.get(key, {}), row, ours[key]))
        elif key not in was or row != was[key]:
            rows.append(row)
    new = [row for key, row in ours.items() if key not in yours and (key not in was or row != was[key])]
    return [*rows, *new]


def merged_fields(base: dict, theirs: dict, mine: dict) -> dict:
    """Field by field; free words that both changed stand side by side, of anything else theirs stays."""
    out = dict(theirs)
    for name, value in mine.items():
        other, was = theirs.get(name), base.get(name)
        if value in (other, was):
            continue
        if other == was or not other:
            out[name] = value
        elif value and isinstance(value, str) and isinstance(other, str) and _is_free(name):
            out[name] = other + BOTH + value
    return out


def _is_free(name: str) -> bool:
    return name not in (
        "id",
        "due",
        "date",
        "starts",
        "ends",
        "status",
        "kind",
        "email",
        "phone",
        "group",
        "parent",
    )


def _board(base: dict, theirs: dict, mine: dict) -> dict:
    """Notes are rows that say in which area they hang; areas themselves are nobody's to change here."""
    title = merged_fields(*({"title": board.get("title", "")} for board in (base, theirs, mine)))
    groups = merged_rows(*(board.get("groups", []) for board in (base, theirs, mine)))
    notes = merged_rows(*(_notes(board) for board in (base, theirs, mine)))
    areas = [
        {**area, "notes": [_bare(note) for note in notes if note["area"] == rank]}
        for rank, area in enumerate(max(theirs["areas"], mine["areas"], key=len))
    ]
    return {**theirs, **title, "areas": areas, "groups": groups}


def _notes(board: dict) -> list[dict]:
    return [
        {**note, "area": rank} for rank, area in enumerate(board.get("areas", [])) for note in area["notes"]
    ]


def _bare(note: dict) -> dict:
    return {name: value for name, value in note.items() if name != "area"}
