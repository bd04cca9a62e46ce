"""Who to invite: pasted addresses, people of the pole, whoever came last time."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from maillage.ground.people.models import Person, Role
from maillage.ground.people.names import email_key, name_key
from maillage.needs.workshops.models import Participant, Workshop

ADDRESS = re.compile(r"<?([^\s<>;,\"]+@[^\s<>;,\"]+)>?")
CUT = re.compile(r"[\n;,]+")
MOST = 300  # in one go
NOT_A_NAME = re.compile(r"[@.\d/]")


def read_addresses(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """[(name, address)] of what was pasted from anywhere, and the pieces that hold no address.

    « Aubry, Lou <lou@example.org> » is one person: a comma inside a name is not the end of it.
    """
    found, wrong, before = [], [], ""
    for piece in filter(None, (piece.strip(" \t\r\"'") for piece in CUT.split(text))):
        match = ADDRESS.search(piece)
        if match is None:
            if before:
                wrong.append(before)
            before = piece
            continue
        name = " ".join(ADDRESS.sub(" ", piece).replace('"', " ").split())
        if before and "<" in piece and not NOT_A_NAME.search(before):
            name, before = f"{name} {before}".strip(), ""
        if before:
            wrong.append(before)
            before = ""
        address = match[1].strip(".")
        if is_address(address):
            found.append((name or name_from(address), address))
        else:
            wrong.append(piece)
    return found, wrong + ([before] if before else [])


def is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


def name_from(address: str) -> str:
    """« lou.aubry@… » is probably called Lou Aubry."""
    words = re.split(r"[._+-]+", address.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word)[:120] or address[:120]


def known_as(name: str, address: str) -> Person | None:
    """The person of this pole with this address; of several who share it, the one with this name."""
    people = list(Person.objects.known_in_pole().filter(email=email_key(address)))
    if len(people) == 1:
        return people[0]
    return next((person for person in people if person.name_key == name_key(name)), None)


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label="Coller des adresses",
        help_text="Comme elles viennent : « Lou Aubry <lou@exemple.fr> », une par ligne ou séparées par des virgules.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    previous = forms.MultipleChoiceField(
        label="Les personnes de la dernière fois", required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label="Tout un groupe", required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.MultipleChoiceField(
        label="Des personnes du pôle", required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label="Un mot de vous",
        help_text="Il ouvre le message. La date, le lieu et le lien pour répondre y sont déjà.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args, workshop: Workshop, found, **kwargs):
        """`found`: people to tick one by one, those searched for and those ticked before."""
        super().__init__(*args, **kwargs)
        self.guests: list[tuple[str, str, Person | None]] = []
        self.last = last_time(workshop)
        self.fields["previous"].choices = [(one.pid, one.name) for one in self.last]
        self.fields["groups"].choices = groups()
        self.found = found
        self.fields["people"].choices = [(person.pid, told_apart(person, found)) for person in found]

    def clean_addresses(self):
        found, wrong = read_addresses(self.cleaned_data["addresses"])
        if wrong:
            said = ", ".join(f"« {piece[:40]} »" for piece in wrong[:5])
            more = f" et {len(wrong) - 5} autres" if len(wrong) > 5 else ""
            raise ValidationError(
                f"Pas d’adresse lisible dans {said}{more}. Corrigez ou effacez, le reste est bon."
            )
        return found

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        self.guests = [(name, address, known_as(name, address)) for name, address in said["addresses"]]
        self.guests += [(p.name, p.email, p) for p in self.found if p.pid in said["people"]]
        self.guests += [(one.name, one.email, one.person) for one in self.last if one.pid in said["previous"]]
        for kind in said["groups"]:
            holders = Person.objects.holding(kind).exclude(email="")
            self.guests += [(person.name, person.email, person) for person in holders]
        if not self.guests:
            raise ValidationError("Dites d’abord qui inviter : collez une adresse ou cochez un nom.")
        if len(self.guests) > MOST:
            raise ValidationError(f"{len(self.guests)} personnes d’un coup, c’est trop : {MOST} au plus.")
        return said


def told_apart(person: Person, others: list[Person]) -> str:
    """The name; with the address, when somebody else has the same."""
    alike = [other for other in others if other.name_key == person.name_key]
    return person.name if len(alike) == 1 else f"{person.name} · {person.email}"


def groups() -> list[tuple[str, str]]:
    """Roles somebody holds today, with how many could be written to."""
    counted = []
    last = [Role.Kind.CONTACT]  # the widest door comes last
    for kind, label in sorted(Role.Kind.choices, key=lambda choice: choice[0] in last):
        people = Person.objects.holding(kind).exclude(email="").count()
        if people:
            counted.append((kind, f"{label.capitalize()} ({people})"))
    return counted


def last_time(workshop: Workshop) -> list[Participant]:
    """Those on the sheet of the workshop before who can be written to."""
    if not workshop.follows_id:
        return []
    people = workshop.follows.participants.select_related("person").order_by("name", "pk")
    known = []
    for one in people:
        one.email = one.email or (one.person.email if one.person else "")
        if one.email:
            known.append(one)
    return known
