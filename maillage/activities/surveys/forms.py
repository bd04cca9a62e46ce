"""The reply form, made of the questions; and the questions themselves."""

import uuid

from django import forms

from maillage.activities.surveys.models import SCALE, Question, Survey


class ReplyForm(forms.Form):
    """`site` is a field nobody sees: who fills it is a machine."""

    site = forms.CharField(required=False)

    def __init__(self, *args, survey: Survey, answers: dict | None = None, **kwargs):
        self.asked = list(survey.questions.all())
        known = {f"q_{pid}": value for pid, value in (answers or {}).items()}
        super().__init__(*args, initial=known, **kwargs)
        for question in self.asked:
            self.fields[f"q_{question.pid}"] = _field(question)

    @property
    def questions(self) -> list:
        return [self[f"q_{question.pid}"] for question in self.asked]

    def clean(self):
        said = super().clean()
        if not self.errors and not any(said.get(f"q_{question.pid}") for question in self.asked):
            raise forms.ValidationError("Répondez à une question au moins ; les autres peuvent rester vides.")
        return said

    def answers(self) -> dict:
        """{question pid: 1–5, a choice, or words}, without what was left empty."""
        said = {question: self.cleaned_data[f"q_{question.pid}"] for question in self.asked}
        return {
            question.pid: int(value) if question.kind == Question.Kind.SCALE else value
            for question, value in said.items()
            if value
        }


def _field(question: Question) -> forms.Field:
    if question.kind == Question.Kind.TEXT:
        words = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=question.text, required=False, max_length=1000, widget=words)
    scale = question.kind == Question.Kind.SCALE
    choices = list(SCALE.items()) if scale else [(choice, choice) for choice in question.choices]
    return forms.ChoiceField(label=question.text, required=False, choices=choices, widget=forms.RadioSelect)


def key_in(text: str) -> str:
    """The key an anonymous page was made with; a new one when what is given is none."""
    try:
        return uuid.UUID(text).hex
    except (ValueError, AttributeError, TypeError):
        return uuid.uuid4().hex


class QuestionForm(forms.ModelForm):
    offered = forms.CharField(
        label="Réponses proposées", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne, seulement pour un choix.",
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ("text", "kind")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offered"].initial = "\n".join(self.instance.choices)
        self.fields["text"].required = False

    def clean(self):
        said = super().clean()
        lines = [" ".join(line.split())[:120] for line in said.get("offered", "").splitlines()]
        self.instance.choices = list(dict.fromkeys(filter(None, lines)))[:8]
        is_choice = said.get("kind") == Question.Kind.CHOICE
        if said.get("text") and is_choice and len(self.instance.choices) < 2:
            self.add_error("offered", "Proposez au moins deux réponses, une par ligne.")
        if not is_choice:
            self.instance.choices = []
        return said


QuestionFormSet = forms.inlineformset_factory(
    Survey, Question, form=QuestionForm, extra=1, max_num=6, can_delete=False
)
