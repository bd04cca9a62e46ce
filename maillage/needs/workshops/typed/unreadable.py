"""What may be read at once, and the error that says why a file cannot."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_ROWS = 2000
MOST_SIGNS = 1000  # in one post-it
MOST_NAME = 120


class Unreadable(ValueError):
    """Nothing of it was taken; `str(error)` is a French sentence: what happened, what to do."""


def too_many_rows() -> Unreadable:
    return Unreadable(
        f"Il y a plus de {MOST_ROWS} lignes : c’est plus qu’un atelier n’en lit d’un coup. Rien n’a été pris. "
        "Coupez la liste en plusieurs parties."
    )
