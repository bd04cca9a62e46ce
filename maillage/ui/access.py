"""The access mark that the deny-by-default middleware looks for on every view."""


def open_to_all(view):
    """Say that anyone, signed in or not, may reach `view` (sets `view.access = "anyone"`)."""
    view.access = "anyone"
    return view
