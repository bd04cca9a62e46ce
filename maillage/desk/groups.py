"""What waits, laid out as one reads it: late, now, when there is time; the first of each sort, the others folded."""

from dataclasses import dataclass, field

from django.urls import resolve

from maillage.desk.morning import sorts
from maillage.ui.todo import Todo

AT_FIRST = 3  # of each sort
TITLES = (("warm", "En retard"), ("pop", "Maintenant"), ("leaf", "Quand vous aurez le temps"))


@dataclass(frozen=True)
class Item:
    todo: Todo
    one_click: bool  # this person may settle it from here


@dataclass(frozen=True)
class Sort:
    shown: list[Item]
    more: list[Item]


@dataclass
class Group:
    tone: str
    title: str
    sorts: list[Sort] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(sort.shown) + len(sort.more) for sort in self.sorts)


def groups_for(roles) -> list[Group]:
    """The groups that hold something, for somebody with these roles."""
    found = {tone: Group(tone, title) for tone, title in TITLES}
    for todos in sorts():
        for tone, group in found.items():
            items = [Item(todo, may_post(todo, roles)) for todo in todos if todo.tone == tone]
            if items:
                group.sorts.append(Sort(items[:AT_FIRST], items[AT_FIRST:]))
    return [group for group in found.values() if group.sorts]


def may_post(todo: Todo, roles) -> bool:
    """Whether the room opens to this person the address that settles it."""
    return bool(todo.post and resolve(todo.post).func.access & roles)


def pressing(groups: list[Group]) -> int:
    return sum(group.count for group in groups if group.tone != "leaf")
