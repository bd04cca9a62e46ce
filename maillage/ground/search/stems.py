"""Words as search compares them: no case, no accent, no elision, French stems.

The same functions prepare the index and the question, so SQLite and PostgreSQL cannot disagree.
A word is stemmed twice, as written and without its accents: « mutualisées » needs its accents to fall
on the stem of « mutualiser », and « economie » must still find « économie ».
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

SMALL_WORDS = """
a au aux avec ce ces cet cette d dans de des du elle en est et il ils j je l la le les leur leurs mais mes mon n ne nos
notre nous on ou par pas pour qu que qui s sa sans se ses si son sont sur t ta te tes tu un une vos votre vous y
"""
STOP_WORDS = frozenset(SMALL_WORDS.split())
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
french = snowballstemmer.stemmer("french")


def plain(word: str) -> str:
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """The plain word, then its stems: « mutualisées » → ("mutualisees", "mutualis", "mutualise")."""
    bare = plain(word)
    return tuple(dict.fromkeys((bare, plain(french.stemWord(word)), french.stemWord(bare))))


def words(text: str) -> list[str]:
    """« L’Œuvre d’économie » → ["oeuvre", "économie"]."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(LIGATURES)
    return [
        word
        for word in re.findall(r"[^\W_]+", lowered)
        if plain(word).isalnum() and plain(word) not in STOP_WORDS
    ]


def indexed(text: str) -> str:
    """What is kept of a text: the forms of its words, each once, in order."""
    return " ".join(dict.fromkeys(form for word in words(text) for form in forms(word)))


def asked(question: str, most: int = 8) -> list[tuple[str, ...]]:
    """The forms of the first words of a question; a row must answer each, by a stem or by the word as a prefix."""
    return [forms(word) for word in words(question[:500])][:most]
