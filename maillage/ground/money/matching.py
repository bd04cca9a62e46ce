"""Which due a line of the bank pays, and why one may think so. It proposes; a person confirms."""

import re
from dataclasses import dataclass

from maillage.ground.people.names import name_key

SURE, LIKELY, POSSIBLE = 3, 2, 1
SIGNS = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True)
class Proposal:
    """`why` in words; `sure` when the reference and the sum both say so."""

    due: object
    strength: int
    why: str

    @property
    def sure(self) -> bool:
        return self.strength == SURE


def propose(line, dues) -> Proposal | None:
    """The best of the dues that wait (each with `.left`), or None when nothing speaks for any; a tie is not decided."""
    found = sorted((one for due in dues if (one := compare(line, due))), key=lambda one: -one.strength)
    if not found or (len(found) > 1 and found[0].strength == found[1].strength):
        return None
    return found[0]


def compare(line, due) -> Proposal | None:
    if line.amount > due.left:
        return None
    exact = line.amount == due.left
    if due.reference in SIGNS.sub("", line.words.upper()):
        if exact:
            return Proposal(due, SURE, f"la référence {due.reference} et le montant")
        return Proposal(due, LIKELY, f"la référence {due.reference} ; le montant est partiel")
    named = is_named(line.words, due)
    if named and exact:
        return Proposal(due, LIKELY, f"le nom « {named} » et le montant")
    return None


def is_named(words: str, due) -> str:
    """The payer's name, when every word of it stands in the line."""
    heard = set(name_key(words).split())
    for name in filter(None, (due.organisation and due.organisation.name, due.person.name)):
        parts = set(name_key(name).split())
        if parts and parts <= heard:
            return name
    return ""
