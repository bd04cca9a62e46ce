"""Templates that must know their variables.

Django prints nothing for a variable that nobody gave, so a typing mistake shows as a hole in a page.
Here it raises, in the templates of Maillage only (libraries rely on holes). `{% if x %}`, `{% for … in x %}`,
`{% firstof x %}` and `{{ x|default:… }}` may still ask about a variable that is not there.
"""

import sys
from pathlib import Path

from django.template.base import FilterExpression, Node

FORGIVING_FILTERS = {"default", "default_if_none"}


class UnknownVariableError(Exception):
    """A template used a variable that its view did not give."""


class UnknownVariable(str):
    """The `string_if_invalid` of the test engine. Django asks whether it is true only when a variable is
    missing; that question is the moment to look at who asked. Everywhere else it is an empty string."""

    def __new__(cls, strict_folder: Path):
        empty = super().__new__(cls)
        empty.strict_folder = str(strict_folder)
        return empty

    def __bool__(self) -> bool:
        asking = sys._getframe(1)
        expression = asking.f_locals.get("self")
        if asking.f_code is FilterExpression.resolve.__code__ and not is_forgiven(expression):
            self.refuse(expression, nearest_node(asking))
        return False

    def refuse(self, expression: FilterExpression, node: Node | None) -> None:
        if node is None or not node.origin.name.startswith(self.strict_folder):
            return
        raise UnknownVariableError(
            f"{node.origin.name}, line {node.token.lineno}: {{{{ {expression.token} }}}} is not known"
        )


def is_forgiven(expression: FilterExpression) -> bool:
    return bool(expression.filters) and expression.filters[0][0].__name__ in FORGIVING_FILTERS


def nearest_node(frame) -> Node | None:
    """The tag or variable being rendered, the innermost one that knows its file."""
    while frame is not None:
        candidate = frame.f_locals.get("self")
        if isinstance(candidate, Node) and getattr(candidate, "origin", None) and candidate.token:
            return candidate
        frame = frame.f_back
    return None
