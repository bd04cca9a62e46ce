"""A survey, its questions, who replied, and what was said: the last two do not know each other."""

import secrets

from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from maillage.activities.events.models import Event, Registration
from maillage.ground.journal.models import record
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned, PoleQuerySet, manager

SCALE = {1: "pas du tout", 2: "plutôt non", 3: "à moitié", 4: "plutôt oui", 5: "tout à fait"}
SATISFIED = 4
_signer = signing.Signer(salt="surveys.reply")


class SurveyClosed(Exception):
    """The team has closed this survey."""


def token_of(registration: Registration) -> str:
    """What the personal link holds; only its reader knows it."""
    return _signer.sign(registration.pid)


def registration_of(token: str) -> Registration | None:
    try:
        pid = _signer.unsign(token)
    except signing.BadSignature:
        return None
    rows = Registration.objects.select_related("event__activity", "event__survey")
    return rows.filter(pid=pid).first()


def new_room_token() -> str:
    return secrets.token_urlsafe(9)


class SurveyQuerySet(PoleQuerySet):
    def open_for(self, event: Event, by: Person | None = None) -> "Survey":
        """The survey of this event, made with the three ready questions when there is none."""
        with transaction.atomic():
            survey, new = self.get_or_create(event=event)
            if new:
                for position, told in enumerate(READY):
                    Question.objects.create(survey=survey, position=position, **told)
                record("survey.opened", survey, by)
        return survey


class Survey(PoleOwned):
    event = models.OneToOneField(Event, models.CASCADE, related_name="survey")
    room_token = models.CharField(max_length=20, unique=True, default=new_room_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = manager(SurveyQuerySet)

    class Meta(PoleOwned.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"Questionnaire · {self.event}"

    def get_absolute_url(self):
        return reverse("surveys:survey", args=[self.event.pid])

    @property
    def room_url(self) -> str:
        return reverse("surveys:room", args=[self.room_token])

    def key_for(self, registration: Registration) -> str:
        """Where this person's reply is kept; nothing in the database leads from one to the other."""
        return salted_hmac("surveys.reply", f"{self.pid}:{registration.pid}", algorithm="sha256").hexdigest()

    def keep(self, key: str, answers: dict, registration: Registration | None = None) -> "Reply":
        """One reply for each key; a second one replaces the first. Raises `SurveyClosed`."""
        with transaction.atomic():
            if Survey.objects.select_for_update().get(pk=self.pk).closed_at:
                raise SurveyClosed
            told = {"answers": answers, "score": self._score(answers)}
            reply, _ = Reply.objects.update_or_create(survey=self, key=key, defaults=told)
            if registration:
                Answered.objects.get_or_create(survey=self, registration=registration)
        return reply

    def _score(self, answers: dict) -> int | None:
        """The answer to the first scale: what figures speak of."""
        first = next((q for q in self.questions.all() if q.kind == Question.Kind.SCALE), None)
        return answers.get(first.pid) if first else None

    def close(self, by: Person | None = None) -> None:
        self._date(timezone.now(), "survey.closed", by)

    def reopen(self, by: Person | None = None) -> None:
        self._date(None, "survey.reopened", by)

    def _date(self, moment, code, by) -> None:
        if bool(self.closed_at) == bool(moment):
            return
        with transaction.atomic():
            self.closed_at = moment
            self.save(update_fields=["closed_at"])
            record(code, self, by)


class Question(PoleOwned):
    class Kind(models.TextChoices):
        SCALE = "scale", "une échelle, de « pas du tout » à « tout à fait »"
        CHOICE = "choice", "un choix parmi quelques réponses"
        TEXT = "text", "quelques mots"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField("question", max_length=200)
    choices = models.JSONField(default=list, help_text="The answers offered, in their order")

    class Meta(PoleOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class Reply(PoleOwned):
    """What somebody said: {question pid: 1–5, a choice, or words}. Without a name, without an hour."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    key = models.CharField(max_length=64, editable=False)
    answers = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta(PoleOwned.Meta):
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="one_reply_per_key")]

    def __str__(self):
        return f"Avis · {self.survey_id}"


class Answered(PoleOwned):
    """This person replied; what they said is elsewhere."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answered")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answered")

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["survey", "registration"], name="answered_once_per_person")
        ]

    def __str__(self):
        return str(self.registration)


READY = (
    {"kind": Question.Kind.SCALE, "text": "Ce moment vous a-t-il été utile ?"},
    {
        "kind": Question.Kind.CHOICE,
        "text": "Et maintenant ?",
        "choices": [
            "Je vais m’en servir bientôt",
            "J’ai rencontré quelqu’un",
            "Je veux aller plus loin",
            "Rien de particulier",
        ],
    },
    {"kind": Question.Kind.TEXT, "text": "Un mot pour la prochaine fois ?"},
)
