"""Comparing people's names and addresses the way people do: accents and case do not count."""

import unicodedata


def name_key(name: str) -> str:
    """« Gaëlle  CLERC-Roy » and « gaelle clerc roy » are one key; the order of words does not count."""
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in _flat(name)).split()))


def email_key(email: str) -> str:
    return email.strip().lower()


def sort_key(name: str) -> str:
    """Where a name stands in a list: « Éloïse » between « Elia » and « Emma », on every database."""
    return _flat(name)


def _flat(name: str) -> str:
    """Without accents nor case, any space a plain one; never longer than the name, so that it fits where it fits.

    Hence canonical decomposition: the compatible one makes five letters of « ㎯ ».
    """
    spaced = " ".join(name.split())
    return unicodedata.normalize("NFD", spaced).encode("ascii", "ignore").decode().casefold().strip()
