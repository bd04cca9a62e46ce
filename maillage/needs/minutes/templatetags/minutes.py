"""`{% load minutes %}`: codes of the contract said in words."""

from django import template

from maillage.needs.minutes.reader.own import words

register = template.Library()


@register.filter
def verdict(code: str) -> str:
    """« validé en plénière »."""
    return words.VERDICTS.get(code, code)
