"""Who may do what with events. A row of a sister pole is out of scope before any of this is asked."""

from maillage.ground.people.access import COORDINATION, STEERING

ORGANISE = COORDINATION  # create, change, publish, cancel an event; register someone by hand
FOLLOW = STEERING  # see who is registered, export, print
WELCOME = STEERING  # hold the door: check people in


def may_organise(request) -> bool:
    return bool(ORGANISE & request.roles)
