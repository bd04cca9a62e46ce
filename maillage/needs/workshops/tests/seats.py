"""What tests of sub-groups look at."""

from maillage.needs.workshops.models import last_gesture


def sizes(workshop):
    """Of the teams at work, in order."""
    return [team.size for team in workshop.teams.at_work().with_sizes()]


def members(team):
    return set(team.members.values_list("name", flat=True))


def seats(workshop):
    """{name of a person: name of their team, None without one}"""
    return dict(workshop.participants.values_list("name", "team__name"))


def undo(workshop, by):
    return last_gesture(workshop).undo(by)
