"""Beginning a workshop, and saying again what it is, when and where."""

from django import forms

from maillage.ground.people.access import STEERING
from maillage.ground.people.models import Person, Role
from maillage.needs.workshops.methods import DEFAULT, OWN, READY, Plan
from maillage.needs.workshops.methods.plan import MOST_AREAS
from maillage.needs.workshops.methods.sheet import with_columns
from maillage.needs.workshops.models import Method, Workshop, start
from maillage.needs.workshops.models.layout import set_hours
from maillage.ui.forms import DateField, DateInput, TimeInput

MOST_BEFORE = 60  # workshops one may say it follows


class WorkshopForm(forms.ModelForm):
    # Declared: a model form would ask for all workshops when the module loads, outside any pole.
    follows = forms.ModelChoiceField(
        Workshop.objects.none(),
        required=False,
        label="C’est la suite de",
        help_text="Ses actions seront au mur, pour dire où elles en sont.",
    )

    class Meta:
        model = Workshop
        fields = ["title", "date", "starts", "place", "purpose", "follows", "facilitator", "secretary"]
        field_classes = {"date": DateField}
        widgets = {
            "date": DateInput(),
            "starts": TimeInput(),
            "purpose": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "title": "De quoi parle-t-on ?",
            "date": "Quel jour",
            "starts": "À quelle heure",
            "place": "Où",
            "purpose": "Pour arriver à quoi",
            "facilitator": "Qui anime",
            "secretary": "Qui écrit le compte rendu",
        }
        help_texts = {
            "facilitator": "Son nom figure sur les invitations.",
            "secretary": "Avec la personne qui anime. On peut le décider sur place.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts"].error_messages["invalid"] = "Écrivez l’heure comme 9:30."
        before = Workshop.objects.exclude(pk=self.instance.pk)
        recent = before.order_by("-date", "-created_at").values("pk")[:MOST_BEFORE]
        self.offer(
            "follows", before.filter(pk__in=list(recent.values_list("pk", flat=True))), "Aucun autre atelier"
        )
        self.offer("facilitator", Person.objects.holding(Role.Kind.COORDINATOR), "À décider")
        team = Role.objects.current().filter(kind__in=STEERING).values("person")
        self.offer("secretary", Person.objects.filter(pk__in=team), "À décider")

    def offer(self, name: str, rows, nobody: str) -> None:
        """These rows, and the one already chosen; a field with nothing to choose is not asked."""
        chosen = getattr(self.instance, f"{name}_id")
        if chosen:
            rows = rows.model.objects.filter(pk__in=[*rows.values_list("pk", flat=True), chosen])
        field = self.fields[name]
        field.queryset, field.empty_label = rows, nobody
        if not rows.exists():
            del self.fields[name]


class NewWorkshopForm(WorkshopForm):
    method = forms.ChoiceField(label="Avec quelle méthode", initial=DEFAULT)
    own_areas = forms.CharField(
        label="Vos colonnes",
        help_text="Une par ligne.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    field_order = ["title", "date", "starts", "place", "purpose"]

    def __init__(self, *args, by: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = {method.pid: method for method in Method.objects.in_use()}
        self.fields["method"].choices = self.methods()
        if "facilitator" in self.fields:
            self.fields["facilitator"].initial = by
            if self.fields["facilitator"].queryset.count() == 1:
                del self.fields["facilitator"]  # nobody else to choose: it is you
        self.by = by

    def methods(self) -> list:
        ready = [(name, plan.title) for name, plan in READY.items()]
        own = [(pid, method.title) for pid, method in self.own.items()]
        return [("Les nôtres", own), ("Prêtes à l’emploi", ready)] if own else ready

    def plan_named(self, name: str) -> Plan | None:
        return READY.get(name) or (self.own[name].as_plan() if name in self.own else None)

    @property
    def chosen(self) -> str:
        """The name of the method that the page shows: what was posted, else what was asked for."""
        return self["method"].value() if self.plan_named(self["method"].value()) else DEFAULT

    @property
    def plan(self) -> Plan:
        return self.plan_named(self.chosen)

    @property
    def own_columns(self) -> bool:
        return self.chosen == OWN

    def clean_own_areas(self):
        titles = [line.strip()[:250] for line in self.cleaned_data["own_areas"].splitlines() if line.strip()]
        if self.data.get(self.add_prefix("method")) == OWN and not titles:
            raise forms.ValidationError("Écrivez au moins une colonne, une par ligne.")
        return titles[:MOST_AREAS]

    def save_as(self, by: Person) -> Workshop:
        data = dict(self.cleaned_data)
        plan, columns = self.plan_named(data.pop("method")), data.pop("own_areas")
        if columns and self.own_columns:
            plan = with_columns(plan, columns)
        return start(by, plan, **{"facilitator": by} | data)


class EditWorkshopForm(WorkshopForm):
    """Only what is asked here is written: numbers, opening and closing move meanwhile, phone by phone."""

    def save(self) -> Workshop:
        with self.instance.turn() as locked:
            for name in self.fields:
                setattr(locked, name, self.cleaned_data[name])
            locked.save(update_fields=list(self.fields))
            set_hours(locked)
        return locked
