"""The access mark that the deny-by-default middleware looks for on every view: `view.access`, a set of roles."""

ANYONE = "anyone"


def open_to_anyone(view):
    """Visitors too may open this page."""
    view.access = frozenset({ANYONE})
    return view
