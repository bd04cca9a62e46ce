"""Comparing people's names and addresses the way people do: accents and case do not count."""

import unicodedata


def name_key(name: str) -> str:
    """« Gaëlle  CLERC-Roy » and « gaelle clerc roy » are one key; the order of words does not count."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in flat).split()))


def email_key(email: str) -> str:
    return email.strip().lower()


def sort_key(name: str) -> str:
    """Where a name stands in a list: « Éloïse » between « Elia » and « Emma », on every database."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold().strip()
