"""The codes that people type: that of the workshop, and the four signs that bring somebody back.

Guessing is slowed down, gently: only wrong codes count, and only those who try after many of them wait.
"""

from maillage.needs.workshops.limits import Limit

WRONG_CODES = 120
TEN_MINUTES = 10 * 60
WRONG = Limit("wrong-codes", WRONG_CODES, TEN_MINUTES)
# 390,000 possible signs: 20 tries find one of 100 seats once in 200 times ten minutes.
WRONG_SIGNS = Limit("wrong-signs", 20, TEN_MINUTES)
WRONG_SIGNS_IN_ALL = Limit("wrong-signs-in-all", 300, TEN_MINUTES, together=True)
# A room of 150 behind one address comes in within a minute, some of them twice.
JOINS = Limit("joins", 300, 60)


def too_many(request) -> bool:
    return WRONG.reached(request)


def count_wrong(request) -> None:
    WRONG.count(request)


def too_many_signs(request, code: str) -> bool:
    return WRONG_SIGNS.reached(request, code) or WRONG_SIGNS_IN_ALL.reached(request, code)


def count_wrong_signs(request, code: str) -> None:
    WRONG_SIGNS.count(request, code)
    WRONG_SIGNS_IN_ALL.count(request, code)


def clean(typed: str) -> str:
    """« 482-719 », « 482 719 » and « 482719 » are one code."""
    return "".join(c for c in typed if c.isdecimal())
