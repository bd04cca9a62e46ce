import datetime as dt

from django import forms
from django.db import transaction
from django.utils import timezone

from maillage.actions.roadmap.models import Action
from maillage.activities.events import gatherings
from maillage.activities.events.models import Event, TooFewSeats
from maillage.activities.register.models import Activity
from maillage.ground.directory.models import Organisation
from maillage.ground.journal.models import record
from maillage.ground.people.forms import LONGEST_ADDRESS
from maillage.needs.workshops.models import Workshop
from maillage.ui.forms import DateField, DateInput, TimeInput
from maillage.ui.visitors import VisitorForm, plain_name

LATE = dt.time(6)  # what ends before six in the morning began the evening before


class EventForm(forms.Form):
    """Everything about an event on one page; `save(by)` creates it as a draft or applies what changed."""

    title = forms.CharField(
        label="Titre", max_length=200, help_text="Court et concret : « Lire un budget sans pleurer »."
    )
    kind = forms.ChoiceField(
        label="Nature",
        choices=[(value, label.capitalize()) for value, label in Event.Kind.choices],
        initial=Event.Kind.MEETING,
    )
    date = DateField(label="Jour", widget=DateInput())
    starts = forms.TimeField(label="Début", widget=TimeInput())
    ends = forms.TimeField(
        label="Fin", widget=TimeInput(), help_text="Après minuit, c’est compté le lendemain."
    )
    place = forms.CharField(
        label="Lieu", max_length=200, required=False, help_text="Le nom du lieu et la commune."
    )
    capacity = forms.IntegerField(label="Nombre de places", min_value=1, max_value=10_000, initial=20)
    summary = forms.CharField(
        label="En une phrase",
        max_length=250,
        required=False,
        help_text="Ce qu’on en rapporte. Elle suit le titre partout.",
    )
    description = forms.CharField(
        label="Présentation", required=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    action = forms.ModelChoiceField(
        label="Au service de l’action",
        queryset=Action.objects.none(),
        required=False,
        empty_label="Aucune pour l’instant",
        help_text="Le lien qui mènera du post-it à la preuve.",
    )

    def __init__(self, *args, event: Event | None = None, workshop: Workshop | None = None, **kwargs):
        """`workshop`: what a new event announces."""
        self.event, self.workshop = event, workshop
        initial = {**(self._of(event) if event else {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["action"].queryset = Action.objects.order_by("title")

    @staticmethod
    def _of(event: Event) -> dict:
        activity = event.activity
        starts, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
        return {
            "title": activity.title,
            "kind": event.kind,
            "date": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "place": activity.place,
            "capacity": event.capacity,
            "summary": event.summary,
            "description": event.description,
            "action": activity.action,
        }

    def clean(self):
        said = super().clean()
        date, starts, ends = (said.get(key) for key in ("date", "starts", "ends"))
        if not (date and starts and ends):
            return said
        last = date
        if ends <= starts:
            if ends > LATE:
                self.add_error("ends", "La fin vient avant le début : corrigez l’une des deux heures.")
                return said
            last += dt.timedelta(days=1)
        said["starts_at"] = timezone.make_aware(dt.datetime.combine(date, starts))
        said["ends_at"] = timezone.make_aware(dt.datetime.combine(last, ends))
        return said

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if self.event and capacity < self.event.seats_taken:
            raise forms.ValidationError(too_few(self.event.seats_taken))
        return capacity

    def save(self, by) -> Event | None:
        """None, with an error on the form, when someone registered meanwhile and seats are now too few."""
        try:
            with transaction.atomic():
                return self._change(by) if self.event else self._create(by)
        except TooFewSeats as refusal:
            self.add_error("capacity", too_few(refusal.taken))
            return None

    def _create(self, by) -> Event:
        said = self.cleaned_data
        activity = Activity.objects.create(
            kind=Activity.Kind.EVENT,
            **{key: said[key] for key in ("title", "action", "place", "starts_at", "ends_at")},
        )
        words = {key: said[key] for key in ("kind", "summary", "description", "capacity")}
        event = Event.objects.create(activity=activity, workshop=self.workshop, **words)
        gatherings.move_workshop(event)
        record("event.created", event, by)
        return event

    def _change(self, by) -> Event:
        said, event = self.cleaned_data, self.event
        event.activity.title, event.activity.action = said["title"], said["action"]
        event.activity.save(update_fields=["title", "action"])
        event.kind, event.summary, event.description = said["kind"], said["summary"], said["description"]
        event.save(update_fields=["kind", "summary", "description"])
        event.resize(said["capacity"], by)
        event.reschedule(said["starts_at"], said["ends_at"], said["place"], by)
        return event


def too_few(taken: int) -> str:
    return f"{taken} personnes ont déjà leur place : on ne peut pas descendre plus bas."


class PersonForm(forms.Form):
    """A name and an address on one line; the team's way to add someone. `email` may be unknown at the door."""

    name = forms.CharField(
        label="Prénom et nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.CharField(
        label="Structure",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def contact(self) -> dict:
        """What `event.register()` and `event.welcome()` want."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "email": said["email"],
            "organisation": Organisation.objects.named(said["organisation"]),
        }


class RegistrationForm(PersonForm, VisitorForm):
    """A visitor's own registration, without an account."""

    salt = "events.registration"
    name = forms.CharField(
        label="Prénom et nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=LONGEST_ADDRESS,
        help_text="Pour vous envoyer la confirmation, et rien d’autre.",
        error_messages={"invalid": "Cette adresse n’est pas complète : vérifiez l’arobase et la fin."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label="Structure",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_name(self):
        return plain_name(self.cleaned_data["name"])


def one_line(text: str) -> str:
    return " ".join(text.split())
