"""What the page of a sheet would post."""

from maillage.needs.workshops.methods.sheet import Sheet


def typed(sheet: Sheet, **changes) -> dict:
    """The sheet as it is, with these changes ({field name: text}), sent by « Enregistrer »."""
    data = {"boards": [board.key for board in sheet.boards], "steps": [step.key for step in sheet.steps]}
    for board in sheet.boards:
        data |= {f"b-{board.key}-title": board.title, f"areas-{board.key}": [a.key for a in board.areas]}
        data |= {f"b-{board.key}-{name}": "on" for name in ("for_teams", "hands") if getattr(board, name)}
        if board.slots:
            slots, rooms = "\n".join(board.slots), "\n".join(board.rooms)
            data |= {f"b-{board.key}-slots": slots, f"b-{board.key}-rooms": rooms}
        for area in board.areas:
            data |= {f"a-{area.key}-title": area.title, f"a-{area.key}-sentiment": area.sentiment}
    for step in sheet.steps:
        for name in ("title", "kind", "minutes", "guide", "board", "phase", "teams", "vote"):
            data[f"t-{step.key}-{name}"] = getattr(step, name)
    return data | {"do": "save"} | changes
