"""What the tests count in a reading."""

from collections import Counter

from maillage.needs.minutes.reader import Reading


def counts(reading: Reading) -> dict:
    statuses = Counter(person.status for person in reading.participants)
    notes = Counter()
    for area in areas(reading):
        notes[area.sentiment] += len(area.notes)
    return {
        "date": reading.date,
        "present": statuses["present"],
        "excused": statuses["excused"],
        "absent": statuses["absent"],
        "agenda": len(reading.agenda),
        "notes": {sentiment: count for sentiment, count in notes.items() if count},
        "needs": dict(Counter(need.audience for need in reading.needs)),
        "actions": dict(Counter(action.audience for action in reading.actions)),
        "solutions": [count for _, count in runs(solution.cause for solution in reading.solutions)],
        "follow_ups": len(reading.follow_ups),
    }


def areas(reading):
    return [area for board in reading.boards for area in board.areas]


def notes(reading):
    return [note for area in areas(reading) for note in area.notes]


def runs(values):
    counted = []
    for value in values:
        if counted and counted[-1][0] == value:
            counted[-1][1] += 1
        else:
            counted.append([value, 1])
    return counted
